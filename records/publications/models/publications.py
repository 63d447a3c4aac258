from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from common.causes import act_key
from common.trail import Actor
from policy.vocabulary import SENT_BACK, SHEET_CLEAN, EndGround, PublicationStatus, ShownStatus
from privacy.headlines import masked_title
from records import status_words
from records.facts.models.facts import fact_kinds
from records.publications.models.redacted_texts import RedactedText
from records.publications.models.transitions import ENDS, ENTER, ENTRIES, TRANSITIONS
from records.querysets import HoldQuerySet, PublicationQuerySet

P = PublicationStatus


class Publication(RedactedText):
    """The act of publishing one fact（公示）: text, 公开审查 sheet, window, ground of its end.

    What the department was called and where it lay is taken by a trigger at the act, with a hash of all that the public
    reads of the fact（records/sql/publications.sql）.
    苏政发〔2023〕55号 二(三); 政府信息公开条例 14–16.
    """

    MATTER = "拟文、公开审查、公示、暂停和终止"
    ORDER = 25

    fact = models.ForeignKey(
        "records.Fact", models.PROTECT, verbose_name="所公示的信息", related_name="publications"
    )
    publishable = models.BooleanField(default=True, editable=False)
    public_id = models.UUIDField("公开编号", unique=True, default=uuid.uuid4, editable=False)
    status = models.CharField("状态", max_length=12, choices=P.choices, default=P.PENDING, editable=False)
    end_ground = models.CharField("终止事由", max_length=12, choices=EndGround.choices, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    last_changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fact_version = models.PositiveIntegerField("所公示的内容版本")
    opens_on = models.DateField("公示起", null=True, blank=True)
    closes_on = models.DateField("公示止（不含当日）", null=True, blank=True)
    repair_from = models.DateField("最早可申请修复", null=True, blank=True)
    rule_version = models.PositiveIntegerField("期限规则版本", null=True, blank=True)
    predecessor = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="所更正替代的公示",
        related_name="successor",
    )
    published_at = models.DateTimeField("公示时间", null=True, blank=True)
    department_name = models.CharField("公示时的部门名称", max_length=200, blank=True, editable=False)
    region = models.ForeignKey(
        "organisations.Region",
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name="公示时的行政区划",
    )
    ended_at = models.DateTimeField("终止时间", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PublicationQuerySet.as_manager()

    HANDS = (
        *("entered_by_id", "last_changed_by_id", "reviewed_by_id"),
        *("proposed_by_id", "face_changed_by_id"),
    )
    ENDS = ENDS
    ENTER = ENTER
    ENTRIES = ENTRIES
    TRANSITIONS = TRANSITIONS

    class Meta:
        verbose_name = "公示"
        verbose_name_plural = "公示"
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "closes_on"])]
        constraints = [
            models.CheckConstraint(name="publication_is_publishable", condition=Q(publishable=True)),
            models.UniqueConstraint(
                fields=["fact"], name="publication_one_open", condition=~Q(status=P.ENDED)
            ),
            models.CheckConstraint(
                name="publication_third_person",
                condition=~Q(status=P.PUBLIC)
                | (
                    Q(published_by__isnull=False)
                    & ~Q(published_by=F("entered_by"))
                    & ~Q(published_by=F("last_changed_by"))
                    & ~Q(published_by=F("reviewed_by"))
                    & ~Q(published_by=F("sheet_signed_by"))
                ),
            ),
            models.CheckConstraint(
                name="publication_two_before_it",
                condition=~Q(reviewed_by=F("entered_by")) & ~Q(reviewed_by=F("last_changed_by")),
            ),
            models.CheckConstraint(
                name="publication_has_window_and_sheet",
                condition=~Q(status=P.PUBLIC)
                | Q(
                    opens_on__isnull=False,
                    closes_on__isnull=False,
                    closes_on__gt=F("opens_on"),
                    published_at__isnull=False,
                    sheet_signed_by__isnull=False,
                    sheet_version__isnull=False,
                    sheet_version=F("face_version"),
                ),
            ),
            models.CheckConstraint(
                name="publication_end_has_ground",
                condition=Q(status=P.ENDED, ended_at__isnull=False) & ~Q(end_ground="")
                | ~Q(status=P.ENDED) & Q(end_ground=""),
            ),
        ]

    def __str__(self) -> str:
        return masked_title(self.face_title)

    @property
    def kind(self) -> str:
        """Return the key of the fact's kind."""
        return str(self.fact.kind_id)

    def get_kind_display(self) -> str:
        """Return the fact's kind in words."""
        return str(fact_kinds[self.kind]._meta.verbose_name)

    @property
    def is_held(self) -> bool:
        """Whether a hold is open; rows of `with_holds` know it already."""
        if self.status != P.PUBLIC:
            return False
        if "held" in self.__dict__:
            return bool(self.__dict__["held"])
        return self.holds.open().exists()  # type: ignore[attr-defined]

    @property
    def shown_status(self) -> str:
        """Where it stands as people see it, by sheet and hold."""
        if self.status != P.PENDING:
            return ShownStatus.SUSPENDED if self.is_held else self.status
        if self.sheet_version != self.face_version:
            return ShownStatus.TO_MEND if SENT_BACK in self.sheet else ShownStatus.TO_SIGN
        return ShownStatus.TO_PUBLISH if self.sheet == SHEET_CLEAN else ShownStatus.TO_MEND

    @property
    def until(self) -> date | None:
        """Return the day from which nobody reads it any more: its last（不含）, or that of its end before it."""
        return (
            min(self.closes_on, localdate(self.ended_at))
            if self.ended_at and self.closes_on
            else self.closes_on
        )

    @property
    def span(self) -> str:
        """Return from when until when it stands, or stood, in public, as every page says it; "" where it never did."""
        if not self.opens_on:
            return ""
        return f"{self.opens_on} 起，{self.until} {'零时' if self.until == self.closes_on else ''}撤下"

    def state_token(self) -> str:
        """Holds are part of what a page has seen: how many began and ended, so that one that came and went is told."""
        holds = self.holds.aggregate(begun=models.Count("pk"), ended=models.Count("ended_at"))  # type: ignore[attr-defined]
        return f"{self.shown_status}.{holds['begun']}.{holds['ended']}"

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """Return the word for where it stands, with the ground on which it ended."""
        return status_words.of_publication(self.shown_status, self.end_ground).word

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row anew, and whether it is held."""
        self.__dict__.pop("held", None)
        super().refresh_from_db(*args, **kwargs)

    def _allows(self, act: str, by: Actor) -> bool:
        if not super()._allows(act, by):
            return False
        if act in {"sign", "return"} and SENT_BACK in self.sheet:
            return False
        return act not in {"suspend", "resume"} or self.own_hold.exists() == (act == "resume")

    def send_back(self, *, by: Actor, reason: str) -> Publication:
        """Give the text back to the officer, whatever the sheet says of it: changed, it is signed anew."""
        gone: dict[str, Any] = {"sheet_version": None, "sheet_signed_by_id": None}
        return self.move("return", by=by, reason=reason, sheet={SENT_BACK: True}, **gone)

    @property
    def own_hold(self) -> HoldQuerySet:
        """The open hold that is the director's own, none where none is."""
        return self.holds.open().filter(begun_by=act_key(type(self), "suspend"))  # type: ignore[attr-defined, no-any-return]

    @property
    def barred_from_publishing(self) -> set[Any]:
        """Return who had a hand in the fact or in its text or signed its sheet, and so is no third person."""
        return {*self.hands, self.sheet_signed_by_id}
