"""The inputs that a case of leniency begins with, and that each act on it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils import timezone

from common.file_kinds import ACCEPTED
from common.forms import DayField, GivenReasonForm, OfficeForm, WanField
from common.workflow import Workflow
from discipline.forms import CHOOSE, area, refuse_days_to_come
from discipline.leniency.models import Leniency
from discipline.leniency.proposing import CONDUCT
from discipline.leniency.rule import Conduct, Harm
from discipline.leniency.rule_kinds import REFUSAL, REJECTION
from discipline.leniency.services.deciding import Decision
from discipline.leniency.services.starting import OURS, Request, bar_start
from discipline.leniency.vocabulary import HARMS
from discipline.measures.models import MENDABLE, Measure
from discipline.measures.vocabulary import SparedBecause
from discipline.tolerance.listed import choices_of
from discipline.tolerance.vocabulary import Origin

SAID = ("ground", "loss", "recovered", "harm", "acted_on", "proof", "proof_on", "warned_on", "enforced_on")


class ConductForm(OfficeForm):
    """What the department mended, when, and what proves that nobody had to make it."""

    ground = forms.ChoiceField(label="情形", choices=[CHOOSE, *SparedBecause.choices])
    loss = WanField(label="造成的损失（万元）", required=False, help_text="没有损失的留空。")
    recovered = WanField(label="挽回的数额（万元）", required=False)
    harm = forms.ChoiceField(label="不良影响和危害结果", choices=[CHOOSE, *HARMS])
    acted_on = DayField(label="主动纠正之日", help_text="自己第一次主动纠正的日期。")
    proof = forms.CharField(label="证明主动的材料", max_length=200, help_text="写明名称和文号。")
    proof_on = DayField(label="材料日期")
    warned_on = DayField(label="首次提醒拒不履行后果之日", required=False, help_text="没有提醒过的留空。")
    enforced_on = DayField(label="强制执行之日", required=False, help_text="没有强制执行的留空。")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "acted_on", "proof_on", "warned_on", "enforced_on", "applied_on")
        if self.errors:
            return given
        said = {name: given.pop(name) for name in CONDUCT}
        said |= {"recovered": said["recovered"] or 0, "harm": Harm(said["harm"])}
        return {**given, "conduct": Conduct(**said)}


class RequestForm(ConductForm):
    """What the department asks for one or several measures of a record; each becomes a case of its own."""

    measures = forms.ModelMultipleChoiceField(
        label="惩戒措施", queryset=Measure.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(
        label="证明主动的材料（文件）",
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="登记在“证据”里；更多的材料提出以后在那里上传。",
    )
    account = area(
        "事由", 4000, 6, help_text="写明做了什么、挽回了什么、怎样证明是主动的。只写单位，不写个人姓名。"
    )
    news = area(
        "新的证据",
        1000,
        required=False,
        help_text="同一情形以前决定过的，写明这次有什么新的证据；没有的不予受理。",
    )
    field_order: tuple[str, ...] = ("measures", "ground", "account", *SAID[1:7], "file", *SAID[7:], "news")

    def __init__(self, measure: Measure, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial={"measures": [measure.pk]}, **options)
        rows = Measure.objects.filter(fact=measure.fact_id, status__in=MENDABLE)
        free = [row.pk for row in rows if not bar_start(row)]
        field = self.fields["measures"]
        field.queryset = rows.filter(pk__in=free)  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.label}（{row.body_name}）"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        return {"measures": given.pop("measures"), "file": given.pop("file"), "request": Request(**given)}


class OfficeRequestForm(RequestForm):
    """The same, entered by an officer: what came on paper, or ex officio."""

    origin = forms.ChoiceField(
        label="启动方式", choices=[CHOOSE, *[one for one in Origin.choices if one[0] in OURS]]
    )
    applied_on = DayField(label="申请或启动日期")
    field_order = ("origin", "applied_on", *RequestForm.field_order)


class RejectForm(GivenReasonForm):
    """A listed ground of not taking it up, and the reasons."""

    KIND = REJECTION
    ground = forms.ChoiceField(label="不予受理的情形", choices=[])
    field_order: tuple[str, ...] = ("ground", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed = choices_of(self.KIND, timezone.localdate())
        self.fields["ground"].choices = [CHOOSE, *listed]  # type: ignore[attr-defined]


class ExamineForm(ConductForm):
    """What is proved; it starts from what was said, and replaces it."""

    reason = area(
        "审查意见", 2000, 4, help_text="写明核实了什么、与申请不同的为什么。规则按这里写的提出建议。"
    )

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Start from what the case says."""
        said = {name: getattr(obj, name) for name in SAID}
        return cls(data, **{**options, "initial": {**options.get("initial", {}), **said}})


class DecisionForm(GivenReasonForm):
    """The decision as its document says it."""

    document_number = forms.CharField(label="决定文号", max_length=120, help_text="决定文书传到“证据”里。")
    decided_on = DayField(label="决定日期")
    departure = area("不同于建议的理由", 1000, 2, required=False)
    reason = area("决定理由", 2000, 4)
    field_order: tuple[str, ...] = ("document_number", "decided_on", "departure", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Say what the rule proposes."""
        form = cls(data, **options)
        if isinstance(obj, Leniency):
            words = f"规则{obj.get_proposal_display()}；决定与它不同的必填。"
            form.fields["departure"].help_text = words
        return form

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        reason = given.pop("reason")
        return {"reason": reason, "given": Decision(**given)}


class LightenForm(DecisionForm):
    """A milder measure: until which day, or how far."""

    until = DayField(label="改为执行至（最后一日）", required=False, help_text="只能提前。")
    narrowed_to = forms.CharField(
        label="收窄后的范围", required=False, max_length=300, help_text="如：只限省级以上的评选。"
    )
    field_order = ("document_number", "decided_on", "until", "narrowed_to", "departure", "reason")


class RefuseForm(RejectForm, DecisionForm):
    """A decision that the measure stays, on a listed ground."""

    KIND = REFUSAL
    ground = forms.ChoiceField(label="不予的情形", choices=[])
    field_order = ("ground", "document_number", "decided_on", "departure", "reason")
