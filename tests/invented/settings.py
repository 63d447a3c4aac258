"""Settings with one more app above the house: an invented procedure that touches no file below it."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.invented"]  # noqa: F405
ROOT_URLCONF = "tests.invented.site"
