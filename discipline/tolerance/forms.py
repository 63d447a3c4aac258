"""The inputs that a case of tolerance begins with, and that each act on it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.forms import DayField, GivenReasonForm, OfficeForm
from common.workflow import Workflow
from discipline.forms import CHOOSE, CodedBody, area
from discipline.tolerance.listed import choices_of, grounds
from discipline.tolerance.models import Tolerance
from discipline.tolerance.rule_kinds import REJECTION
from discipline.tolerance.services.deciding import Decision
from discipline.tolerance.services.finding import Answers, items_of
from discipline.tolerance.services.starting import OURS, Request, competence_for
from discipline.tolerance.vocabulary import Liable, Listing, Origin, Outcome, Performance
from discipline.tolerance.weighing import FOR_BARS, FOR_LOOKS
from discipline.vocabulary import CompetentBody

YES_NO = [CHOOSE, ("yes", "需要"), ("no", "不需要")]


class RequestForm(OfficeForm):
    """What the department asks: the ground, its account, and that nothing is left to perform."""

    ground = forms.ChoiceField(label="容错情形", choices=[], help_text="从所列的情形里选一种。")
    account = area(
        "事由",
        4000,
        6,
        help_text="写明做了什么、为什么、经过什么程序、造成什么、怎样补救。只写单位，不写个人姓名。",
    )
    performance = forms.ChoiceField(
        label="裁判履行和债务",
        choices=[CHOOSE, *Performance.choices],
        help_text="没有履行的裁判、没有清偿的债务不适用容错。",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [CHOOSE, *grounds(timezone.localdate())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        return given if self.errors else {"request": Request(**{**given, "origin": self.origin_of(given)})}

    def origin_of(self, given: Mapping[str, Any]) -> str:
        """Return how the case begins: a department asks for itself."""
        return Origin.SUBJECT


class OfficeRequestForm(RequestForm):
    """The same, entered by an officer: what came on paper, or ex officio."""

    origin = forms.ChoiceField(
        label="启动方式", choices=[CHOOSE, *[one for one in Origin.choices if one[0] in OURS]]
    )
    applied_on = DayField(label="申请或启动日期")
    field_order = ("origin", "applied_on", "ground", "account", "performance")

    def origin_of(self, given: Mapping[str, Any]) -> str:
        """Return what was chosen."""
        return str(given["origin"])


class RejectForm(GivenReasonForm):
    """A listed ground, and the reasons."""

    ground = forms.ChoiceField(label="不予受理的情形", choices=[])
    field_order = ("ground", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [CHOOSE, *choices_of(REJECTION, timezone.localdate())]  # type: ignore[attr-defined]


class BodyForm(CodedBody):
    """The body that decides: its full name, and its code where it stands in the roster."""

    body_name = forms.CharField(label="认定机关", max_length=200, help_text="写全称，按干部管理权限确定。")
    reason = area("理由", 2000, required=False)


class ChosenBodyForm(BodyForm):
    """The same by the director, who says which of the competent bodies, and why."""

    body = forms.ChoiceField(label="认定机关类型", choices=[])
    reason = area("理由", 2000, help_text="写明按谁的干部管理权限、为什么由这一机关认定。")
    field_order = ("body", "body_name", "code", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the bodies that the table of competence names."""
        form = cls(data, **options)
        if isinstance(obj, Tolerance):
            named = competence_for(obj.fact.of_kind).bodies
            bodies = named or (CompetentBody.SUPERVISION, CompetentBody.ORGANISATION)
            form.fields["body"].choices = [CHOOSE, *((one.value, one.label) for one in bodies)]  # type: ignore[attr-defined]
        return form


class AnswersForm(OfficeForm):
    """Each item of the looks and of the negative list, answered with its reason."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items_of(timezone.localdate())
        for listing, row in self.items:
            answers = FOR_LOOKS if listing == Listing.LOOK else FOR_BARS
            name = f"{listing}-{row.key}"
            self.fields[name] = forms.ChoiceField(
                label=f"{Listing(listing).label}：{row.value}{row.doubt}",
                choices=[CHOOSE, *((one.value, one.label) for one in answers)],
            )
            self.fields[f"{name}-remark"] = forms.CharField(label=f"{row.value}的说明", max_length=500)

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Start from what was answered before."""
        known = {}
        for one in obj.checks.all() if isinstance(obj, Tolerance) else ():
            known[f"{one.listing}-{one.key}"] = one.answer
            known[f"{one.listing}-{one.key}-remark"] = one.remark
        return cls(data, **{**options, "initial": {**options.get("initial", {}), **known}})

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        names = {(listing.value, row.key): f"{listing}-{row.key}" for listing, row in self.items}
        answers: Answers = {key: (given[name], given[f"{name}-remark"]) for key, name in names.items()}
        return {"answers": answers}


class ReportForm(GivenReasonForm):
    """The report of the investigation."""

    document = forms.CharField(
        label="调查核实报告", max_length=300, help_text="写明机关、名称、文号；文件传到“证据”里。"
    )
    on = DayField(label="报告日期")
    reason = area("调查核实结论", 2000, 5)
    field_order = ("document", "on", "reason")


class OpinionForm(OfficeForm):
    """What one body said in the consultation."""

    body = forms.CharField(label="会商单位", max_length=200)
    opinion = area("意见", 2000, 4)
    document = forms.CharField(label="文书或会议记录", required=False, max_length=200)
    given_on = DayField(label="日期")


class DecisionForm(GivenReasonForm):
    """The decision as its document says it."""

    liable = forms.ChoiceField(
        label="认定谁的责任", choices=[CHOOSE, *Liable.choices], help_text="认定不及于其他主体。"
    )
    scope = area("认定的事项和范围", 1000, 2)
    meeting = forms.CharField(label="集体研究的会议", max_length=200, help_text="如：模拟常委会第 3 次会议。")
    met_on = DayField(label="会议日期")
    document_number = forms.CharField(label="认定文号", max_length=120)
    decided_on = DayField(label="认定日期")
    reason = area("认定理由", 2000, 4)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        reason = given.pop("reason")
        clears = given.pop("clears_name", "no") == "yes"
        given["outcome"] = given.get("outcome") or Outcome.REFUSED
        return {"reason": reason, "decision": Decision(**given, clears_name=clears)}


class GrantForm(DecisionForm):
    """A decision that tolerates: in which way, what is to be put right, whether a name is to be cleared."""

    outcome = forms.ChoiceField(
        label="结论",
        choices=[CHOOSE, *[one for one in Outcome.choices if one[0] != Outcome.REFUSED]],
        help_text="从轻、减轻的责任仍在，记录照常纳入。",
    )
    correction = area("纠错要求", 1000, 2, required=False)
    correction_due = DayField(label="纠错期限", required=False, help_text="写了纠错要求的必填。")
    clears_name = forms.ChoiceField(label="澄清正名", choices=YES_NO)
    field_order = (
        *("outcome", "liable", "scope", "meeting", "met_on", "document_number", "decided_on"),
        *("correction", "correction_due", "clears_name", "reason"),
    )


class CorrectedForm(GivenReasonForm):
    """On what day what was asked was put right."""

    on = DayField(label="完成日期")
    field_order = ("on", "reason")


class RevokeForm(GivenReasonForm):
    """The document by which the body revoked its decision."""

    document = forms.CharField(label="撤销文书", max_length=300, help_text="写明机关、文书名称、文号。")
    on = DayField(label="撤销日期")
    field_order = ("document", "on", "reason")


class StatementForm(OfficeForm):
    """What the department says to the revocation."""

    statement = area("陈述意见", 4000, 6)
