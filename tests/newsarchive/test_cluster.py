"""The embedded server: shared by processes, stopped by the last, recovering after a kill."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from newsarchive.embedded.cluster import DATABASE, PORT, SUPERUSER, Cluster, ClusterError
from newsarchive.embedded.owner import Owner

REPOSITORY = Path(__file__).resolve().parents[2]
HOLD = """
    import sys
    from pathlib import Path
    from newsarchive.embedded.cluster import Cluster
    Cluster(Path(sys.argv[1]), throwaway=True).hold()
    print("held", flush=True)
    sys.stdin.read()
"""


def other_process(folder: Path) -> "subprocess.Popen[str]":
    """A process that holds the server until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(folder)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def ask(cluster: Cluster, query: str) -> object:
    host = str(cluster.socket_dir)
    with psycopg.connect(host=host, port=PORT, user=SUPERUSER, dbname=DATABASE) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def running(cluster: Cluster) -> bool:
    return (cluster.folder / "postmaster.pid").exists()


@pytest.fixture
def make_cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Cluster]:
    def make(name: str = "postgres") -> Cluster:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        cluster = Cluster(tmp_path / name, throwaway=True)
        request.addfinalizer(cluster.release)
        return cluster

    return make


def test_last_process_stops_the_server(make_cluster: Callable[..., Cluster]) -> None:
    cluster = make_cluster()
    first = other_process(cluster.folder)
    second = other_process(cluster.folder)
    first.communicate()
    assert ask(cluster, "SELECT 1") == 1
    second.communicate()
    assert not running(cluster)


def test_killed_process_does_not_keep_the_server_running(
    make_cluster: Callable[..., Cluster],
) -> None:
    cluster = make_cluster()
    killed = other_process(cluster.folder)
    killed.kill()
    killed.communicate()
    assert running(cluster)
    other_process(cluster.folder).communicate()
    assert not running(cluster)


def test_killed_server_recovers(make_cluster: Callable[..., Cluster]) -> None:
    cluster = make_cluster()
    cluster.hold()
    assert not cluster.ensure_running()
    server = psutil.Process(int((cluster.folder / "postmaster.pid").read_text().split()[0]))
    server.kill()
    server.wait(60)
    assert cluster.ensure_running()
    assert ask(cluster, "SELECT 1") == 1


def test_pid_file_whose_number_is_another_program_now(
    make_cluster: Callable[..., Cluster],
) -> None:
    cluster = make_cluster()
    cluster.hold()
    cluster.release()
    (cluster.folder / "postmaster.pid").write_text(
        f"{os.getpid()}\n{cluster.folder}\n1\n5432\n\n\n"
    )
    cluster.hold()
    assert ask(cluster, "SELECT 1") == 1


def test_database_sorts_and_folds_the_same_everywhere(make_cluster: Callable[..., Cluster]) -> None:
    cluster = make_cluster()
    cluster.hold()
    own = "FROM pg_database WHERE datname = current_database()"
    assert ask(cluster, f"SELECT datlocprovider::text {own}") == "b"
    assert ask(cluster, f"SELECT datlocale {own}") == "C.UTF-8"
    assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SELECT lower('ÄŞЖ')") == "äşж"


@pytest.mark.parametrize("name", ["a folder with spaces/postgres", "long/" + "x" * 120, "a,b/pg"])
def test_folder_names(make_cluster: Callable[..., Cluster], name: str) -> None:
    cluster = make_cluster(name)
    cluster.hold()
    assert ask(cluster, "SELECT 1") == 1


def test_folder_name_that_cannot_be_passed_on(make_cluster: Callable[..., Cluster]) -> None:
    with pytest.raises(ClusterError, match="contains a character"):
        make_cluster("do$lar/postgres").hold()


def test_folder_with_something_else_in_it_is_left_alone(
    make_cluster: Callable[..., Cluster],
) -> None:
    cluster = make_cluster()
    cluster.folder.mkdir()
    (cluster.folder / "thesis.txt").write_text("mine")
    with pytest.raises(ClusterError, match="holds no PostgreSQL database"):
        cluster.hold()
    assert (cluster.folder / "thesis.txt").read_text() == "mine"


def test_durable_unless_thrown_away(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "postgres")
    cluster.hold()
    try:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert ask(cluster, f"SHOW {name}") == "on"
    finally:
        cluster.release()


@pytest.mark.parametrize("planted", ["link", "file"])
def test_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path, planted: str) -> None:
    target = tmp_path / "target"
    target.mkdir(mode=0o755)
    folder = tmp_path / "newsarchive-planted"
    if planted == "link":
        folder.symlink_to(target)
    else:
        folder.write_text("")
    before = target.stat()
    for owner in (Owner(), Owner(uid=12345, gid=12345)):
        with pytest.raises(OSError, match="planted"):
            owner.take(folder)
    after = target.stat()
    assert (after.st_uid, after.st_mode) == (before.st_uid, before.st_mode)
