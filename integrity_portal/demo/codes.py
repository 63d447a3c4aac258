"""The demo's way in: what the apps of its invented people would show, from the file that holds their secrets."""

from __future__ import annotations

import json
import time
from base64 import b32decode
from collections.abc import Iterator
from pathlib import Path

ACCOUNTS_FILE = "demo_accounts.json"
STEP = 30


def demo_lines(var: Path, username: str = "") -> Iterator[str]:
    """Return a line for each account of the demo, or for one: role, account, password and the code to sign in with."""
    path = var / ACCOUNTS_FILE
    stored = json.loads(path.read_text(encoding="utf-8"))["accounts"] if path.exists() else []
    for one in stored:
        if username in {"", one["username"]}:
            code = code_for(one["secret"]) if one.get("secret") else "—"
            yield f"{one['role']}：{one['username']}  口令 {one['password']}  动态码 {code}  {one.get('posting', '')}"


def code_for(secret: str, now: float | None = None) -> str:
    """Return the code of the step that comes next: it is taken already, and for a minute at least."""
    from django_otp.oath import TOTP

    clock = TOTP(b32decode(secret), step=STEP)
    clock.time = (time.time() if now is None else now) + STEP
    return f"{clock.token():06d}"
