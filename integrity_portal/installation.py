"""One installation on this machine: its folder, addresses, servers, and what each of its processes may know."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from intake.sealing import public_key_of
from integrity_portal import embedded
from integrity_portal.processes import Part
from integrity_portal.secrets import load_keys

ROOT = Path(__file__).resolve().parent.parent
PUBLIC_ROLE, OFFICE_ROLE = "portal_public", "portal_office"
OFFICE_ONLY = {
    *("SECRET_KEY", "FIELD_KEYS", "HASH_KEY", "PUBLIC_DB_PASSWORD", "PORTAL_DEMO_PASSWORD"),
    *("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "PUBLIC_DATABASE_URL"),
    *("INTAKE_PRIVATE_KEYS", "INTAKE_DATABASE_URL", "SIGNING_KEY"),
}
STORE_ONLY = {"PUBLIC_STORE_URL", "PUBLIC_STORE_SOURCE", "REPLICA_DB_PASSWORD"}
"""What carries the store into a database of its own: known where the structure is changed, and nowhere else."""
SERVERS = (
    ("OWNER_DATABASE_URL", "postgresql", "PostgreSQL"),
    ("REDIS_URL", "redis", "Redis"),
    ("PUBLIC_REDIS_URL", "redis-public", "公众网站的 Redis"),
    ("DOOR_REDIS_URL", "redis-door", "公众网站计数的 Redis"),
)


ONE_URL = "DATABASE_URL（后台的角色 portal_office）和 OWNER_DATABASE_URL（迁移用的属主 portal_owner）要么都设，要么都不设。"


class Refused(Exception):
    """The portal cannot start; says why and what to do."""


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65_534:
        raise Refused(f"PORT 应为 1 到 65534 之间的数字，现在是 {text!r}。例如：make run PORT=8100")
    return int(text)


@dataclass
class Installation:
    """What `make run` runs, as the environment describes it."""

    environment: dict[str, str]
    leased: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.host = self.environment.get("HOST") or "127.0.0.1"
        self.port = _port(self.environment.get("PORT") or "8000")
        folder = Path(self.environment.get("PORTAL_VAR") or ROOT / "var").expanduser()
        self.var = embedded.claim(Path(os.path.abspath(folder)))
        self.keys = load_keys(self.var)
        self.demo = self.environment.get("PORTAL_DEMO") or "1"
        if bool(self.environment.get("DATABASE_URL")) != bool(self.environment.get("OWNER_DATABASE_URL")):
            raise Refused(ONE_URL)

    def start_servers(self) -> Iterator[str]:
        """Start each server for which the environment names no outside one; yields a sentence on each."""
        for variable, name, title in SERVERS:
            if self.environment.get(variable):
                yield f"使用外部的 {title}（{variable}）"
            else:
                self.environment[variable] = embedded.lease(name, self.var, self.keys)
                self.leased.append(name)
                yield f"已启动 {title}"
        if "postgresql" in self.leased:
            self.environment["DATABASE_URL"] = self._database_of(OFFICE_ROLE, self.keys["office_db_password"])

    def revive_servers(self) -> None:
        """Start anew what has died of the servers that this run started; the addresses stay."""
        for variable, name, title in SERVERS:
            if (
                name in self.leased
                and embedded.lease(name, self.var, self.keys) != self.environment[variable]
            ):
                raise Refused(f"{title} 意外退出，原来的端口已被占用，无法继续。请重新运行 make run。")

    def stop_servers(self) -> Iterator[str]:
        """Redis first, PostgreSQL last, each only if nobody else uses it; yields the titles."""
        titles = {name: title for _variable, name, title in SERVERS}
        while self.leased:
            name = self.leased.pop()
            embedded.release(name, self.var)
            yield titles[name]

    def environment_of(self, part: Part) -> dict[str, str]:
        return self._of_public() if part.is_public else self.of_office()

    def of_office(self) -> dict[str, str]:
        own = {"PORTAL_SIDE": "office", "PORTAL_VAR": str(self.var), "PORTAL_DEMO": self.demo}
        own["OFFICE_URL"] = self.environment.get("OFFICE_URL") or f"http://127.0.0.1:{self.port + 1}"
        own["PUBLIC_URL"] = self.environment.get("PUBLIC_URL") or f"http://127.0.0.1:{self.port}"
        others = {"PUBLIC_REDIS_URL", "DOOR_REDIS_URL", "OWNER_DATABASE_URL"} | STORE_ONLY
        return {name: value for name, value in self.environment.items() if name not in others} | own

    def of_preparation(self) -> dict[str, str]:
        """What migrates is told the owner's address too, and nothing that stays."""
        told = {"OWNER_DATABASE_URL"} | STORE_ONLY & self.environment.keys()
        return self.of_office() | {name: self.environment[name] for name in told}

    def _of_public(self) -> dict[str, str]:
        """The public site knows its own role, Redis and key, and none of the office's."""
        kept = {
            name: value for name, value in self.environment.items() if name not in OFFICE_ONLY | STORE_ONLY
        }
        return kept | {
            "PORTAL_SIDE": "public",
            "PORTAL_VAR": str(self.var / "public"),
            "PORTAL_DEMO": self.demo,
            "STATIC_ROOT": self.environment.get("STATIC_ROOT") or str(self.var / "static"),
            "SECRET_KEY": self.keys["public_secret_key"],
            "INTAKE_PUBLIC_KEY": self._intake_key(),
            "DATABASE_URL": self.environment.get("PUBLIC_DATABASE_URL") or self._public_database(),
        }

    def _intake_key(self) -> str:
        """Return the key to which the public site seals: that of the office's first private key."""
        known = self.environment.get("INTAKE_PRIVATE_KEYS") or self.keys["intake_keys"]
        return public_key_of(known.split(",")[0])

    def _public_database(self) -> str:
        password = self.environment.get("PUBLIC_DB_PASSWORD") or self.keys["public_db_password"]
        return self._database_of(PUBLIC_ROLE, password)

    def _database_of(self, role: str, password: str) -> str:
        address = urlsplit(self.environment["OWNER_DATABASE_URL"])
        place = address.netloc.rpartition("@")[2]
        return urlunsplit(address._replace(netloc=f"{role}:{quote(password, safe='')}@{place}"))

    def port_of(self, part: Part) -> int:
        return self.port if part.is_public else self.port + 1

    def address_of(self, part: Part) -> str:
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{host}:{self.port_of(part)}/"
