from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F

from common.errors import Incomplete, NotAllowed, NotEligible
from common.roles import SECRECY_REVIEWERS
from common.trail import Actor
from common.workflow import Workflow
from organisations.roster import officials_named_in
from policy.vocabulary import NOTHING_FOUND, SENT_BACK, Secrecy
from privacy import scan
from privacy.redaction import STRIKE, unresolved
from privacy.suspects import Suspect
from records.facts.models.facts import Fact
from records.facts.models.kinds import FactKind

SHEET_ITEMS = tuple(Secrecy.values)
FACE_FIELDS = {"face_title": "公示标题", "face_facts": "公示事实", "face_document_title": "文书名称"}
FACT_FIELDS = {
    "severity_reason": "严重程度不一致的理由",
    "legal_basis": "认定依据",
    "finding_body": "认定机关",
    "document_number": "文书号",
    "announcement_number": "法院公告文号",
}
"""Texts of the file itself that stand in public as they are: changed by 更正 or after a return only."""
NOT_WEIGHED = "公示文本里还有个人信息：请在上面逐处保留并写明理由，或要求删除，这一项选“有”"


class RedactedText(Workflow):
    """A text meant for the public with its 公开审查 sheet: the sheet covers one version of the text.

    HANDS are the paths to who had a hand in fact or text.

    政府信息公开条例 14–16
    """

    VERSION_FIELD = "face_version"
    HANDS: ClassVar[Sequence[str]] = ("face_changed_by_id",)

    fact: models.ForeignKey[Fact, Fact]
    fact_id: Any

    face_version = models.PositiveIntegerField("公示文本版本", default=1)
    face_title = models.CharField("公示标题", max_length=120)
    face_facts = models.TextField("公示事实")
    face_document_title = models.CharField("公示文书名称", max_length=200, blank=True)
    face_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name="最后改公示文本的人",
    )
    clearances = models.JSONField("个人信息核处", default=list, blank=True)
    minor_reason = models.CharField("轻微仍予公示的理由", max_length=300, blank=True)
    third_party_opinion = models.CharField("第三方意见", max_length=300, blank=True)
    sheet = models.JSONField("公开审查表", default=dict, blank=True)
    sheet_version = models.PositiveIntegerField("审查的文本版本", null=True, blank=True)
    sheet_signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def evidence_holder(self) -> FactKind:
        """Return the fact: evidence lies beside it, whatever the act is about."""
        return self.fact.of_kind

    def as_published(self) -> FactKind:
        """Return the fact as it will stand in public."""
        return self.fact.of_kind

    @property
    def hands(self) -> set[Any]:
        """Return who had a hand in fact or text, and so may not sign its sheet."""
        return {attrgetter(path)(self) for path in self.HANDS}

    def edit_face(self, *, by: Actor, **changes: Any) -> Self:
        """Change the redacted text; a signed sheet no longer covers it."""
        changes |= {"face_version": F("face_version") + 1, "face_changed_by_id": by.user_id}
        if SENT_BACK in self.sheet:
            changes["sheet"] = {}
        return self.move("edit_face", by=by, **changes)

    def is_struck(self, field: str, text: str) -> bool:
        """Say whether the secrecy reviewer wants this out of the text."""
        return (field, text) in {
            (one["field"], one["text"]) for one in self.clearances if one["what"] == STRIKE
        }

    def weigh(self, *, by: Actor, entry: dict[str, str]) -> Self:
        """Decide on one suspect in place of what was decided on it; a sheet signed before does not cover that.

        Whoever is to sign has no hand in the text by it: no word of the text changes.
        """
        place = (entry["field"], entry["text"])
        others = [one for one in self.clearances if (one["field"], one["text"]) != place]
        changes: dict[str, Any] = {"clearances": [*others, entry], "face_version": F("face_version") + 1}
        if by.role in SECRECY_REVIEWERS:
            self._require_no_hand(by)
        else:
            changes["face_changed_by_id"] = by.user_id
        word = "要求删除：" if entry["what"] == STRIKE else "保留："
        return self.move("weigh", by=by, reason=word + entry["reason"], **changes)

    def _require_no_hand(self, by: Actor) -> None:
        if by.user_id in self.hands:
            raise NotAllowed(
                "录入、修改、复核过或拟过公示文本的人不能签署同一条的公开审查表，也不能核处其中的个人信息"
            )

    def sign_sheet(self, *, by: Actor, answers: dict[str, str], reason: str = "") -> Self:
        """Sign the 公开审查 sheet: every item answered, and only "无" lets the text go public.

        个人隐私 is not “无” while personal data stands that nobody has let stand.
        """
        missing = {
            item: f"请逐项审查“{Secrecy(item).label}”"
            for item in SHEET_ITEMS
            if not answers.get(item, "").strip()
        }
        if missing:
            raise Incomplete("公开审查须逐项作出结论", missing)
        self._require_no_hand(by)
        is_left = by.role in SECRECY_REVIEWERS and answers[Secrecy.PRIVACY] == NOTHING_FOUND
        if is_left and self.all_suspects():
            raise Incomplete(NOT_WEIGHED, {str(Secrecy.PRIVACY): NOT_WEIGHED})
        return self.move(
            "sign",
            by=by,
            reason=reason,
            sheet=answers,
            sheet_version=self.face_version,
            sheet_signed_by_id=by.user_id,
        )

    def read_texts(self) -> dict[str, str]:
        """Return by field all the texts that the public would read."""
        fact = self.as_published()
        shown = fact.public_fields()
        faces = {field: getattr(self, field) for field in FACE_FIELDS}
        return faces | {field: shown.get(field, "") for field in FACT_FIELDS}

    def all_suspects(self) -> dict[str, list[Suspect]]:
        """Return, by field, all that is found, the roster asked, and nobody has let stand: what the acts must know."""
        texts = self.read_texts()
        names = officials_named_in(*texts.values())
        return self.not_weighed({field: scan(text, names=names) for field, text in texts.items()})

    def not_weighed(self, found: Mapping[str, list[Suspect]]) -> dict[str, list[Suspect]]:
        """Return what of the suspects found, by field, nobody has let stand."""
        left = {
            name: unresolved(several, [one for one in self.clearances if one["field"] == name])
            for name, several in found.items()
        }
        return {field: several for field, several in left.items() if several}

    def require_clean_sheet(self) -> None:
        """Refuse to publish unless the sheet was signed for this very text and found nothing."""
        if self.sheet_version != self.face_version:
            raise NotEligible("公示文本尚未经保密审查员签署，或签署后又有改动，请重新送审")
        found = [Secrecy(item).label for item in SHEET_ITEMS if self.sheet.get(item) != NOTHING_FOUND]
        if found:
            raise NotEligible("公开审查认为涉及" + "、".join(found) + "，不能公示；请修改文本后重新送审")
