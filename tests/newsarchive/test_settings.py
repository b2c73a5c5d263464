"""Production refuses what is missing or unsafe, in one message that names the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.database import database_settings
from newsarchive.environment import Environment

REPOSITORY = Path(__file__).resolve().parents[2]
SOUND = {
    "NEWSARCHIVE_ENV": "production",
    "SECRET_KEY": "k7Qv0mR2xW9zT4bN6cL8pJ1hG3fD5sA_yUeIoXwZqVtBnMrK-long-enough",
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "postgresql://newsarchive@localhost/newsarchive",
}


def manage(*arguments: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=REPOSITORY,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE cannot be read"),
        ({"DEBUG": "1"}, "DEBUG is on in production"),
        ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps'"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "news.example.org,*"}, 'ALLOWED_HOSTS contains "*"'),
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"DATABASE_URL": "mysql://db/news"}, "DATABASE_URL starts with 'mysql'"),
        ({"CSRF_TRUSTED_ORIGINS": "news.example.org"}, "CSRF_TRUSTED_ORIGINS contains"),
        ({"LOG_LEVEL": "foo"}, "LOG_LEVEL is 'FOO'"),
        ({"PROXY_COUNT": "one"}, "PROXY_COUNT is 'one'"),
        ({"NEWSARCHIVE_ENV": "prod"}, "NEWSARCHIVE_ENV is 'prod'"),
    ],
)
def test_unsafe_configuration_is_refused(
    changed: dict[str, str], named: str, tmp_path: Path
) -> None:
    refused = manage("check", environment=SOUND | {"NEWSARCHIVE_DATA": str(tmp_path)} | changed)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"newsarchive: {named}")
    assert "Traceback" not in refused.stderr


def test_deployment_check_finds_nothing_in_production(tmp_path: Path) -> None:
    environment = SOUND | {"NEWSARCHIVE_DATA": str(tmp_path)}
    checked = manage("check", "--deploy", "--fail-level", "WARNING", environment=environment)
    assert checked.returncode == 0, checked.stderr
    assert "no issues (2 silenced)" in checked.stdout  # of HSTS, which has variables


def test_promise_of_https_is_short_and_for_this_name_alone_unless_told(tmp_path: Path) -> None:
    asked = """
from django.conf import settings as s
print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)
"""
    sound = SOUND | {"NEWSARCHIVE_DATA": str(tmp_path)}
    told = {"HSTS_SECONDS": "31536000", "HSTS_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}
    answers = [
        manage("shell", "--no-imports", "-c", asked, environment=environment).stdout
        for environment in (sound, sound | told)
    ]
    assert answers == ["3600 False False\n", "31536000 True True\n"]


def test_local_mode_keeps_a_random_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    environment = {"NEWSARCHIVE_DATA": str(tmp_path / "data")}
    assert manage("check", environment=environment).returncode == 0
    key_file = tmp_path / "data" / "secret_key"
    key = key_file.read_text()
    assert len(key) > 50
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert manage("check", environment=environment).returncode == 0
    assert key_file.read_text() == key


def test_command_without_database_starts_none(tmp_path: Path) -> None:
    assert manage("check", environment={"NEWSARCHIVE_DATA": str(tmp_path)}).returncode == 0
    assert not (tmp_path / "postgres").exists()


def test_data_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = manage("check", environment={"NEWSARCHIVE_DATA": str(tmp_path / "file" / "data")})
    assert refused.returncode == 1
    assert "The data folder" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("pool_size", ["0", "4"])
def test_connections_of_a_restarted_database_are_replaced(tmp_path: Path, pool_size: str) -> None:
    environment = Environment({"DATABASE_POOL_SIZE": pool_size})
    assert database_settings(environment, tmp_path)["CONN_HEALTH_CHECKS"] is True
