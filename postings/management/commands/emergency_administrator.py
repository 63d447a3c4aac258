from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from common.errors import ActRefused
from common.roles import BLIND_ROLES, Role
from postings.services import let_in_administrator


class Command(BaseCommand):
    help = (
        "没有第二位管理员可以同意时，在服务器上设立（或重新放入）一位管理员：打印一次性链接和同意码，"
        "写入办理经过，并提醒全部管理员和审计员。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号；没有的就新建")
        parser.add_argument("--name", default="", help="姓名，新建账户时必填")
        parser.add_argument("--role", required=True, choices=sorted(BLIND_ROLES), help="岗位")
        parser.add_argument("--reason", required=True, help="理由，写入办理经过")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            posting, (link, code) = let_in_administrator(
                options["username"],
                name=options["name"],
                role=Role(options["role"]),
                reason=options["reason"],
            )
        except ActRefused as refusal:
            raise CommandError(refusal.message) from refusal
        address = reverse("accounts:set_password", args=[link.text])
        self.stdout.write(f"{posting.user.name}（{posting.user.username}）· {posting}")
        self.stdout.write(f"一次性链接  {settings.OFFICE_URL}{address}")
        self.stdout.write(f"同意码      {code.text}")
        self.stdout.write(
            "24 小时内由本人打开链接、输入同意码、设置口令；只显示这一次。全部管理员和审计员已收到提醒。"
        )
