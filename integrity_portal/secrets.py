"""Keys of one installation: made once, kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import base64
import json
import os
import secrets
import tempfile
from pathlib import Path

from integrity_portal.embedded.places import claim

KEY_FILE = "keys.json"


def _fresh() -> dict[str, str]:
    return {
        "secret_key": secrets.token_urlsafe(50),
        "field_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "hash_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "superuser_password": secrets.token_urlsafe(24),
        "db_password": secrets.token_urlsafe(24),
        "public_db_password": secrets.token_urlsafe(24),
        "redis_password": secrets.token_urlsafe(24),
        "public_redis_password": secrets.token_urlsafe(24),
        "public_secret_key": secrets.token_urlsafe(50),
    }


def load_keys(var: Path) -> dict[str, str]:
    """Return the installation's keys, making them at the first call (mode 0600, written atomically)."""
    path = claim(var) / KEY_FILE
    var = path.parent
    if not path.exists():
        handle, name = tempfile.mkstemp(prefix=f".{KEY_FILE}.", dir=var)
        draft = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(_fresh(), out)
        try:
            os.link(draft, path)
        except FileExistsError:
            draft.unlink()
            return load_keys(var)
        draft.unlink()
    keys: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return keys
