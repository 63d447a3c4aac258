"""Who looked into an official's file, why and for how long（查阅登记）: written once, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.models.identity import Keyed
from common.roles import posting_words
from dossiers.vocabulary import FileAct
from organisations.models.officials import Official
from organisations.querysets import OfOfficialQuerySet


class FileAccess(Keyed):
    """One look at a file: who, through which posting, for what purpose on what basis, from where, until when.

    A trigger lets no row be changed or deleted. rules.md 3.4 查询授权记录, 4.4; 个人信息保护法 51
    """

    act = models.CharField("行为", max_length=10, choices=FileAct.choices)
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, verbose_name="公务员", related_name="accesses"
    )
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="所属的打开", related_name="acts"
    )
    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    valid_until = models.DateTimeField("有效至", null=True)
    purpose = models.CharField("用途代码", max_length=40)
    purpose_label = models.CharField("用途", max_length=100)
    is_told = models.BooleanField("告知本人", default=True)
    basis = models.CharField("依据", max_length=300)
    approval_number = models.CharField("批准文号", max_length=120, blank=True)
    person = models.UUIDField("查阅人编号")
    person_name = models.CharField("查阅人", max_length=100)
    posting_id = models.UUIDField()
    posting_role = models.CharField("岗位角色", max_length=20)
    posting_unit = models.CharField("岗位", max_length=200, blank=True)
    address = models.CharField("来源地址", max_length=64, blank=True)
    request_id = models.CharField("请求编号", max_length=64, blank=True)

    objects = OfOfficialQuerySet.as_manager()

    official_id: Any

    class Meta:
        verbose_name = "查阅登记"
        verbose_name_plural = "查阅登记"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["official", "-at"], name="access_of_official")]
        constraints = [
            models.CheckConstraint(
                name="access_of_a_file",
                condition=Q(official__isnull=False) | Q(act=FileAct.FIND),
            ),
            models.CheckConstraint(
                name="access_says_why", condition=~Q(purpose="") & ~Q(purpose_label="") & ~Q(basis="")
            ),
            models.CheckConstraint(
                name="access_open_for_a_time",
                condition=Q(act=FileAct.OPEN, valid_until__gt=F("at"), within__isnull=True)
                | (~Q(act=FileAct.OPEN) & Q(valid_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="access_within_an_opening",
                condition=~Q(act__in=[FileAct.REVEAL, FileAct.PRINT]) | Q(within__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def posting_words(self) -> str:
        """Return the reader's posting in words: role and unit."""
        return posting_words(self.posting_role, self.posting_unit)
