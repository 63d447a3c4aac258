"""What an official asks to be put right in their own file（本人更正申请）."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.models.sealed import SealedField
from common.roles import ENTERERS, SELF
from common.workflow import Verb, Workflow
from dossiers.vocabulary import FilePart, RequestStatus
from organisations.models.officials import Official
from organisations.querysets import OfOfficialQuerySet
from postings.recusal import AboutOfficial

S = RequestStatus
KEEPERS = ENTERERS
OWN = frozenset({SELF})
MISSING = "missing"
"""The `field` of a request for something that the file does not hold at all（遗漏）."""


class FileRequest(AboutOfficial, Workflow):
    """One field of the file that its official wants put right: what it says, what it should say, why.

    `wanted` is kept as it was typed; a number that is sealed in the file is sealed here too.
    个人信息保护法 46; 政府信息公开条例 41; 苏政发〔2023〕55号 二(五)
    """

    MATTER = "公务员对自己档案提出的更正"
    ORDER = 30

    official = models.ForeignKey(Official, models.PROTECT, verbose_name="公务员", related_name="requests")
    part = models.CharField("部分", max_length=10, choices=FilePart.choices)
    entry_id = models.UUIDField("条目", null=True, blank=True)
    field = models.CharField("字段", max_length=40)
    label = models.CharField("申请更正的内容", max_length=200)
    current = models.CharField("档案现在的内容", max_length=500, blank=True)
    wanted = models.CharField("应当改为", max_length=500, blank=True)
    wanted_words = models.CharField("应当改为（文字）", max_length=500)
    wanted_sealed = SealedField(null=True, blank=True)
    reason = models.CharField("理由", max_length=1000)
    evidence = models.CharField("证据", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.OPEN, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="申请人"
    )
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="办理人",
    )
    decided_at = models.DateTimeField("办理时间", null=True, editable=False)
    answer = models.CharField("答复", max_length=1000, blank=True, editable=False)

    objects = OfOfficialQuerySet.as_manager()

    ENDS = {S.ACCEPTED: End.CONCLUDED, S.REFUSED: End.DECLINED, S.WITHDRAWN: End.CANCELLED}
    ENTER = Verb("申请更正", (), S.OPEN, OWN)
    TRANSITIONS = {
        "accept": Verb(
            "同意更正", (S.OPEN,), S.ACCEPTED, KEEPERS, needs_reason=True, performs=("official.keep",)
        ),
        "refuse": Verb("不予更正", (S.OPEN,), S.REFUSED, KEEPERS, needs_reason=True),
        "withdraw": Verb("撤回申请", (S.OPEN,), S.WITHDRAWN, OWN),
    }

    official_id: Any

    class Meta:
        verbose_name = "本人更正申请"
        verbose_name_plural = "本人更正申请"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "part", "entry_id", "field"],
                name="file_request_one_a_field",
                nulls_distinct=False,
                condition=Q(status=S.OPEN),
            ),
            models.CheckConstraint(
                name="file_request_says_what_and_why", condition=~Q(wanted_words="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="file_request_decided_by_another",
                condition=~Q(status__in=[S.ACCEPTED, S.REFUSED])
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(answer="")
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} {self.label}"
