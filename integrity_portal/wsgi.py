"""WSGI entry point; PORTAL_SIDE says which of the two sites it serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integrity_portal.settings")

application = get_wsgi_application()
