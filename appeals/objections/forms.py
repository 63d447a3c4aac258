"""The inputs of objections: how one comes in, and what each act asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils import timezone

from appeals.objections.models import Objection
from appeals.objections.routing import suggested
from appeals.objections.services.entering import Applicant
from appeals.objections.services.handling import Answer
from appeals.objections.vocabulary import Conclusion, RejectGround
from common.forms import DayField, GivenReasonForm, OfficeForm, SayingField
from common.workflow import Workflow
from intake.vocabulary import ObjectionKind
from letters.models import LetterService
from organisations.models import Department

CHOOSE = [("", "请选择")]
MANNERS = [
    (value, label) for value, label in LetterService.Manner.choices if value != LetterService.Manner.NOTICE
]


def _lines(label: str, rows: int = 4, **options: Any) -> SayingField:
    area = forms.Textarea(attrs={"rows": rows})
    return SayingField(label=label, max_length=2000, widget=area, **options)


class ObjectionForm(OfficeForm):
    """What the subject says is wrong with a fact."""

    kind = forms.ChoiceField(label="异议类型", choices=CHOOSE + ObjectionKind.choices)
    reasons = _lines("异议理由", 6, help_text="写明哪一处不对、应当是什么、凭什么；证据在提出以后上传。")


class PersonForm(OfficeForm):
    """Who a person concerned is; kept sealed, shown masked."""

    name = forms.CharField(label="申请人姓名或名称", max_length=60)
    contact = forms.CharField(
        label="联系方式", max_length=120, help_text="电话或者地址，加密保存；查看须写明用途并登记。"
    )
    standing = SayingField(
        label="利害关系", max_length=300, help_text="写明这条信息怎样影响申请人，不写姓名、证件号码。"
    )

    @property
    def applicant(self) -> Applicant:
        """Return the person as the services take one."""
        given = self.cleaned_data
        return Applicant(given["name"], given["contact"], given["standing"])


class PaperForm(PersonForm, ObjectionForm):
    """The paper of a person concerned, as an officer takes it down."""

    applied_on = DayField(label="收到日期", help_text="受理期限从这一天的次日起算。")

    field_order = ("name", "contact", "standing", "applied_on", "kind", "reasons")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applied_on"].widget.attrs["max"] = f"{timezone.localdate():%Y-%m-%d}"


class SuccessorForm(PersonForm, GivenReasonForm):
    """The heir who takes the place of a person concerned."""

    field_order = ("name", "contact", "standing", "reason")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if all(given.get(name) for name in ("name", "contact", "standing")):
            given["applicant"] = self.applicant
        return given


class RejectForm(GivenReasonForm):
    """A listed ground with the reasons that the applicant reads."""

    ground = forms.ChoiceField(label="不予受理的情形", choices=CHOOSE + RejectGround.choices)
    field_order = ("ground", "reason")


class RouteForm(GivenReasonForm):
    """Who verifies, named by the director with a reason."""

    verifier = forms.CharField(
        label="核查机关", required=False, max_length=200, help_text="作出文书的机关，或者有权核查的上级机关。"
    )
    verifier_code = forms.CharField(
        label="核查机关统一社会信用代码",
        required=False,
        max_length=18,
        help_text="填写后，这个机关在本系统的岗位会收到转办；不填的凭它的文书登记结论。",
    )
    is_own_error = forms.BooleanField(
        label="是信用办自身的差错（录入、公示、撤下有误），由没有经手的人核查", required=False
    )
    field_order = ("verifier", "verifier_code", "is_own_error", "reason")

    @classmethod
    def about(cls, obj: Workflow, data: Mapping[str, Any] | None = None, **options: Any) -> Self:
        """Begin with the body that the fact's document names."""
        if isinstance(obj, Objection):
            name, code = suggested(obj.fact, timezone.localdate())
            begun = {"verifier": name, "verifier_code": code}
            options["initial"] = begun | (options.get("initial") or {})
        return cls(data, **options)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        code = str(given.get("verifier_code", "")).strip().upper()
        given["unit"] = Department.objects.filter(credit_code=code).first() if code else None
        if code and given["unit"] is None and not given.get("is_own_error"):
            self.add_error("verifier_code", "本系统没有这个代码的机关；机关不在本系统的，不填代码，只写名称")
        if not given.get("is_own_error") and not str(given.get("verifier", "")).strip() and not given["unit"]:
            self.add_error("verifier", "请写明核查机关，或者勾选自身差错")
        return given


class AnswerForm(OfficeForm):
    """The conclusion of the verifying body that acts here itself."""

    conclusion = forms.ChoiceField(label="核查结论", choices=CHOOSE + Conclusion.choices)
    findings = _lines("核查情况", 6, help_text="写明核查了什么、查明了什么、应当怎样改。")
    number = forms.CharField(label="核查文书号", required=False, max_length=120)
    dated_on = DayField(label="核查文书日期", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("number")) != bool(given.get("dated_on")) and not self.errors:
            missing = "dated_on" if given.get("number") else "number"
            self.add_error(missing, "文书号和文书日期一并填写")
        if given.get("dated_on") and given["dated_on"] > timezone.localdate():
            self.add_error("dated_on", "文书日期不能晚于今天")
        if all(given.get(name) for name in ("conclusion", "findings")):
            number, dated_on = given.get("number") or "", given.get("dated_on")
            given["given"] = Answer(given["conclusion"], given["findings"], number, dated_on)
        return given


class UpholdForm(GivenReasonForm):
    """Upholding, wholly or in part."""

    is_partial = forms.BooleanField(label="只采纳一部分（不采纳的部分写在理由里）", required=False)


class ServiceForm(OfficeForm):
    """How the letter reached the applicant."""

    manner = forms.ChoiceField(label="送达方式", choices=CHOOSE + MANNERS)
    on = DayField(label="送达日期")
    proof = forms.CharField(
        label="送达证明", max_length=200, help_text="如：送达回证编号、邮件单号、签收截图在卷。"
    )
