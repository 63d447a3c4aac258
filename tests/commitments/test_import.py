"""Commitments come in by the one import pipeline, with all its guards; each domain by its own template."""

from __future__ import annotations

from datetime import date
from zipfile import ZipFile

import pytest
from django.db import models

from commitments.domains.domain import domains
from commitments.forms.entry import COMMON
from commitments.models import Commitment
from common.errors import NotAllowed
from common.models import Transition
from common.roles import Role
from exchange import services
from exchange.importers.commitment_explanations import COMMITMENT_EXPLANATIONS
from exchange.importers.commitment_statements import LAWFUL
from exchange.importers.commitments import COMMITMENTS
from exchange.importers.layouts import LAYOUTS, Form
from exchange.models.batches import ImportKind
from exchange.workbooks import template_name
from tests import factories
from tests.commitments.ledgers import ENTERPRISE
from tests.exchange.returns import imported, workbook
from tests.office import client_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def files(tmp_path, settings):
    settings.FILES = tmp_path


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.fixture
def body():
    return factories.department("320100")


GIVEN = {
    "procurement": {
        "project_number": "JSZC-2026-0101",
        "project_name": "模拟办公设备采购（演示）",
        "method": "公开招标",
        "counterparty": "模拟供应商有限公司（演示）",
        "is_sme": "是",
        "sme_proof": "中小企业声明函",
        "carrier": "合同",
        "document_title": "模拟采购合同（演示）",
        "document_number": "苏采合〔2026〕11号",
        "signed_on": date(2026, 3, 2),
        "promise_kind": "合同款项",
        "content": "验收合格后三十日内付清合同款项",
        "amount": 12.5,
        "delivered_on": date(2026, 5, 1),
    },
    "bidding": {
        "project_number": "ZB-2026-0101",
        "project_name": "模拟河道整治工程（演示）",
        "method": "公开招标",
        "is_mandatory": "是",
        "counterparty": "模拟建设有限公司（演示）",
        "carrier": "合同",
        "document_title": "模拟施工合同（演示）",
        "document_number": "苏招合〔2026〕11号",
        "signed_on": date(2026, 3, 2),
        "promise_kind": "合同款项",
        "content": "竣工验收合格后支付合同款项",
        "amount": 120,
        "agreed_on": date(2026, 9, 30),
        "issued_on": date(2026, 1, 5),
        "bid_until": date(2026, 1, 26),
        "bidders": 7,
        "awarded_on": date(2026, 2, 3),
        "agency": "模拟招标代理有限公司（演示）",
        "agency_score": 88.5,
        "agency_scored_on": date(2026, 2, 12),
    },
    "investment": {
        "external_number": "ZS-2026-011",
        "project_name": "模拟电池材料项目（演示）",
        "counterparty": "模拟投资有限公司（演示）",
        "carrier": "协议",
        "document_title": "模拟投资协议（演示）",
        "document_number": "苏商协〔2026〕11号",
        "signed_on": date(2026, 1, 5),
        "promise_kind": "资金",
        "content": "投产后六个月内拨付产业扶持资金",
        "amount": 500,
        "agreed_on": date(2026, 9, 30),
        "legality": "审查通过",
        "legality_document": "司法局意见〔2026〕3号",
        "legality_on": date(2026, 1, 4),
        "competition": "未审查",
        "authority": "本级权限内",
    },
    "ppp": {
        "project_number": "PPP-2026-0101",
        "project_name": "模拟污水处理厂项目（演示）",
        "mechanism": "存量项目",
        "industry": "市政工程",
        "payment_mode": "可行性缺口补助",
        "stage": "执行",
        "stage_duty": "按合同约定组织绩效评价和付费",
        "post": "城建科科长岗",
        "duty_since": date(2024, 3, 4),
        "counterparty": "模拟水务有限公司（演示）",
        "carrier": "合同",
        "document_title": "模拟 PPP 项目合同（演示）",
        "document_number": "苏建合〔2024〕11号",
        "signed_on": date(2024, 3, 4),
        "promise_kind": "合同款项",
        "content": "年度可行性缺口补助于年底前付清",
        "amount": 860,
        "agreed_on": date(2026, 9, 30),
        "budget_year": 2026,
        "budget_share": 6.2,
        "budget_document": "模拟财政承受能力论证报告（演示）",
    },
    "debt": {
        "year": 2026,
        "matter": "还本付息",
        "post": "债务科科长岗",
        "carrier": "政策文件",
        "document_title": "模拟到期债券还本付息工作方案（演示）",
        "document_number": "苏财债〔2026〕11号",
        "signed_on": date(2026, 1, 20),
        "promise_kind": "资金",
        "content": "到期专项债券本息于付息日前足额缴付",
        "amount": 3200,
        "agreed_on": date(2026, 9, 30),
        "approved_on": date(2026, 1, 16),
        "figures_title": "2026 年地方政府债务限额和余额情况（演示）",
        "figures_url": "https://czj.example.gov.cn/debt/2026.html",
        "figures_by": "模拟市财政局（演示）",
        "figures_on": date(2026, 2, 5),
    },
    "statistics": {
        "matter": "统计严重失信企业",
        "counterparty": ENTERPRISE["counterparty"],
        "counterparty_code": ENTERPRISE["counterparty_code"],
        "carrier": "政策文件",
        "document_title": "模拟统计监管文书（演示）",
        "document_number": "苏统监〔2026〕11号",
        "signed_on": date(2026, 3, 2),
        "promise_kind": "其他",
        "content": "依法公示并加强日常监管",
        "address": "模拟市开发区一号厂房",
        "violation": "提供不真实的统计资料",
        "listing_document": "苏统认〔2026〕4号",
        "decided_on": date(2026, 3, 2),
        "is_again": "否",
    },
    "townships": {
        "matter": "惠民政策落实",
        "carrier": "公开承诺",
        "document_title": "模拟镇年度公开承诺书（演示）",
        "document_number": "苏镇诺〔2026〕11号",
        "signed_on": date(2026, 3, 2),
        "promise_kind": "资金",
        "content": "按标准发放耕地地力保护补贴",
        "amount": 36,
        "agreed_on": date(2026, 6, 30),
        "subsidy": "耕地地力保护补贴",
        "subsidy_standard": "每亩 120 元",
        "approved_on": date(2026, 3, 2),
        "recipients": 1200,
        "granted": 36,
        "granted_on": date(2026, 3, 16),
    },
}
BODIES = {
    "statistics": {"name": "模拟市统计局（演示）", "level": "city"},
    "townships": {"name": "模拟镇人民政府（演示）", "level": "township"},
}


