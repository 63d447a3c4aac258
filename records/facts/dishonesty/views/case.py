"""What a case page shows of a record: its fields in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from common.registry import address_of
from contents.highlight import pieces
from contents.money import sum_words
from policy.vocabulary import SourceKind
from privacy import scan
from records.facts.dishonesty.source_fields import shown_details
from records.facts.field_values import value_words
from records.facts.views.case import LabelledValue
from records.models import DishonestyRecord


@dataclass(frozen=True)
class Section:
    heading: str
    facts: Sequence[LabelledValue]
    suspects: int = 0


def sections_of(case: DishonestyRecord) -> list[Section]:
    """Return the record's fields under their headings, personal data marked by its shape（rules.md 3.5）."""
    return [
        _behaviour(case),
        _finding(case),
        Section(f"{case.get_source_kind_display()}专有项", _details(case)),
        _grading(case),
        _origin(case),
    ]


def statement_of(case: DishonestyRecord) -> Section | None:
    """Return what the department said, which stands before all else（行政处罚法 45）."""
    if not case.statement_text:
        return None
    suspects = scan(case.statement_text)
    said = LabelledValue("部门的意见", pieces=pieces(case.statement_text, suspects))
    return Section("陈述申辩", [said, LabelledValue("告知", _notice_words(case))], len(suspects))


def _subject(case: DishonestyRecord) -> list[LabelledValue]:
    if case.official is not None:
        url = address_of(case.official)
        return [
            LabelledValue("公务员", case.official.name, url=url),
            LabelledValue("所在单位", case.official.unit),
        ]
    body = case.unit
    url = reverse("organisations:department", args=[body.credit_code])
    return [
        LabelledValue("失信部门", body.name, url=url),
        LabelledValue("统一社会信用代码", body.credit_code, is_code=True),
        LabelledValue("所在地", case.subject_region.name),
    ]


def _behaviour(case: DishonestyRecord) -> Section:
    suspects = scan(case.facts)
    return Section(
        "失信行为",
        [
            LabelledValue("失信行为描述", pieces=pieces(case.facts, suspects)),
            *_subject(case),
            LabelledValue("发生日期", case.occurred_on),
            LabelledValue("失信事由类别", case.get_cause_display()),
            LabelledValue("重点领域", case.get_domain_display()),
            LabelledValue("涉及金额", sum_words(case.amount) if case.amount is not None else ""),
            LabelledValue("损失", value_words(DishonestyRecord, "loss", case.loss)),
            LabelledValue("社会影响程度", case.get_impact_display()),
        ],
        len(suspects),
    )


def _finding(case: DishonestyRecord) -> Section:
    suspects = scan(case.document_title)
    return Section(
        "认定文书",
        [
            LabelledValue("来源类型", case.get_source_kind_display()),
            LabelledValue("认定机关", case.finding_body),
            LabelledValue("认定机关代码", case.finding_body_code, is_code=True),
            LabelledValue("认定文书名称", pieces=pieces(case.document_title, suspects)),
            LabelledValue("认定文书号", case.document_number, is_code=True),
            LabelledValue("同一文书内序号", case.ordinal),
            LabelledValue("认定日期", case.decided_on),
            LabelledValue("生效日期", case.effective_on),
            LabelledValue("认定依据", case.legal_basis),
        ],
        len(suspects),
    )


def _details(case: DishonestyRecord) -> list[LabelledValue]:
    return [
        LabelledValue(label, value) for label, value in shown_details(case.source_kind, case.source_details)
    ]


def _grading(case: DishonestyRecord) -> Section:
    whose = case.get_accountability_object_display() if case.source_kind == SourceKind.ACCOUNTABILITY else ""
    return Section(
        "分级与公开",
        [
            LabelledValue("填报严重程度", case.get_declared_severity_display()),
            LabelledValue("按规则计算", case.get_computed_severity_display() or "缺社会影响程度，未计算"),
            LabelledValue("与计算不一致的理由", case.severity_reason),
            LabelledValue("加重情形", "拒不执行、统计造假或以换届为由毁约" if case.is_aggravated else "无"),
            LabelledValue("公开属性", case.get_disclosure_display()),
            LabelledValue("问责对象", whose),
            LabelledValue("能否公示", _open_words(case)),
        ],
    )


def _open_words(case: DishonestyRecord) -> str:
    """Say whether it may stand in public, "" while a draft does not say what that hangs on."""
    if case.publishable:
        return "可以公示"
    return "依规不公示" if case.disclosure else ""


def _origin(case: DishonestyRecord) -> Section:
    suspects = scan(case.remark)
    row = f"导入批次第 {case.batch_row} 行" if case.batch_row else "手工录入"
    return Section(
        "归集与办理",
        [
            LabelledValue("来路", row),
            LabelledValue("报送单位", case.reporting_unit or ""),
            LabelledValue("代报单位", case.reported_for or ""),
            LabelledValue("录入", f"{case.entered_by.name}"),
            LabelledValue("最后修改", f"{case.last_changed_by.name}（内容第 {case.content_version} 版）"),
            LabelledValue("复核", case.reviewed_by.name if case.reviewed_by else ""),
            LabelledValue("告知", _notice_words(case)),
            LabelledValue("不纳入或撤销依据", case.decision_document),
            LabelledValue("备注", pieces=pieces(case.remark, suspects)),
        ],
        len(suspects),
    )


def _notice_words(case: DishonestyRecord) -> str:
    if case.notice_waived:
        return "免于告知"
    return f"{case.served_on} 送达，{case.served_how}" if case.served_on else ""
