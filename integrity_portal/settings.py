"""Settings: one file, everything that differs between installations comes from the environment."""

from __future__ import annotations

from pathlib import Path

import environ
import pghistory
from whitenoise.compress import Compressor

from integrity_portal import schedule
from integrity_portal.secrets import load_keys

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PORTAL_SIDE: str = env.str("PORTAL_SIDE", default="office")
if PORTAL_SIDE not in {"office", "public"}:
    raise RuntimeError(f"PORTAL_SIDE 只能是 office 或 public，现在是 {PORTAL_SIDE!r}")
IS_PUBLIC = PORTAL_SIDE == "public"
VAR = Path(env.str("PORTAL_VAR", default=str(BASE_DIR / "var"))).expanduser().absolute()
PORTAL_DEMO: bool = env.bool("PORTAL_DEMO", default=False)
DEBUG: bool = env.bool("DEBUG", default=False)


class _Keys(dict[str, str]):
    """Reads the data folder's keys only when one is asked for and the environment has none."""

    def __missing__(self, name: str) -> str:
        self.update(load_keys(VAR))
        return self[name]


KEYS = _Keys()
SECRET_KEY: str = env.str("SECRET_KEY", default="") or KEYS["secret_key"]
# The public process has no use for the keys of personal data and is given none.
# The first key encrypts, every one decrypts; separated by commas.
FIELD_KEYS: list[str] = (
    [] if IS_PUBLIC else env.list("FIELD_KEYS", default=[]) or KEYS["field_keys"].split(",")
)
HASH_KEY: str = "" if IS_PUBLIC else env.str("HASH_KEY", default="") or KEYS["hash_key"]

ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# All that the public process knows: its own models are on views of schema `open`, and no table of the office has one.
_PUBLIC_APPS = ["django.contrib.staticfiles", "django.contrib.postgres", "csp", "disclosure.open"]
_OFFICE_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "axes",
    "csp",
    "django_htmx",
    *("common", "accounts", "letters", "intake", "organisations", "postings", "records", "dossiers"),
    *("discipline", "commitments", "appeals", "challenges", "supervision", "disclosure.open", "disclosure"),
    *("credit_reports", "exchange", "following", "inquiries", "integrity_portal"),
]
INSTALLED_APPS = _PUBLIC_APPS if IS_PUBLIC else _OFFICE_APPS

ENTERED_TEXTS = "integrity_portal.entered_texts.EnteredTextMiddleware"
_SHARED_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_OFFICE_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "accounts.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "postings.middleware.PostingMiddleware",
    ENTERED_TEXTS,
    "postings.middleware.RefusalMiddleware",
    "common.middleware.WordedMiddleware",
    "axes.middleware.AxesMiddleware",
]
_PUBLIC_MIDDLEWARE = [
    "disclosure.api.middleware.ApiMiddleware",
    "disclosure.door.bodies.BodyMiddleware",
    ENTERED_TEXTS,
    "disclosure.middleware.PublicCacheMiddleware",
    "common.middleware.WordedMiddleware",
]
MIDDLEWARE = _SHARED_MIDDLEWARE + (_PUBLIC_MIDDLEWARE if IS_PUBLIC else _OFFICE_MIDDLEWARE)

ROOT_URLCONF = "integrity_portal.public_urls" if IS_PUBLIC else "integrity_portal.urls"
WSGI_APPLICATION = "integrity_portal.wsgi.application"

_CONTEXT = "common.context.portal"
_COMPILED = {
    "BACKEND": "django.template.backends.jinja2.Jinja2",
    "DIRS": [],
    "APP_DIRS": False,
    "OPTIONS": {"environment": "disclosure.jinja.PublicEnvironment", "context_processors": [_CONTEXT]},
}
_OFFICE_TEMPLATES = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [BASE_DIR / "templates"],
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            _CONTEXT,
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
            "common.worklist.worklist",
        ],
        "builtins": ["common.templatetags.posting_token"],
    },
}
# The public site's templates are compiled; nothing else is found there, and there nothing else is known.
TEMPLATES = [_COMPILED] if IS_PUBLIC else [_COMPILED, _OFFICE_TEMPLATES]

# The office works as portal_office; the owner of the tables is known to `migrate` and the like alone.
DATABASE_URL: str = env.str("DATABASE_URL", default="")
OWNER_DATABASE_URL: str = env.str("OWNER_DATABASE_URL", default="")
OFFICE_DB_ROLE, OWNER_DB_ROLE = "portal_office", "portal_owner"
DATABASES = {"default": {**env.db_url_config(DATABASE_URL or "postgres:///portal")}}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql" if DATABASE_URL else "integrity_portal.lazydb",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False),
}
PUBLIC_DB_ROLE = "portal_public"
PUBLIC_DB_PASSWORD: str = (
    "" if IS_PUBLIC else env.str("PUBLIC_DB_PASSWORD", default="") or KEYS["public_db_password"]
)
# A public database of its own: its owner's address, and as whom it fetches the store; `migrate_public` alone uses them.
PUBLIC_STORE_URL: str = "" if IS_PUBLIC else env.str("PUBLIC_STORE_URL", default="")
PUBLIC_STORE_SOURCE: str = env.str("PUBLIC_STORE_SOURCE", default="")
REPLICA_DB_ROLE = "portal_replica"
REPLICA_DB_PASSWORD: str = ""
if PUBLIC_STORE_URL:
    REPLICA_DB_PASSWORD = env.str("REPLICA_DB_PASSWORD", default="") or KEYS["replica_db_password"]
    DATABASES["store"] = {**env.db_url_config(PUBLIC_STORE_URL)}