def row(domain, body, **changes):
    given = {"name": body.name, "credit_code": body.credit_code, **GIVEN[domain], **changes}
    return [given.get(column.key, "") for column in LAYOUTS[domain].columns]


def head(domain):
    return [template_name(column) for column in LAYOUTS[domain].columns]


def brought(domain, *rows, by):
    return imported(workbook(*rows, head=head(domain), sheet=LAYOUTS[domain].title), by=by, kind=domain)


def told(batch, level="error"):
    return dict(batch.row_errors.filter(level=level).values_list("column_key", "message"))


@pytest.mark.parametrize("domain", GIVEN)
def test_a_workbook_becomes_drafts_with_the_columns_of_its_domain(domain, clerk):
    body = factories.department("320100", **BODIES.get(domain, {}))
    batch = brought(domain, row(domain, body), by=clerk)
    assert (batch.status, batch.accepted, batch.rejected) == ("done", 1, 0), services.report(batch)
    case = Commitment.objects.get(batch_id=batch.pk)
    assert (case.status, case.domain, case.department) == ("draft", domain, body)
    assert case.entered_by_id == clerk.user_id
    part = domains[domain].part_of(case)
    told_of = next(
        key for key in ("project_name", "violation", "subsidy", "figures_url") if key in GIVEN[domain]
    )
    assert getattr(part, told_of) == GIVEN[domain][told_of]
    assert Transition.objects.filter(object_id=case.pk, act="enter").count() == 1


