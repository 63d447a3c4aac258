from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from common.ends import End
from common.history import track
from common.roles import CLOCK, CREDIT_OFFICE, OFFICERS
from common.workflow import Verb, Workflow
from following.keys.querysets import KeyQuerySet
from following.keys.vocabulary import KeyStatus
from intake.key_requests import LONGEST_HOLDER, LONGEST_PURPOSE

S = KeyStatus
GOOD_FOR = timedelta(days=365)


class ApiKey(Workflow):
    """A key of the public API（开放接口密钥）: whoever holds it may read more an hour. The key itself is kept nowhere.

    What the public site knows of it is the newest answer under its hash.
    """

    MATTER = "开放接口密钥的核准和停用"
    ORDER = 91

    number = models.CharField("密钥编号", max_length=20, unique=True, editable=False)
    token_hash = models.BinaryField("密钥摘要", max_length=32, unique=True, editable=False)
    reply_key = models.BinaryField("答复公钥", max_length=32, null=True, editable=False)
    holder = models.CharField("使用的单位或者系统", max_length=LONGEST_HOLDER)
    purpose = models.TextField("用途", max_length=LONGEST_PURPOSE)
    per_hour = models.PositiveIntegerField("每小时次数")
    asked_on = models.DateField("提出日期")
    valid_until = models.DateField("有效期至（不含当日）", null=True, blank=True)
    status = models.CharField("状态", max_length=8, choices=S.choices, default=S.WAITING, editable=False)

    objects = KeyQuerySet.as_manager()

    ENDS = {S.REFUSED: End.DECLINED, S.REVOKED: End.CANCELLED}
    ENTER = Verb("收到密钥申请", (), S.WAITING, CLOCK)
    ENTRIES = {"issue": Verb("发给密钥", (), S.ACTIVE, OFFICERS)}
    TRANSITIONS = {
        "approve": Verb("核准", (S.WAITING,), S.ACTIVE, CREDIT_OFFICE),
        "refuse": Verb("不予核准", (S.WAITING,), S.REFUSED, CREDIT_OFFICE, needs_reason=True),
        "revoke": Verb("停用", (S.ACTIVE,), S.REVOKED, CREDIT_OFFICE, needs_reason=True),
    }

    class Meta:
        verbose_name = "开放接口密钥"
        verbose_name_plural = "开放接口密钥"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="api_key_valid_until_a_day",
                condition=~Q(status=S.ACTIVE) | Q(valid_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


track(ApiKey, exclude=("token_hash", "reply_key"))
