"""Django's PostgreSQL backend; the embedded server is asked for at the first connection, not before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient

from integrity_portal.embedded import client, lease

PASSWORDS = {
    settings.OWNER_DB_ROLE: "db_password",
    settings.OFFICE_DB_ROLE: "office_db_password",
    settings.PUBLIC_DB_ROLE: "public_db_password",
}


def resolve(settings_dict: dict[str, Any]) -> None:
    """Fill user, password and socket of the embedded server into a connection's settings.

    The owner is taken where the settings name it: each site connects as the role of its own.
    """
    address = urlsplit(lease("postgresql", settings.VAR, settings.KEYS))
    (host,) = parse_qs(address.query)["host"]
    own = settings.PUBLIC_DB_ROLE if settings.IS_PUBLIC else settings.OFFICE_DB_ROLE
    user = settings_dict.get("USER") or own
    settings_dict |= {"USER": user, "PASSWORD": settings.KEYS[PASSWORDS[user]], "HOST": host, "PORT": ""}


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