def test_sums_are_kept_in_yuan_and_yes_is_true(body, clerk):
    case = Commitment.objects.get(batch_id=brought("procurement", row("procurement", body), by=clerk).pk)
    assert case.amount == 125_000
    assert domains["procurement"].part_of(case).is_sme is True


@pytest.mark.parametrize(
    ("domain", "changes", "key", "words"),
    [
        ("procurement", {"payment_days": 61}, "payment_days", "最长 60 日"),
        ("procurement", {"payment_days": 30.5}, "payment_days", "整数"),
        ("procurement", {"sme_proof": ""}, "sme_proof", "声明或者证明"),
        ("procurement", {"accepted_on": date(2026, 5, 3)}, "accepted_on", "要么都填，要么都不填"),
        ("procurement", {"is_sme": "也许"}, "is_sme", "可选范围"),
        ("procurement", {"agreed_rate": "很高"}, "agreed_rate", "不是数字"),
        (
            "procurement",
            {"awarded_on": date(2026, 1, 1), "decided_on": date(2026, 2, 1)},
            "awarded_on",
            "早于",
        ),
        ("procurement", {"delivered_on": date(2027, 5, 1)}, "delivered_on", "晚于核对基准日"),
        ("bidding", {"bid_until": date(2026, 1, 4)}, "bid_until", "早于前一步"),
        ("bidding", {"agency_scored_on": ""}, "agency_score", "都填"),
        ("bidding", {"agency": ""}, "agency", "请填写这一项"),
        ("bidding", {"agency_score": 100.5}, "agency_score", "0 和 100"),
        ("bidding", {"bidders": 7.5}, "bidders", "整数"),
        ("bidding", {"report_on": date(2026, 1, 2)}, "report_agency", "都填"),
        ("bidding", {"awarded_on": date(2027, 2, 3)}, "awarded_on", "晚于核对基准日"),
        ("ppp", {"stage": "建设"}, "stage", "不是这种项目机制的阶段"),
        ("ppp", {"mechanism": "新机制特许经营", "stage": "建设"}, "payment_mode", "使用者付费"),
        (
            "ppp",
            {"mechanism": "新机制特许经营", "stage": "建设", "payment_mode": "使用者付费"},
            "budget_year",
            "不新增地方财政未来支出责任",
        ),
        ("ppp", {"budget_year": 2026.5}, "budget_year", "整数"),
        ("ppp", {"budget_share": 100.5}, "budget_share", "0 和 100"),
        ("ppp", {"budget_document": ""}, "budget_year", "都填"),
        ("ppp", {"default_amount": 5}, "default_party", "请填写这一项"),
        ("ppp", {"post": ""}, "post", "必填"),
        ("ppp", {"duty_until": date(2024, 3, 3)}, "duty_until", "早于前一步"),
        ("ppp", {"duty_since": date(2027, 3, 3)}, "duty_since", "晚于核对基准日"),
        ("debt", {"year": 26}, "year", "2000 到 2100"),
        ("debt", {"figures_url": "czj.example.gov.cn"}, "figures_url", "网址"),
        ("debt", {"figures_on": date(2026, 1, 15)}, "figures_on", "早于前一步"),
        ("debt", {"risk_level": "红"}, "risk_level", "都填"),
        ("debt", {"risk_level": "深红"}, "risk_level", "可选范围"),
        ("debt", {"rating_agency": "模拟评级公司（演示）"}, "rating_agency", "都填"),
        (
            "debt",
            {"task": "压降支出", "task_document": "模拟任务书", "tasked_on": date(2026, 3, 2)},
            "notice_document",
            "请填写这一项",
        ),
        ("debt", {"left_on": date(2026, 3, 2)}, "term_until", "请填写这一项"),
        ("debt", {"approved_on": date(2027, 1, 5), "figures_on": date(2027, 1, 6)}, "approved_on", "晚于"),
        ("investment", {"agreed_on": date(2025, 12, 31)}, "agreed_on", "早于签署日期"),
        ("investment", {"legality_document": ""}, "legality", "审查"),
        ("investment", {"authority": "经上级批准"}, "authority_document", "批准文件"),
        ("investment", {"credit_code": "11320000071298510Y"}, "credit_code", "名录中没有"),
        ("investment", {"signed_on": date(2027, 1, 5)}, "signed_on", "晚于核对基准日"),
        ("statistics", {"violation": ""}, "violation", "这类事项都要填"),
        ("statistics", {"conduct": "失察"}, "conduct", "不填这一项"),
        ("statistics", {"counterparty_code": ""}, "counterparty_code", "91 开头"),
        ("statistics", {"counterparty": ""}, "counterparty", "企业名称"),
        ("statistics", {"removed_on": date(2026, 3, 9)}, "removed_on", "都填"),
        ("statistics", {"listed_on": date(2026, 3, 1)}, "listed_on", "早于前一步"),
        ("statistics", {"body": "office"}, "credit_code", "统计机构"),
        ("townships", {"subsidy": ""}, "subsidy", "这类事项都要填"),
        ("townships", {"board": "公开栏"}, "board", "不填这一项"),
        ("townships", {"recipients": 3.5}, "recipients", "整数"),
        ("townships", {"granted_on": ""}, "recipients", "都填"),
        ("townships", {"granted_on": date(2026, 3, 1)}, "granted_on", "早于前一步"),
        ("townships", {"body": "office"}, "credit_code", "乡镇政府"),
    ],
)
def test_a_row_that_law_or_table_refuses_is_told_and_not_written(domain, changes, key, words, clerk):
    own = {} if "body" in changes else BODIES.get(domain, {})
    body = factories.department("320100", **own)
    given = {name: value for name, value in changes.items() if name != "body"}
    batch = brought(domain, row(domain, body, **given), by=clerk)
    assert (batch.status, batch.rejected) == ("done", 1), batch.message
    assert words in told(batch)[key]
    assert not Commitment.objects.exists()


