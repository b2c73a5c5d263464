"""Settings; everything that differs between installations comes from the environment.

NEWSARCHIVE_ENV is `local` (bin/run: plain http on this machine, embedded database), `production`
(unsafe or missing configuration is refused) or `test` (a throwaway database, plain static files).
docs/operating.md lists the variables.
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from newsarchive.database import database_settings
from newsarchive.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
_environment = Environment(os.environ)
_production = _environment.mode == "production"
_testing = _environment.mode == "test"

DATA_DIR = _environment.data_dir(BASE_DIR / "var")
DEBUG = _environment.debug()
SECRET_KEY = _environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = _environment.allowed_hosts()
CSRF_TRUSTED_ORIGINS = _environment.csrf_trusted_origins()

# The reverse proxies in front of the web server. Each appends to X-Forwarded-For, so the client's
# address is this many entries from the right; with 0 nothing a client sends is believed.
PROXY_COUNT = _environment.number("PROXY_COUNT", default=1 if _production else 0)

DATABASES = {"default": database_settings(_environment, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "newsarchive",
    "annotations",
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "newsarchive.health.health_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsarchive.middleware.vary_on_htmx_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsarchive.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "newsarchive.middleware.body_limit_middleware",
]

ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Sign-in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds; the life of a one-time sign-in link
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
# Each with its own number of wrong passwords: one name from one address, any name from one address
# (many people may share it), one name from anywhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address", "username"]
SIGN_IN_FAILURE_LIMITS = [5, 30, 50]
AXES_FAILURE_LIMIT = SIGN_IN_FAILURE_LIMITS[0]
AXES_HANDLER = "newsarchive.sign_in_limits.LimitsHandler"
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "newsarchive.middleware.client_address"
AXES_LOCKOUT_CALLABLE = "newsarchive.views.locked_out"
if _testing:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# What a browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "newsarchive.views.form_out_of_date"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _production
if _production:
    SECURE_SSL_REDIRECT = True
    # Browsers keep to it that long, whatever the site says later: an hour to begin with.
    SECURE_HSTS_SECONDS = _environment.number("HSTS_SECONDS", default=60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = _environment.flag("HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = _environment.flag("HSTS_PRELOAD", default=False)
    # Other services under the same name may speak http only: that is for who runs them to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    if PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Language and time

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Files. Everything the application writes is below DATA_DIR.

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(_environment.text("NEWSARCHIVE_STATIC_ROOT", str(DATA_DIR / "static")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "raw": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "raw"},
    },
    "staticfiles": {
        "BACKEND": {
            "local": "newsarchive.static.HashedStaticFilesStorage",
            "production": "newsarchive.static.CompressedStaticFilesStorage",
            "test": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }[_environment.mode]
    },
}
if _testing:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True

# What is refused at import, with the limit's name and what to do instead. Sizes are bytes.
IMPORT_MAX_FILE_BYTES = _environment.number("IMPORT_MAX_FILE_BYTES", default=1 << 30)
# Of one article's file or record, which is held in memory several times over while it is read.
IMPORT_MAX_ARTICLE_BYTES = _environment.number("IMPORT_MAX_ARTICLE_BYTES", default=3 << 20)
IMPORT_MAX_BATCH_ITEMS = _environment.number("IMPORT_MAX_BATCH_ITEMS", default=1_000_000)
IMPORT_MAX_ARCHIVE_MEMBERS = _environment.number("IMPORT_MAX_ARCHIVE_MEMBERS", default=100_000)
IMPORT_MAX_UNPACKED_BYTES = _environment.number("IMPORT_MAX_UNPACKED_BYTES", default=4 << 30)
IMPORT_MAX_RATIO = _environment.number("IMPORT_MAX_RATIO", default=200)
IMPORT_MAX_SECONDS = _environment.number("IMPORT_MAX_SECONDS", default=60 * 60)
# Processes that share the text work of a big import; 1: it is done where it was begun.
IMPORT_PROCESSES = _environment.number("IMPORT_PROCESSES", default=min(os.cpu_count() or 1, 8))

# Files are written to the disk as they come, so that a request takes little memory however long it
# is. Django's own limit holds for what is not a file: a pasted text.
FILE_UPLOAD_HANDLERS = ["newsarchive.uploads.DiskUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
# Of a whole request, and of one in which staff send files to the import desk: one of the largest,
# and without scripts several smaller ones.
REQUEST_MAX_BYTES = 25 * 1024 * 1024
IMPORT_MAX_REQUEST_BYTES = IMPORT_MAX_FILE_BYTES + 16 * 1024 * 1024
IMPORT_PATH = "/admin/articles/importbatch/"
# Bytes a second: a client that sends more slowly for a minute is not waited for; 0: it is.
REQUEST_MIN_RATE = _environment.number("REQUEST_MIN_RATE", default=500)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# On an empty archive the first screen offers a small sample.
OFFER_SAMPLE = _environment.flag("NEWSARCHIVE_OFFER_SAMPLE", default=not _production)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _environment.log_level()},
    "loggers": {
        # Django's own handlers would repeat each line and mail it.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # They warn of each page without an article, which the import says itself.
        "htmldate": {"level": "ERROR"},
        "trafilatura": {"level": "ERROR"},
    },
}
