"""Which OS user the embedded PostgreSQL runs as: oneself, or for root another one."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# PostgreSQL refuses to run as root.
SERVICE_USER = "newsarchive"


@dataclass(frozen=True)
class Owner:
    """The OS user of a cluster; `uid` is None when it is the user of this process."""

    uid: int | None = None
    gid: int | None = None

    def take(self, folder: Path) -> None:
        """Make `folder`, or check it: this owner's, and closed to everybody else.

        Raises:
            OSError: it cannot be made or changed, is a link, or somebody else put it there.
        """
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        # Everything by this descriptor: in /tmp, somebody may put a link in the folder's place.
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            found = os.fstat(opened)
            if self.uid is not None and found.st_uid == 0:
                os.fchown(opened, self.uid, self.gid or self.uid)
            elif found.st_uid != (os.geteuid() if self.uid is None else self.uid):
                raise PermissionError(1, "it belongs to another user", str(folder))
            if stat.S_IMODE(found.st_mode) & 0o077:
                os.fchmod(opened, 0o700)
        finally:
            os.close(opened)

    def let_reach(self, *folders: Path) -> None:
        """Give everybody the right to pass through (not to list) what is above `folders`."""
        if self.uid is None:
            return
        for parent in dict.fromkeys(parent for folder in folders for parent in folder.parents):
            mode = stat.S_IMODE(parent.stat().st_mode)
            if not mode & stat.S_IXOTH and parent.stat().st_uid != self.uid:
                parent.chmod(mode | stat.S_IXOTH)
                sys.stderr.write(
                    f"Running as root: the database's user may now pass through {parent}.\n"
                )

    def run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """Run a PostgreSQL program in a session of its own, so that Ctrl-C does not reach it."""
        # A file and not a pipe: the server keeps the descriptor for as long as it runs.
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if command[0].endswith("initdb") else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if command[0].endswith("initdb") else subprocess.DEVNULL,
            text=True,
            cwd="/",
            env=os.environ | {"LC_ALL": "C"},
            start_new_session=True,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            check=False,
        )


def owner_of(folder: Path) -> Owner:
    """The user that the cluster at `folder` belongs to, made when root starts the first one."""
    if os.geteuid() != 0:
        return Owner()
    if folder.exists() and (found := folder.stat()).st_uid != 0:
        return Owner(found.st_uid, found.st_gid)
    try:
        entry = pwd.getpwnam(SERVICE_USER)
    except KeyError:
        entry = _made_service_user()
    return Owner(entry.pw_uid, entry.pw_gid)


def _made_service_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise PermissionError(
            1, "PostgreSQL does not run as root, and there is no useradd to make a user for it", "/"
        )
    subprocess.run(
        [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/bin/false",
            SERVICE_USER,
        ],
        check=True,
        capture_output=True,
    )
    return pwd.getpwnam(SERVICE_USER)
