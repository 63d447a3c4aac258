"""Django's PostgreSQL backend; the embedded server is asked for at the first connection, not before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient

from integrity_portal.embedded import client, lease


def resolve(settings_dict: dict[str, Any]) -> None:
    """Fill user, password and socket of the embedded server into a connection's settings.

    The public site gets its own role here too: it never connects as the owner.
    """
    address = urlsplit(lease("postgresql", settings.VAR, settings.KEYS))
    (host,) = parse_qs(address.query)["host"]
    user, password = address.username, unquote(address.password or "")
    if settings.IS_PUBLIC:
        user, password = settings.PUBLIC_DB_ROLE, settings.KEYS["public_db_password"]
    settings_dict |= {"USER": user, "PASSWORD": password, "HOST": host, "PORT": ""}


class PortalClient(DatabaseClient):
    """`dbshell` with the wheel's psql."""

    def runshell(self, parameters: Iterable[str]) -> None:
        resolve(self.connection.settings_dict)
        self.executable_name = str(client("psql", settings.VAR))
        super().runshell(parameters)

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(client("psql", settings.VAR)), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = PortalClient

    def get_connection_params(self) -> dict[str, Any]:
        resolve(self.settings_dict)
        return super().get_connection_params()
