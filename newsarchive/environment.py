"""What the environment says, read with one clear message for what is missing or unsafe."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from newsarchive.data_lock import make_data_folder

MODES = ("local", "production", "test")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
MIN_KEY_LENGTH = 50


@dataclass(frozen=True)
class Environment:
    """The variables of one process; a reader raises ImproperlyConfigured naming its variable."""

    variables: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if value in ("1", "true", "yes", "on"):
            return True
        if value in ("0", "false", "no", "off"):
            return False
        if not value:
            return default
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to 1 or 0.")

    def number(self, name: str, *, default: int) -> int:
        value = self.text(name)
        if not value:
            return default
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name} is {value!r}; set it to a whole number, 0 or more.")
        return int(value)

    def listing(self, name: str) -> list[str]:
        """The entries of a comma-separated variable."""
        return [entry.strip() for entry in self.text(name).split(",") if entry.strip()]

    @property
    def mode(self) -> str:
        mode = self.text("NEWSARCHIVE_ENV", "local")
        if mode not in MODES:
            raise ImproperlyConfigured(
                f"NEWSARCHIVE_ENV is {mode!r}; set it to local or production."
            )
        return mode

    def data_dir(self, default: Path) -> Path:
        return Path(self.text("NEWSARCHIVE_DATA", str(default))).expanduser().resolve()

    def secret_key(self, data_dir: Path) -> str:
        """SECRET_KEY, else what SECRET_KEY_FILE holds, else a kept random one."""
        key, key_file = self.text("SECRET_KEY"), self.text("SECRET_KEY_FILE")
        if not key and key_file:
            try:
                key = Path(key_file).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ImproperlyConfigured(
                    f"SECRET_KEY_FILE cannot be read: {error.strerror} ({key_file})."
                ) from error
        if self.mode != "production":
            return key or _kept_key(data_dir / "secret_key")
        if not key:
            raise ImproperlyConfigured(
                "SECRET_KEY is missing. Set it (or SECRET_KEY_FILE) to a long random text, "
                "for example the output of: openssl rand -base64 60"
            )
        if len(key) < MIN_KEY_LENGTH or len(set(key)) < 5:
            raise ImproperlyConfigured(
                f"SECRET_KEY is too weak: it needs at least {MIN_KEY_LENGTH} random characters, "
                "for example the output of: openssl rand -base64 60"
            )
        return key

    def debug(self) -> bool:
        debug = self.flag("DEBUG", default=False)
        if debug and self.mode == "production":
            raise ImproperlyConfigured("DEBUG is on in production: it shows secrets. Unset it.")
        return debug

    def log_level(self) -> str:
        level = self.text("LOG_LEVEL", "WARNING").upper()
        if level not in LOG_LEVELS:
            raise ImproperlyConfigured(
                f"LOG_LEVEL is {level!r}; set it to one of {', '.join(LOG_LEVELS)}."
            )
        return level

    def allowed_hosts(self) -> list[str]:
        hosts = self.listing("ALLOWED_HOSTS")
        if self.mode != "production":
            return ["localhost", "127.0.0.1", "[::1]", *hosts]
        if not hosts:
            raise ImproperlyConfigured(
                "ALLOWED_HOSTS is empty. Set it to the names the site is reached by, "
                "for example: ALLOWED_HOSTS=news.example.org"
            )
        if "*" in hosts:
            raise ImproperlyConfigured(
                'ALLOWED_HOSTS contains "*", which lets anybody choose the name of the site. '
                "List the names it is reached by."
            )
        return hosts

    def csrf_trusted_origins(self) -> list[str]:
        origins = self.listing("CSRF_TRUSTED_ORIGINS")
        for origin in origins:
            if not origin.startswith(("http://", "https://")):
                raise ImproperlyConfigured(
                    f"CSRF_TRUSTED_ORIGINS contains {origin!r}; each entry starts with https://"
                )
        return origins

    def database_url(self) -> str:
        """The URL of the database, empty when the embedded one is wanted."""
        url = self.text("DATABASE_URL")
        if not url and self.mode == "production":
            raise ImproperlyConfigured(
                "DATABASE_URL is missing. Set it, for example to: "
                "postgresql://newsarchive:PASSWORD@db:5432/newsarchive"
            )
        if url and not url.startswith(("postgres://", "postgresql://")):
            raise ImproperlyConfigured(
                f"DATABASE_URL starts with {url.split(':', 1)[0]!r}; only postgresql:// works."
            )
        return url


def _kept_key(path: Path) -> str:
    """The content of `path`, made with a random key at the first call."""
    try:
        if not path.exists():
            make_data_folder(path.parent)
            _write_once(path, secrets.token_urlsafe(64))
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {path.parent} cannot be used: {error.strerror} "
            f"({error.filename}). Run as the user it belongs to, or name another folder "
            "with --data DIR or NEWSARCHIVE_DATA."
        ) from error


def _write_once(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # another process was quicker; its key holds
    finally:
        fresh.unlink()
