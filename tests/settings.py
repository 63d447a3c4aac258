"""Settings of the test runs: a data folder of their own, so that tests never touch `var/`."""

import os
from pathlib import Path

os.environ.setdefault("PORTAL_VAR", str(Path(__file__).resolve().parent.parent / "var" / "tests"))
os.environ["PORTAL_DB_FLUSH"] = "off"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs in the thread of the test
os.environ.setdefault("STATICFILES_BACKEND", "django.contrib.staticfiles.storage.StaticFilesStorage")

from integrity_portal.settings import *
from integrity_portal.settings import (
    DATABASE_URL,
    DATABASES,
    OFFICE_DB_ROLE,
    OWNER_DATABASE_URL,
    OWNER_DB_ROLE,
    env,
)

# A test can do what the office's role can; the owner makes the databases, and says when it acts.
if OWNER_DATABASE_URL:
    DATABASES["default"] |= env.db_url_config(OWNER_DATABASE_URL)
elif not DATABASE_URL:
    DATABASES["default"]["USER"] = OWNER_DB_ROLE
if DATABASES["default"]["USER"] == OWNER_DB_ROLE:
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "assume_role": OFFICE_DB_ROLE,
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