def test_the_same_promise_is_not_written_twice(body, clerk):
    rows = [row("investment", body), row("investment", body)]
    assert brought("investment", *rows, by=clerk).duplicates == 1
    again = brought("investment", rows[0], by=clerk)
    assert (again.accepted, again.duplicates) == (0, 1)
    assert "已有承诺 CN-" in told(again, "duplicate")[""]


def test_a_body_out_of_scope_is_refused(clerk):
    far = factories.posting(Role.CLERK, "320500")
    batch = brought("investment", row("investment", factories.department("320100")), by=far)
    assert "岗位范围" in told(batch)["credit_code"]


def test_a_row_with_a_secrecy_mark_leaves_nothing_but_its_number(body, clerk):
    batch = brought("investment", row("investment", body, content="★机密 项目补助"), by=clerk)
    assert (batch.rows_purged, batch.accepted) == (1, 0)
    assert not Commitment.objects.exists()


def test_a_row_on_hidden_debt_leaves_nothing_but_its_number(body, clerk):
    clean = row("debt", body)
    batch = brought("debt", row("debt", body, content="化解隐 性债务 3 亿元"), clean, by=clerk)
    assert (batch.rows_purged, batch.accepted, batch.rejected) == (1, 1, 1)
    assert "隐性债务" in told(batch)["content"]
    assert not Commitment.objects.filter(content__contains="性债务").exists()
    [kept] = batch.folder.glob("source.*")
    book = ZipFile(kept)
    cells = b"".join(map(book.read, book.namelist())).decode(errors="replace")
    assert "还本付息" in cells
    assert "亿元" not in cells


