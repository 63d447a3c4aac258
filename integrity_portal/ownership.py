"""The owner of the tables: who migrates, and nobody else. The office connects as a role that can change rows alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

UNKNOWN = (
    "这条命令须以数据库的属主 {owner} 执行：请设置 OWNER_DATABASE_URL（运行手册「数据库的角色」）。"
    "DATABASE_URL 是后台的角色 {office}，它不能改动结构。"
)


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the owner of the tables meanwhile; CommandError where nobody has told its address."""
    before = dict(connection.settings_dict)
    own = _owner_settings(before)
    connection.close()
    connection.settings_dict |= own
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= before


def _owner_settings(known: dict[str, Any]) -> dict[str, Any]:
    """Return what differs in the owner's connection; the database stays the same where the server is our own."""
    options = {name: value for name, value in known["OPTIONS"].items() if name != "assume_role"}
    if known["ENGINE"] == "integrity_portal.lazydb":
        return {"USER": settings.OWNER_DB_ROLE, "OPTIONS": options}
    if not settings.OWNER_DATABASE_URL:
        raise CommandError(UNKNOWN.format(owner=settings.OWNER_DB_ROLE, office=settings.OFFICE_DB_ROLE))
    address = environ.Env.db_url_config(settings.OWNER_DATABASE_URL)
    return {name: address[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} | {
        "OPTIONS": address.get("OPTIONS", {})
    }
