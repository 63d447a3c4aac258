"""`manage.py migrate_public`: the public store in a database of its own, made, linked to the office's, or copied anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections

from disclosure import wall
from disclosure.store.replication import Link, LinkFault, carry
from integrity_portal.database_rights import require_setup, watch_store
from integrity_portal.ownership import as_owner

NOT_SET = (
    "没有设 PUBLIC_STORE_URL：公开库就在后台的数据库里，不需要这条命令（运行手册「公开库用自己的数据库」）。"
)


NO_WAY = "两个数据库没有连上，已建好的不受影响，改正后再执行一次：{fault}"


NO_INTAKE = "没有设 INTAKE_DATABASE_URL：公众网站收到的来件还取不回后台（运行手册「来件」）。"


class Command(BaseCommand):
    help = "公开库用自己的数据库（PUBLIC_STORE_URL）时：建立它的结构，让它随后台改动；可重复执行"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recopy", action="store_true", help="清空，重建结构，全部重新复制")

    def handle(self, *args: Any, recopy: bool = False, **options: Any) -> None:
        if not settings.PUBLIC_STORE_URL:
            raise CommandError(NOT_SET)
        try:
            require_setup(connections["store"])
            with as_owner():
                for sentence in self._linked(recopy):
                    self.stdout.write(sentence)
        except LinkFault as fault:
            raise CommandError(str(fault)) from fault
        except (DatabaseError, psycopg2.Error) as fault:
            raise CommandError(NO_WAY.format(fault=str(fault).strip())) from fault

    def _linked(self, recopy: bool) -> Iterator[str]:
        store = connections["store"]
        yield from carry(Link(connection, store), recopy=recopy)
        if "intake" in settings.DATABASES:
            wall.let_intake_in(store, settings.DATABASES["intake"]["PASSWORD"])
            watch_store(store)
        else:
            yield NO_INTAKE
