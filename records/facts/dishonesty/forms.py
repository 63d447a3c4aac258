"""The form of a record entered by hand; one for each source, because each has fields of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from common.forms import DayField, SayingField, WanField
from common.key_domains import KeyDomain
from common.lookup import LookupField
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from identifiers.document_numbers import document_key
from organisations.models import Official
from policy.vocabulary import AccountabilityObject, Cause, Impact, Openness, Severity, SourceKind
from postings.models import Posting
from records.facts.dishonesty.source_fields import SOURCE_FIELDS, Kind, SourceField
from records.facts.forms import EntryForm, SumsForm
from records.lookups import SUBJECT_HELP, Subjects
from records.models import DishonestyRecord

DETAIL = "detail_"
EMPTY = [("", "请选择")]
DOCUMENT = (
    *("finding_body", "finding_body_code", "document_title", "document_number"),
    *("decided_on", "effective_on", "legal_basis", "disclosure"),
)
SHARED = (
    *("facts", "cause", "domain", "occurred_on", "amount", "loss", "impact", "is_aggravated", "ordinal"),
    *(*DOCUMENT, "declared_severity", "severity_reason", "accountability_object", "remark"),
)


def _select(label: str, choices: Iterable[tuple[str, str]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*EMPTY, *choices], **options)


class RecordForm(SumsForm, EntryForm):
    """Required as rules.md 0.2u says of an import; a draft may lack all but its subject, and 提交复核 asks for the rest."""

    credit_code = LookupField(label="失信部门", required=False, help_text=SUBJECT_HELP)
    official = forms.ModelChoiceField(
        label="或：公务员",
        queryset=Official.objects.none(),
        required=False,
        empty_label="不是公务员记录",
        help_text="公务员记录只供内部查询，一律不公示。",
    )
    facts = SayingField(
        label="失信行为描述",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写清时间、事项、金额和后果；不写自然人姓名、证件号码、电话。",
    )
    cause = _select("失信事由类别", Cause.choices)
    domain = _select("重点领域", KeyDomain.choices)
    occurred_on = DayField(label="发生日期", required=False, help_text="提交复核前须补齐。")
    amount = WanField(label="涉及金额（万元）", required=False)
    loss = WanField(label="损失（万元）", required=False, help_text="不填按涉及金额计，随它变动。")
    impact = _select("社会影响程度", Impact.choices, required=False, help_text="提交复核前须补齐。")
    is_aggravated = forms.BooleanField(
        label="拒不执行、统计造假或以换届为由毁约", required=False, help_text="由人工判断，勾选后按严重计算。"
    )
    finding_body = SayingField(label="认定机关", max_length=200)
    finding_body_code = forms.CharField(label="认定机关统一社会信用代码", required=False, max_length=40)
    document_title = SayingField(label="认定文书名称", max_length=200)
    document_number = SayingField(label="认定文书号", max_length=120, help_text="如：苏政采决〔2026〕18号。")
    ordinal = forms.IntegerField(
        label="同一文书内序号",
        min_value=1,
        max_value=999,
        initial=1,
        help_text="一份文书认定几个事实的，依次为 1、2、3。",
    )
    decided_on = DayField(label="认定日期")
    effective_on = DayField(label="生效日期")
    legal_basis = SayingField(
        label="认定依据", required=False, max_length=300, help_text="法规名称和条款；提交复核前须补齐。"
    )
    declared_severity = _select("严重程度（填报）", Severity.choices)
    severity_reason = forms.CharField(
        label="与计算不一致的理由", required=False, max_length=300, help_text="填报与按规则计算的不同时必填。"
    )
    disclosure = _select("公开属性", Openness.choices)
    accountability_object = _select("问责对象", AccountabilityObject.choices, required=False)
    remark = forms.CharField(
        label="备注", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, posting: Posting, source: str, record: DishonestyRecord | None = None, **kwargs: Any
    ) -> None:
        self.posting, self.source, self.record = posting, source, record
        if record is not None:
            kwargs["initial"] = initial_of(record)
        super().__init__(*args, **kwargs)
        self.fields["credit_code"].look_in(Subjects(posting))  # type: ignore[attr-defined]
        self._shape_subject()
        if source != SourceKind.ACCOUNTABILITY:
            del self.fields["accountability_object"]
        for described in SOURCE_FIELDS[source]:
            self.fields[f"{DETAIL}{described.key}"] = _detail_field(described)
        self.ask_of_sums()

    def _shape_subject(self) -> None:
        """Offer officials only to whose unit keeps files, by 干部管理权限."""
        officials = Official.objects.visible_to(self.posting).select_related("unit")
        if officials.exists():
            self.fields["official"].queryset = officials  # type: ignore[attr-defined]
        else:
            del self.fields["official"]
            self.fields["credit_code"].required = True

    @property
    def details(self) -> list[forms.BoundField]:
        """The fields of the source, for a section of their own."""
        return [self[name] for name in self.fields if name.startswith(DETAIL)]

    def clean_finding_body_code(self) -> str:
        code = normalise_credit_code(self.cleaned_data["finding_body_code"])
        fault = check_credit_code(code) if code else None
        if fault:
            raise forms.ValidationError(fault)
        return code

    def clean_document_number(self) -> str:
        number: str = self.cleaned_data["document_number"]
        if number and not document_key(number):
            raise forms.ValidationError("请填写认定文书号")
        return number

    def clean_decided_on(self) -> date | None:
        day: date | None = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("认定日期不能晚于今天")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_subject(cleaned)
        self._check_dates(cleaned)
        is_asked = self.source == SourceKind.ACCOUNTABILITY and not self.due
        if is_asked and not cleaned.get("accountability_object"):
            self.add_error("accountability_object", "请选择问责对象：针对单位的可以公示，针对个人的不公示")
        if self.source == SourceKind.DISCIPLINE and cleaned.get("disclosure") == Openness.PUBLIC:
            self.add_error("disclosure", "处分只对个人作出，一律不公示，请选择“内部”")
        return cleaned

    def _check_subject(self, cleaned: dict[str, Any]) -> None:
        named = [bool(cleaned.get("credit_code")), bool(cleaned.get("official"))]
        if all(named):
            self.add_error("official", "一条记录只有一个主体：填了部门代码就不要再选公务员")
        if not any(named) and "credit_code" not in self.errors:
            self.add_error("credit_code", "请填写失信部门的名称或统一社会信用代码")

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        decided, effective, occurred = (cleaned.get(n) for n in ("decided_on", "effective_on", "occurred_on"))
        if decided and effective and effective < decided:
            self.add_error("effective_on", f"生效日期不能早于认定日期 {decided}")
        if decided and occurred and occurred > decided:
            self.add_error("occurred_on", f"发生日期不能晚于认定日期 {decided}")

    def to_fields(self) -> dict[str, Any]:
        """Return the record's fields as the service takes them."""
        cleaned = self.cleaned_data
        fields = {name: cleaned[name] for name in SHARED if name in cleaned}
        return fields | {
            "again": cleaned["again"],
            "sums_right": cleaned["sums_right"],
            "department": cleaned.get("credit_code"),
            "official": cleaned.get("official"),
            "source_kind": self.source,
            "source_details": _details_of(self.source, cleaned),
            "accountability_object": cleaned.get("accountability_object", ""),
        }


