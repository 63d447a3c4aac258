"""The inputs of a request for repair and of the acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from appeals.repairs.listed import grounds_of_rejection
from appeals.repairs.models import Repair, RepairPush
from appeals.repairs.services.applying import Proof, Request
from appeals.repairs.services.examining import bodies_for
from appeals.repairs.vocabulary import Channel, Verdict
from common.file_kinds import ACCEPTED
from common.forms import DayField, GivenReasonForm, OfficeForm, ReasonForm
from common.workflow import Workflow

ROWS = 4
"""How many duties the form has room for; further proof is added on the case's page."""
PARTS = ("duty", "document", "performed_on")
COMMITMENT = (
    "{unit}承诺：一、申请信用修复所提交的材料真实、合法、有效；二、已纠正失信行为，相关义务已履行完毕；"
    "三、承诺不实的，依规承担撤销修复、恢复公示等责任。（单位盖章）"
)
CHOOSE = ("", "请选择")


def _text(label: str, length: int, rows: int = 3, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=area, **options)


class RequestForm(OfficeForm):
    """What is asked: the commitment letter, and each duty with what proves its performance."""

    commitment = _text(
        "信用承诺书", 4000, 4, help_text="落款只写单位并盖章，不写任何人的姓名；记录公示期间可以公开。"
    )
    influence_until = DayField(
        label="问责影响期届满日", required=False, help_text="影响期届满后才能申请；由作出问责的机关核对。"
    )

    def __init__(self, *args: Any, asks_influence: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_influence:
            del self.fields["influence_until"]
        for number in range(1, ROWS + 1):
            self.fields |= _row(number)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Return the inputs of each duty."""
        names = (*PARTS, "file")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, ROWS + 1)]

    @property
    def others(self) -> list[forms.BoundField]:
        """Return the inputs that are not a duty's."""
        in_rows = {field.name for row in self.rows for field in row}
        return [field for field in self if field.name not in in_rows and field.name != "commitment"]

    def clean(self) -> dict[str, Any]:
        """Ask for the whole of each duty that is begun, all faults at once."""
        given = super().clean()
        for number in range(1, ROWS + 1):
            names = [f"{part}_{number}" for part in PARTS]
            begun = [name for name in (*names, f"file_{number}") if given.get(name)]
            missing = [name for name in names if not given.get(name) and name not in self.errors]
            if begun or number == 1:
                for name in missing:
                    self.add_error(name, ValidationError(f"请填写{self.fields[name].label}"))
        return given

    @property
    def request(self) -> Request:
        """Return what the form says."""
        given = self.cleaned_data
        proofs = [
            Proof(
                given[f"duty_{n}"], given[f"document_{n}"], given[f"performed_on_{n}"], given.get(f"file_{n}")
            )
            for n in range(1, ROWS + 1)
            if given.get(f"duty_{n}")
        ]
        kept = ("channel", "channel_number", "applied_on", "influence_until")
        return Request(given["commitment"], proofs, **{name: given[name] for name in kept if given.get(name)})


def _row(number: int) -> dict[str, forms.Field]:
    files = forms.ClearableFileInput(attrs={"accept": ACCEPTED})
    return {
        f"duty_{number}": forms.CharField(label="应履行的义务", max_length=200, required=False),
        f"document_{number}": forms.CharField(label="证明材料", max_length=200, required=False),
        f"performed_on_{number}": DayField(label="履行日期", required=False),
        f"file_{number}": forms.FileField(label="证明文件", required=False, max_length=200, widget=files),
    }


class PaperForm(RequestForm):
    """What an officer enters of a request on paper, or referred by 信用中国."""

    channel = forms.ChoiceField(
        label="申请渠道",
        choices=[CHOOSE, *[one for one in Channel.choices if one[0] != Channel.PORTAL]],
    )
    channel_number = forms.CharField(
        label="来件编号", required=False, max_length=60, help_text="信用中国转来的必填。"
    )
    applied_on = DayField(label="申请日期", help_text="书面申请的日期，不晚于今天。")


class RejectForm(GivenReasonForm):
    """A listed ground, and the reasons."""

    ground = forms.ChoiceField(label="不予受理的情形", choices=[])
    field_order = ("ground", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [CHOOSE, *grounds_of_rejection(timezone.localdate())]  # type: ignore[attr-defined]


class RouteForm(GivenReasonForm):
    """Which body decides, and why."""

    body = forms.ChoiceField(label="有权机关", choices=[])
    name = forms.CharField(
        label="机关名称", required=False, max_length=200, help_text="认定机关和信用办以外的须写明。"
    )
    field_order = ("body", "name", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the bodies that the table of competence names."""
        form = cls(data, **options)
        if isinstance(obj, Repair):
            form.fields["body"].choices = [CHOOSE, *bodies_for(obj)]  # type: ignore[attr-defined]
        return form


class ItemForm(OfficeForm):
    """One more duty and its proof; its file is laid under 证据."""

    duty = forms.CharField(label="应履行的义务", max_length=200)
    document = forms.CharField(label="证明材料", max_length=200)
    performed_on = DayField(label="履行日期")


class DocumentForm(ReasonForm):
    """The decision of a body without a posting here."""

    number = forms.CharField(label="决定文书号", max_length=120)
    dated_on = DayField(label="决定文书日期")
    says = forms.ChoiceField(label="文书结论", choices=[CHOOSE, *Verdict.choices])
    field_order = ("number", "dated_on", "says", "reason")


class RefuseForm(GivenReasonForm):
    """Why not, and from which day anew."""

    again_from = DayField(label="可重新申请之日", help_text="须在今天以后；从这一天起可以再次申请。")
    field_order = ("again_from", "reason")


class ReceiptForm(OfficeForm):
    """The receipt of one recipient."""

    push = forms.ModelChoiceField(label="推送对象", queryset=RepairPush.objects.none(), empty_label="请选择")
    sent_on = DayField(label="送出日期")
    receipt_number = forms.CharField(label="回执编号", max_length=120)
    received_on = DayField(label="回执日期")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Offer the recipients whose receipt is waited for."""
        form = cls(data, **options)
        waiting = RepairPush.objects.filter(repair=obj.pk, received_on=None, outbox__taken_at__isnull=False)
        form.fields["push"].queryset = waiting  # type: ignore[attr-defined]
        return form


class StatementForm(OfficeForm):
    """What the department says to the undoing."""

    statement = _text("陈述意见", 4000, 6)