PUBLIC_MAX_LAG: int = env.int(
    "PUBLIC_MAX_LAG", default=60
)  # seconds behind the office, beyond which /healthz is red
# What visitors send is sealed to this key; the private ones, the first of which belongs to it, are the office's alone.
INTAKE_PRIVATE_KEYS: list[str] = (
    [] if IS_PUBLIC else env.list("INTAKE_PRIVATE_KEYS", default=[]) or KEYS["intake_keys"].split(",")
)
# Ed25519: signs what the office gives out as files（open data, reports）; whoever has the public key can check it.
SIGNING_KEY: str = "" if IS_PUBLIC else env.str("SIGNING_KEY", default="") or KEYS["signing_key"]
INTAKE_PUBLIC_KEY: str = env.str("INTAKE_PUBLIC_KEY", default="")
INTAKE_DATABASE_URL: str = "" if IS_PUBLIC else env.str("INTAKE_DATABASE_URL", default="")
if (
    INTAKE_DATABASE_URL
):  # where the public site reads a database of its own, visitors leave there what they send
    DATABASES["intake"] = {**env.db_url_config(INTAKE_DATABASE_URL)}
INTAKE_DB_ROLE = "portal_intake"
API_READS_PER_HOUR: int = env.int("API_READS_PER_HOUR", default=1200)  # of one line
REDIS_URL: str = env.str("PUBLIC_REDIS_URL" if IS_PUBLIC else "REDIS_URL", default="")

CACHES = {
    name: {
        "BACKEND": "integrity_portal.lazycache.PortalRedisCache",
        "LOCATION": env.str(f"{name}_REDIS_URL".upper(), default="") or REDIS_URL or "redis://embedded",
        "KEY_PREFIX": prefix,
    }
    for name, prefix in (("default", PORTAL_SIDE), ("door", f"{PORTAL_SIDE}-door"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.password_rules.NoPattern"},
    {"NAME": "accounts.password_rules.NotUsedBefore"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.visitor.address_of"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False
SIGN_IN_FAILURES_PER_ADDRESS: int = env.int("SIGN_IN_FAILURES_PER_ADDRESS", default=20)  # in ten minutes
# Named in full, and without PORTAL_DEMO refused by a system check: a demo alone may be entered by password.
DEMO_WITHOUT_SECOND_FACTOR: bool = env.bool("DEMO_WITHOUT_SECOND_FACTOR", default=False)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES = Path(env.str("PORTAL_FILES", default=str(VAR / "files")))  # what people sent
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(FILES),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")  # of letters, on no page
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = 50 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "portal_office"
CSRF_COOKIE_NAME = "portal_csrf"
if not IS_PUBLIC:
    CSRF_FAILURE_VIEW = "accounts.views.kept_forms.csrf_failed"
# When a session ends is a dated rule, kept by its row (accounts.session_store); the cookie lives longer than any.
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_AGE = 24 * 3600
SECURE_TLS: bool = env.bool("SECURE_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_TLS
TRUST_PROXY: bool = env.bool("TRUST_PROXY", default=False)
if TRUST_PROXY:  # the proxy in front sets the header and drops a visitor's own
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TLS else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

CELERY_BROKER_URL = REDIS_URL or "redis://embedded"
CELERY_RESULT_BACKEND = CELERY_BROKER_URL
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_RESULT_EXPIRES = 86_400
TASK_NAMES = schedule.TASK_NAMES

PGHISTORY_DEFAULT_TRACKERS = ()
PGHISTORY_APPEND_ONLY = True
# Versions are asked for by object, time, person and request, never by what a version points to.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
EXPORT_MOST_ROWS: int = env.int("EXPORT_MOST_ROWS", default=20_000)
# A command that is called with a file's path: exit 0 clean, 1 infected; unset: files are shown as 未查毒.
VIRUS_SCANNER: str = env.str("VIRUS_SCANNER", default="")
PUBLIC_URL: str = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")  # written in files
OFFICE_URL: str = env.str("OFFICE_URL", default="http://127.0.0.1:8001").rstrip("/")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="portal@localhost")
EMAIL_TIMEOUT = 20
MAP_APPROVAL_NO: str = env.str("MAP_APPROVAL_NO", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