def initial_of(record: DishonestyRecord) -> dict[str, Any]:
    """Return what the form shows of a record that is being changed."""
    initial = {name: getattr(record, name) for name in SHARED}
    initial["credit_code"] = record.department.in_full if record.department else ""
    initial["official"] = record.official_id
    for described in SOURCE_FIELDS[record.source_kind]:
        value = record.source_details.get(described.key, "")
        as_sum = described.kind == Kind.SUM and value
        initial[f"{DETAIL}{described.key}"] = Decimal(value) if as_sum else value
    return initial


def _detail_field(described: SourceField) -> forms.Field:
    if described.kind == Kind.DAY:
        return DayField(label=described.label, required=False)
    if described.kind == Kind.CHOICE:
        return _select(described.label, [(c, c) for c in described.choices], required=False)
    if described.kind == Kind.SUM:
        return WanField(label=f"{described.label}（万元）", required=False)
    if described.kind == Kind.URL:
        return forms.URLField(label=described.label, required=False, max_length=500, assume_scheme="https")
    return forms.CharField(label=described.label, required=False, max_length=300)


def _details_of(source: str, cleaned: dict[str, Any]) -> dict[str, str]:
    given = {d.key: cleaned.get(f"{DETAIL}{d.key}") for d in SOURCE_FIELDS[source]}
    return {key: str(value) for key, value in given.items() if value not in (None, "")}
