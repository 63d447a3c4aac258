"""`manage.py intake`: what visitors sent and could not be handed on; `--again` tries it once more, `--new-key` makes a key."""

from __future__ import annotations

import base64
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from intake.models import ReceivedMessage
from intake.sealing import public_key_of
from intake.services.taking import hand_on_again


class Command(BaseCommand):
    help = "列出没能转交的来件；--again 重新转交；--new-key 生成一对收件密钥"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="按现在的密钥和接收人重新转交")
        parser.add_argument("--new-key", action="store_true", help="只生成一对新密钥并显示，不保存")

    def handle(self, *args: Any, again: bool = False, new_key: bool = False, **options: Any) -> None:
        if new_key:
            private = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
            self.stdout.write(f"INTAKE_PRIVATE_KEYS={private}\nINTAKE_PUBLIC_KEY={public_key_of(private)}")
            return
        for row in ReceivedMessage.objects.kept():
            done = again and hand_on_again(row)
            row.refresh_from_db()
            self.stdout.write(f"{row.message} {row.kind}：{'已转交' if done else row.get_fault_display()}")
