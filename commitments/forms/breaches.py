"""The inputs that each act on a breach asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms

from commitments.forms.acts import area
from commitments.forms.columns import CHOOSE
from commitments.vocabulary import LeadSource
from common.forms import DayField, OfficeForm, SayingField
from common.models import Evidence
from common.workflow import Workflow
from identifiers.document_numbers import document_key
from organisations.models import Department
from policy.vocabulary import Impact, Openness, Severity, SourceKind


class LeadForm(OfficeForm):
    """From where it is known, and what."""

    source = forms.ChoiceField(label="线索来源", choices=[CHOOSE, *LeadSource.choices])
    reported_on = DayField(label="收到线索的日期")
    lead = area(
        "线索内容", 2000, 5, help_text="什么到期没有兑现、有什么证明；不写自然人姓名、证件号码、电话。"
    )


class RouteForm(OfficeForm):
    """The body that verifies: a superior government or the sector's authority."""

    body_name = SayingField(
        label="核实机关",
        max_length=200,
        help_text="上级政府或者行业主管部门的全称；承诺主体和办理线索的信用办自己不能核实。",
    )
    code = forms.CharField(label="统一社会信用代码", required=False, max_length=18)
    reason = area("理由", 1000, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        code = str(given.pop("code", "") or "").strip().upper()
        given["unit"] = Department.objects.filter(credit_code=code).first() if code else None
        if code and given["unit"] is None:
            self.add_error("code", f"名录里没有代码为 {code} 的部门：请核对，或者留空只写全称")
        return given


class VerifyForm(OfficeForm):
    """What the body found, by its document."""

    verify_document = SayingField(label="核实文书", max_length=300, help_text="机关、文书名称和文号。")
    verified_on = DayField(label="核实日期")
    finding = area("核实结论", 2000, 4, help_text="哪一项承诺、应在何时兑现、实际怎样。")


class OrderForm(OfficeForm):
    """The order to mend, its service and its term."""

    order_document = SayingField(label="责令改正文书", max_length=300)
    served_on = DayField(label="送达日期")
    served_how = SayingField(label="送达方式与凭证", max_length=200)
    mend_due = DayField(label="文书写明的改正期限")


class MendForm(OfficeForm):
    mend_document = SayingField(label="改正的证明", max_length=300)
    mended_on = DayField(label="改正日期")


class HearingForm(OfficeForm):
    hearing_served_on = DayField(label="告知送达日期")
    hearing_served_how = SayingField(label="送达方式与凭证", max_length=200)
    reason = area("拟认定的理由", 2000)


class StatementForm(OfficeForm):
    statement = area("陈述申辩意见", 5000, 6)


class ConfirmForm(OfficeForm):
    confirm_document = SayingField(
        label="确认违约失信的文书", max_length=300, help_text="上级或者行业主管部门的文书，文号。"
    )
    confirmed_on = DayField(label="确认日期")
    reason = area("理由", 2000, help_text="写明是否采纳陈述申辩意见。")


class CorrectForm(OfficeForm):
    """What the body that found it corrected, by its document."""

    correct_document = SayingField(label="更正认定的文书", max_length=300)
    finding = area("更正以后的结论", 2000, 4)
    reason = area("理由", 1000)


class RevokeForm(OfficeForm):
    revoke_document = SayingField(label="撤销认定的文书", max_length=300)
    reason = area("理由", 1000)


class RecordForm(OfficeForm):
    """The document, one of the four, by which a dishonesty record may be drafted."""

    document = forms.ModelChoiceField(
        label="文书扫描件",
        queryset=Evidence.objects.none(),
        empty_label="请选择",
        help_text="先传到“证据”；核实、责令、确认违约失信的文书都不是。",
    )
    source_kind = forms.ChoiceField(label="来源类型", choices=[CHOOSE, *SourceKind.choices])
    finding_body = SayingField(label="认定机关", max_length=200)
    document_title = SayingField(label="认定文书名称", max_length=200)
    document_number = SayingField(label="认定文书号", max_length=120)
    decided_on = DayField(label="认定日期")
    effective_on = DayField(label="生效日期")
    legal_basis = SayingField(label="认定依据", max_length=300)
    occurred_on = DayField(label="失信行为发生日期")
    impact = forms.ChoiceField(label="社会影响程度", choices=[CHOOSE, *Impact.choices])
    declared_severity = forms.ChoiceField(label="严重程度（填报）", choices=[CHOOSE, *Severity.choices])
    disclosure = forms.ChoiceField(label="公开属性", choices=[CHOOSE, *Openness.choices])

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the files that lie beside the case."""
        form = cls(data, **options)
        form.fields["document"].queryset = Evidence.objects.of(obj).standing()  # type: ignore[attr-defined]
        return form

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        decided, effective, occurred = (given.get(n) for n in ("decided_on", "effective_on", "occurred_on"))
        if decided and effective and effective < decided:
            self.add_error("effective_on", f"生效日期不能早于认定日期 {decided}")
        if decided and occurred and occurred > decided:
            self.add_error("occurred_on", f"不能晚于认定日期 {decided}")
        if "document_number" in given and not document_key(given["document_number"]):
            self.add_error("document_number", "请填写认定文书号")
        return given
