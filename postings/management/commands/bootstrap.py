from __future__ import annotations

import getpass
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.passwords import require_good_password
from common.errors import ActRefused
from postings.services.postings import ADMINISTRATORS, bootstrap_administrators


class Command(BaseCommand):
    help = "在空的门户上建立首批三名管理员（安全、系统、审计），只能执行一次，写入办理经过。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--generate", action="store_true", help="生成初始口令并打印一次，不逐个询问")

    def handle(self, *args: Any, **options: Any) -> None:
        generated = options["generate"]
        passwords = {
            username: secrets.token_urlsafe(15) if generated else self._ask(name)
            for username, name, _ in ADMINISTRATORS
        }
        try:
            bootstrap_administrators(passwords)
        except ActRefused as refusal:
            raise CommandError(refusal.message) from refusal
        for username, name, _ in ADMINISTRATORS:
            shown = f"  初始口令 {passwords[username]}" if generated else ""
            self.stdout.write(f"{name}  账号 {username}{shown}")
        self.stdout.write("首次登录须修改口令。接下来由安全管理员授予业务岗位。")

    def _ask(self, name: str) -> str:
        try:
            password = getpass.getpass(f"{name}的初始口令（至少 12 位）：")
            require_good_password(password, User(name=name))
        except EOFError as error:
            raise CommandError("没有终端可以输入口令：请在终端里运行，或者加 --generate 生成口令") from error
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        return password
