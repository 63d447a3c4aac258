"""Run a client program of PostgreSQL (pg_dump, pg_restore, psql…) against the portal's database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from integrity_portal.embedded import client
from integrity_portal.ownership import as_owner


class Command(BaseCommand):
    help = "对门户的数据库运行 pg_dump、pg_restore、psql 等，例如：postgres pg_dump --format=custom --file=portal.dump"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("program", help="程序名")
        parser.add_argument("arguments", nargs=REMAINDER, help="程序自己的参数")

    def handle(self, *args: Any, program: str, arguments: list[str], **options: Any) -> None:
        embedded = connection.settings_dict["ENGINE"] == "integrity_portal.lazydb"
        path = str(client(program, settings.VAR)) if embedded else shutil.which(program)
        if not path:
            raise CommandError(f"本机没有 {program}。请安装 PostgreSQL 18 的客户端。")
        with as_owner():  # who works for the office may not read what a copy of everything takes
            known = connection.get_connection_params()
        names = {
            "PGHOST": "host",
            "PGPORT": "port",
            "PGUSER": "user",
            "PGPASSWORD": "password",
            "PGDATABASE": "dbname",
        }
        address = {name: str(known[key]) for name, key in names.items() if known.get(key)}
        sys.exit(subprocess.run([path, *arguments], env={**os.environ, **address}, check=False).returncode)
