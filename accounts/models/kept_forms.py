from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from accounts.models.users import User
from common.cipher import decrypt, encrypt
from common.models.identity import Keyed
from common.models.sealed import SealedField


@dataclass(frozen=True)
class Content:
    """What a form brought: its fields in order, and the names of files, which are not kept."""

    fields: Sequence[tuple[str, str]]
    files: Sequence[str]


class KeptForm(Keyed):
    """What a person had typed when their session was over, or when they left the page（未提交的表单）: sealed, theirs alone, for a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_forms")
    address = models.CharField("页面", max_length=2000)
    content_sealed = SealedField("内容（密文）")
    kept_at = models.DateTimeField("保留时间", auto_now_add=True)
    is_left = models.BooleanField("离开页面时未提交", default=False)
    """Whether it was never sent: `address` is the page then, where it is filled in again."""

    class Meta:
        verbose_name = "未提交的表单"
        verbose_name_plural = "未提交的表单"
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return self.address

    @staticmethod
    def seal(content: Content) -> bytes:
        """Return what is stored of a form."""
        return encrypt(json.dumps([list(content.fields), list(content.files)], ensure_ascii=False))

    @property
    def content(self) -> Content:
        """Return the form as it came."""
        fields, files = json.loads(decrypt(bytes(self.content_sealed)))
        return Content([(name, value) for name, value in fields], files)
