"""These tests run with settings of their own (tests/invented/settings.py), where the invented app is installed."""

from django.apps import apps

collect_ignore_glob = [] if apps.is_installed("tests.invented") else ["test_*.py"]