@pytest.mark.parametrize(("kind", "missing"), [("debt", 0), ("debt", 1), ("investment", 0)])
def test_a_column_of_hidden_debt_refuses_the_whole_file(kind, missing, body, clerk):
    """Be the header whole, or one that a person would else match by hand."""
    names, cells = [*head(kind)[missing:], "隐性债务余额（万元）"], [*row(kind, body)[missing:], 5]
    sheet = {"head": names, "sheet": LAYOUTS[kind].title}
    batch = imported(workbook(cells, **sheet), by=clerk, kind=kind)
    assert batch.status == "failed"
    assert not Commitment.objects.exists()
    assert "文件已删除" in batch.message
    assert not list(batch.folder.glob("source.*"))


def test_personal_data_in_prose_is_told(body, clerk):
    batch = brought("investment", row("investment", body, content="补助张三 13912345678"), by=clerk)
    assert "个人信息" in told(batch, "warning")["content"]


def test_money_columns_of_one_sheet_have_one_unit(body, clerk):
    names = head("procurement")
    names[names.index("预算金额（万元）")] = "预算金额（元）"
    batch = imported(
        workbook(row("procurement", body, budget=15), head=names, sheet="政府采购承诺"),
        by=clerk,
        kind="procurement",
    )
    assert batch.status == "failed"
    assert "单位不一致" in batch.message


def test_only_clerks_bring_commitments(body):
    with pytest.raises(NotAllowed, match="录入员"):
        brought("investment", row("investment", body), by=factories.posting(Role.FINDING_BODY))


def test_a_whole_import_is_undone_while_its_rows_are_drafts(body, clerk):
    batch = brought("investment", row("investment", body), by=clerk)
    services.undo(batch, by=clerk, reason="报错了季度")
    assert Commitment.objects.get(batch_id=batch.pk).status == "void"
    assert brought("investment", row("investment", body), by=clerk).accepted == 1


def test_the_page_of_a_batch_leads_to_its_drafts(body, clerk):
    batch = brought("investment", row("investment", body), by=clerk)
    client = client_of(clerk)
    page = client.get(f"/imports/{batch.pk}/").content.decode()
    assert f"/commitments/?batch={batch.pk}" in page
    assert "CN-320000" in text(client.get(f"/commitments/?batch={batch.pk}"))
    assert client.get(f"/imports/{batch.pk}/undo/").status_code == 200


@pytest.mark.parametrize("layout", COMMITMENTS, ids=lambda layout: layout.kind)
def test_every_column_of_a_domain_stands_in_form_page_and_template(layout):
    """Each field of rules.md §6 that the domain keeps: column of the model, of the form, of the import, with its words."""
    domain = domains[layout.domain]
    assert layout.kind in ImportKind.values
    own = {f.name for f in domain.part._meta.concrete_fields} - {"id", "commitment"}
    assert set(domain.columns) == own
    keys = {column.key for column in layout.columns}
    assert keys == {"name", "credit_code"} | set(COMMON) | own
    assert set(COMMITMENT_EXPLANATIONS[layout.kind]) >= keys
    for column in layout.columns:
        if column.key in own:
            field = domain.part._meta.get_field(column.key)
            assert column.header == str(field.verbose_name)
            assert column.form == form_of(field)
            if column.form == Form.CHOICE and field.choices:
                assert set(column.choices.values()) == {value for value, _ in field.flatchoices}
    assert {key for key, _, _ in LAWFUL[layout.domain]} <= keys


def form_of(field):
    if field.name.endswith("_code"):
        return Form.CODE
    if field.choices or isinstance(field, models.BooleanField):
        return Form.CHOICE
    if isinstance(field, models.DateField):
        return Form.DATE
    if isinstance(field, models.DecimalField) and field.max_digits == 18:
        return Form.MONEY
    return Form.NUMBER if isinstance(field, models.DecimalField | models.IntegerField) else Form.TEXT
