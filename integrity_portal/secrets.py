"""Keys of one installation: made once, kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from .embedded.errors import EmbeddedError
from .embedded.places import claim

KEY_FILE = "keys.json"
ADDED = ("office_db_password", "replica_db_password", "intake_keys", "signing_key")
"""Younger than key files that are in use, and needed by nothing that is older: made where they are missing."""


def _field_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _fresh() -> dict[str, str]:
    return {
        "secret_key": secrets.token_urlsafe(50),
        "field_keys": _field_key(),
        "hash_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "superuser_password": secrets.token_urlsafe(24),
        "db_password": secrets.token_urlsafe(24),
        "office_db_password": secrets.token_urlsafe(24),
        "replica_db_password": secrets.token_urlsafe(24),
        "intake_keys": _field_key(),
        "signing_key": _field_key(),
        "public_db_password": secrets.token_urlsafe(24),
        "redis_password": secrets.token_urlsafe(24),
        "public_redis_password": secrets.token_urlsafe(24),
        "public_secret_key": secrets.token_urlsafe(50),
    }


def load_keys(var: Path) -> dict[str, str]:
    """Return the installation's keys, making them at the first call (mode 0600, written atomically).

    `field_keys` is a list with commas, as in the environment: the first encrypts, all of them decrypt.
    """
    path = claim(var) / KEY_FILE
    if not path.exists():
        draft = _draft(path.parent, _fresh())
        try:
            os.link(draft, path)
        except FileExistsError:
            return load_keys(var)
        finally:
            draft.unlink()
    keys: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    missing = sorted(_fresh().keys() - keys.keys())
    if missing and set(missing) <= set(ADDED):
        fresh = _fresh()
        return _change(var, lambda known: {name: fresh[name] for name in missing} | known)
    if missing:
        raise EmbeddedError(
            f"密钥文件 {path} 缺少 {'、'.join(missing)}：它不完整，或由更早的版本写成。"
            "请恢复备份的密钥文件；数据不再需要时，删除数据文件夹重新开始（运行手册「密钥」）。"
        )
    return keys


def add_field_key(var: Path) -> int:
    """Put a fresh key before the installation's field keys; returns how many there are now."""
    return _change_field_keys(var, lambda known: [_field_key(), *known])


def drop_old_field_keys(var: Path, first: str) -> int:
    """Leave `first` alone of the field keys; refused where another has been put before it meanwhile."""
    before = len(load_keys(var)["field_keys"].split(","))

    def only_first(known: list[str]) -> list[str]:
        if known[0] != first:
            raise EmbeddedError("密钥文件的第一个密钥刚刚换过：请重新启动门户，再执行 rotate_keys。")
        return [first]

    return before - _change_field_keys(var, only_first)


def _change_field_keys(var: Path, change: Callable[[list[str]], list[str]]) -> int:
    def changed(keys: dict[str, str]) -> dict[str, str]:
        return {**keys, "field_keys": ",".join(change(keys["field_keys"].split(",")))}

    load_keys(var)
    return len(_change(var, changed)["field_keys"].split(","))


def _change(var: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> dict[str, str]:
    """Change what the key file says, one process at a time; returns what it says now."""
    folder = os.open(claim(var), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        path = var.resolve() / KEY_FILE
        keys = change(json.loads(path.read_text(encoding="utf-8")))
        _draft(path.parent, keys).replace(path)
        os.fsync(folder)
    finally:
        os.close(folder)
    return keys


def _draft(folder: Path, keys: dict[str, str]) -> Path:
    """Write the keys beside their place, on disk before they take it: a lost key is lost data."""
    handle, name = tempfile.mkstemp(prefix=f".{KEY_FILE}.", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(keys, out)
        out.flush()
        os.fsync(out.fileno())
    return Path(name)
