"""The inputs of the warning chain: the suit, the judgment, the enforcement case, what the department did and proved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms

from common.forms import DayField, OfficeForm, SayingField
from common.workflow import Workflow
from discipline.forms import CHOOSE, area, refuse_days_to_come
from organisations.models import Department
from policy.vocabulary import RecordStatus
from supervision.warnings.models import OPEN, Judgment, JudgmentWarning
from supervision.warnings.services.opening import Duty, Enforcement, Suit
from supervision.warnings.vocabulary import LOST, REFUSED, Disposal


class SuitForm(OfficeForm):
    """The court's notice that a department is sued."""

    court = SayingField(label="法院", max_length=200)
    case_number = SayingField(label="案号", max_length=120, help_text="如：（2026）苏01行初123号。")
    matter = SayingField(
        label="案由", max_length=300, help_text="写清争议的行政行为或者合同；不写自然人姓名。只在后台使用。"
    )
    received_on = DayField(
        label="收到起诉状副本之日", help_text="答辩举证期限从这一天起算（行政诉讼法第六十七条）。"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "received_on")
        return given if self.errors else {"suit": Suit(**given)}


class DutyForm(OfficeForm):
    """What the judgment obliges to."""

    obligation = area("裁判确定的义务", 2000, 4, help_text="逐项写明支付、重作、答复等义务；不写自然人姓名。")
    perform_by = DayField(
        label="裁判确定的履行期限", required=False, help_text="裁判写明日期的填；没有写明的按规则计算。"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        duty = Duty(given.pop("obligation"), given.pop("perform_by"))
        return {**given, "duty": duty}


def _on_file(case: Any, outcome: str) -> Any:  # noqa: ANN401 - a queryset of facts
    """Return the confirmed judgments of a department that stand in no open chain."""
    column = "refusal" if outcome == REFUSED else "judgment"
    taken = JudgmentWarning.objects.filter(status__in=OPEN, **{f"{column}__isnull": False}).values(column)
    own = Judgment.objects.filter(
        department=case.department_id, outcome=outcome, status=RecordStatus.CONFIRMED
    )
    return own.exclude(pk__in=taken).order_by("-decided_on")


class OverseeForm(DutyForm):
    """The confirmed judgment that the suit ended in."""

    judgment = forms.ModelChoiceField(
        label="败诉裁判",
        queryset=Judgment.objects.none(),
        empty_label="请选择",
        help_text="已认定的才列出；没有的，先在“败诉与拒不执行”里录入、认定。",
    )
    field_order = ("judgment", "obligation", "perform_by")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the department's confirmed judgments."""
        form = cls(data, **options)
        form.fields["judgment"].queryset = _on_file(obj, LOST)  # type: ignore[attr-defined]
        return form


class EnforceForm(OfficeForm):
    """The court's enforcement case."""

    number = SayingField(label="执行案号", max_length=120, help_text="如：（2026）苏01执456号。")
    court = SayingField(label="执行法院", max_length=200)
    filed_on = DayField(label="执行立案日期")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "filed_on")
        return given if self.errors else {"given": Enforcement(**given)}


class RefuseForm(OfficeForm):
    """The court's announcement, confirmed on file."""

    refusal = forms.ModelChoiceField(
        label="法院公告的拒不执行",
        queryset=Judgment.objects.none(),
        empty_label="请选择",
        help_text="须有法院自己的公告，已录入、认定；没有公告的不能列为拒不执行（行政诉讼法第九十六条）。",
    )

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the announcements on file about the department."""
        form = cls(data, **options)
        form.fields["refusal"].queryset = _on_file(obj, REFUSED)  # type: ignore[attr-defined]
        return form


class ReportForm(OfficeForm):
    text = area("所采取的措施", 4000, 5, help_text="写清做了什么、由哪个内设机构负责、下一步和时间。")
    taken_on = DayField(label="采取措施的日期")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "taken_on")
        return given


class ProveForm(OfficeForm):
    performance = area("履行情况", 4000, 5, help_text="逐项对应裁判确定的义务；凭证传到“证据”里。")
    performed_on = DayField(label="履行完毕之日")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "performed_on")
        return given


class CloseForm(OfficeForm):
    """How the suit ended without a judgment against the department."""

    disposal = forms.ChoiceField(label="诉讼的结果", choices=[CHOOSE, *Disposal.choices])
    document = forms.CharField(label="结果的文书", max_length=200, help_text="法院、案号。")
    on = DayField(label="文书日期")
    reason = area("理由", 2000, help_text="写明据以登记的材料。")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_days_to_come(self, "on")
        return given


def suit_form(department: Department, data: Mapping[str, Any] | None) -> SuitForm:
    """Return the form of a suit against a department, in the office's words for it."""
    form = SuitForm(data)
    form.fields["court"].help_text = f"受理对{department}的起诉的法院。"
    return form
