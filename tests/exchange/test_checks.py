"""What only the roster, the dates, the scope and the records on file can tell of a row."""

import io
import zipfile
from datetime import date

import pytest

from common.models import Transition
from common.roles import Role
from organisations.models import DepartmentCode, DepartmentName
from policy.grading import severity
from policy.vocabulary import Impact
from records.facts.regrading import grading_rules
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import AS_OF, HEAD, faults, imported, line, table, told, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def body():
    return factories.department("320102")


def test_a_good_row_becomes_a_draft_with_everything_in_it(body):
    finder = factories.department("320100")
    batch = imported(workbook(line(body, **{"认定机关统一社会信用代码": finder.credit_code.lower()})))
    made = DishonestyRecord.objects.get()
    assert (made.status, made.department, made.subject_region) == ("draft", body, body.region)
    assert (made.source_kind, made.cause, made.domain) == ("penalty", "breach", "procurement")
    assert (made.amount, made.loss, made.computed_severity) == (125000, None, "ordinary")
    assert (made.occurred_on, made.decided_on, made.effective_on) == (
        date(2026, 1, 5),
        date(2026, 3, 1),
        date(2026, 3, 10),
    )
    assert (made.finding_unit, made.finding_body_code) == (finder, finder.credit_code)
    assert (made.batch_id, made.batch_row, made.ordinal, made.content_version) == (batch.pk, 2, 1, 1)
    assert made.entered_by == made.last_changed_by == batch.posting.user
    assert made.record_no.startswith("SX-320000-2026-")


def test_each_draft_has_its_trail_row_and_its_history(body):
    imported(workbook(line(body), line(body, **{"认定文书号": "苏财罚〔2026〕2号"})))
    ids = set(DishonestyRecord.objects.values_list("id", flat=True))
    trail = Transition.objects.filter(object_id__in=ids)
    assert set(trail.values_list("object_id", "act", "to_status", "posting_role")) == {
        (pk, "enter", "draft", "clerk") for pk in ids
    }
    assert DishonestyRecord.pgh_event_model.objects.filter(pgh_obj_id__in=ids).count() == 2


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"认定日期": "2026-11-24", "生效日期": "2026-11-25"}, "认定日期"),
        ({"生效日期": "2026-02-28"}, "生效日期"),
        ({"发生日期": "2026-03-02"}, "发生日期"),
        ({"统一社会信用代码": "11320106990000367R"}, "统一社会信用代码"),
        ({"认定机关统一社会信用代码": "113209212336578122"}, "认定机关统一社会信用代码"),
        ({"涉及金额（万元）": -1}, "涉及金额（万元）"),
    ],
)
def test_a_row_with_an_error_is_rejected_and_says_in_which_column(body, changes, column):
    found = told(workbook(line(body, **changes)))
    assert faults(found) == [(2, column)]
    assert not DishonestyRecord.objects.exists()


def test_every_error_of_every_row_is_told(body):
    first = line(body, **{"失信行为描述": "", "生效日期": "2026-02-28", "重点领域": "水利"})
    second = line(**{"统一社会信用代码": "11320106990000367R", "认定日期": "2031-05-06"})
    assert faults(told(workbook(first, second))) == [
        (2, "重点领域"),
        (2, "失信行为描述"),
        (2, "生效日期"),
        (3, "统一社会信用代码"),
        (3, "认定日期"),
        (3, "生效日期"),
    ]


def test_the_day_of_the_import_is_the_day_that_was_asked_for(body):
    data = workbook(line(body))
    assert faults(told(data, as_of=date(2026, 2, 28))) == [(2, "认定日期")]
    assert told(data, as_of=date(2026, 3, 1))["accepted"] == 1


def test_a_document_that_is_not_yet_in_effect_comes_in_with_a_warning(body):
    found = told(workbook(line(body, **{"生效日期": "2027-03-01"})))
    assert (found["accepted"], found["warnings"][0]["column"]) == (1, "生效日期")


def test_a_penalty_on_a_person_filed_on_a_body_comes_in_as_internal_with_a_warning(body):
    found = told(workbook(line(body, **{"来源类型": "处分", "公开属性": "公开"})))
    assert [warning["column"] for warning in found["warnings"]] == ["来源类型"]
    made = DishonestyRecord.objects.get()
    assert (made.disclosure, made.publishable) == ("internal", False)


def test_accountability_of_a_department_is_taken_as_of_the_body(body):
    imported(workbook(line(body, **{"来源类型": "问责处理"})))
    assert DishonestyRecord.objects.get().accountability_object == "body"


def test_personal_data_is_a_warning_with_the_number_masked(body):
    found = told(workbook(line(body, **{"失信行为描述": "拖欠货款，联系人电话１３８５１４０００００"})))
    assert found["accepted"] == 1
    assert "手机" in found["warnings"][0]["message"]
    assert "13851400000" not in str(found)
    assert "１３８５１４０００００" not in str(found)


def test_a_name_unlike_the_rosters_is_a_warning_and_a_former_name_is_none(body):
    DepartmentName.objects.create(department=body, name="原模拟工商局（演示）", until=date(2024, 1, 1))
    strange, former = (
        line(body, **{"主体名称": "另一个局"}),
        line(body, **{"主体名称": "原模拟工商局（演示）"}),
    )
    former[10] = "苏财罚〔2026〕2号"
    found = told(workbook(strange, former))
    assert [(warning["row"], warning["column"]) for warning in found["warnings"]] == [(2, "主体名称")]


def test_a_personal_number_in_the_place_of_a_name_is_not_told(body):
    found = told(workbook(line(body, **{"主体名称": "320106 19800101 1233"})))
    assert [(warning["column"], warning["value"]) for warning in found["warnings"]] == [("主体名称", "")]


def test_a_huge_amount_asks_for_a_second_look_at_the_unit(body):
    found = told(workbook(line(body, **{"涉及金额（万元）": "215,690.00", "严重程度": "严重"})))
    assert [warning["column"] for warning in found["warnings"]] == ["涉及金额（万元）"]


AMOUNTS = ("", "0", "9.99", "10", "99.99", "100", "5000")


def test_the_computed_grade_is_the_rules_own_for_every_amount_and_impact(body):
    rows = [
        line(
            body,
            **{
                "认定文书号": f"苏〔2026〕{number}号",
                "涉及金额（万元）": amount,
                "社会影响程度": Impact(impact).label,
            },
        )
        for number, (amount, impact) in enumerate((a, i) for a in AMOUNTS for i in Impact.values)
    ]
    imported(workbook(*rows))
    rules = grading_rules(AS_OF)
    made = list(DishonestyRecord.objects.all())
    assert len(made) == len(rows)
    for record in made:
        assert record.computed_severity == severity(record.counted_loss, record.impact, False, rules).severity


def test_without_an_impact_the_grade_is_computed_only_where_it_does_not_matter(body):
    rows = [
        line(body, **{"认定文书号": f"苏〔2026〕{n}号", "涉及金额（万元）": amount, "社会影响程度": ""})
        for n, amount in enumerate(("5", "100"))
    ]
    imported(workbook(*rows))
    assert set(DishonestyRecord.objects.values_list("amount", "computed_severity")) == {
        (50_000, ""),
        (1_000_000, "serious"),
    }


def test_a_declared_grade_unlike_the_computed_one_is_a_warning_in_words(body):
    found = told(workbook(line(body, **{"严重程度": "轻微"})))
    assert [(w["column"], w["value"]) for w in found["warnings"]] == [("严重程度", "轻微")]
    assert "计算为“一般”" in found["warnings"][0]["message"]


def test_of_the_same_fact_twice_in_a_file_the_first_row_without_errors_comes_in(body):
    wrong = line(body, **{"失信行为描述": ""})
    other_brackets = line(body, **{"认定文书号": "苏财罚（２０２６） 1号"})
    found = told(workbook(wrong, other_brackets, line(body)))
    assert found["duplicate_rows"] == [{"row": 4, "of": 3}]
    assert faults(found) == [(2, "失信行为描述")]


@pytest.mark.parametrize("changes", [{"来源类型": "司法判决"}, {"认定文书号": "苏财罚〔2026〕11号"}])
def test_another_source_or_document_is_another_fact(body, changes):
    assert told(workbook(line(body), line(body, **changes)))["accepted"] == 2


def test_the_same_document_about_another_department_is_another_fact(body):
    assert told(workbook(line(body), line(factories.department("320104"))))["accepted"] == 2


@pytest.mark.parametrize(
    ("status", "accepted"),
    [("draft", 0), ("confirmed", 0), ("not_included", 0), ("void", 1)],
)
def test_only_live_records_bar_a_second_one(body, status, accepted):
    old = factories.record(status, department=body, document_number="苏财罚〔2026〕1号")
    found = told(workbook(line(body)))
    assert found["accepted"] == accepted
    assert found["duplicate_rows"] == ([] if accepted else [{"row": 2, "of": old.record_no}])


def test_an_old_code_counts_up_to_the_day_it_was_given_up(body):
    old = factories.credit_code("320102")
    DepartmentCode.objects.create(department=body, code=old, since=date(2015, 1, 1), until=date(2026, 3, 1))
    early = line(body, **{"统一社会信用代码": old})
    late = line(body, **{"统一社会信用代码": old, "认定日期": "2026-03-02", "认定文书号": "苏〔2026〕9号"})
    found = told(workbook(early, late))
    assert faults(found) == [(3, "统一社会信用代码")]
    assert body.credit_code in found["errors"][0]["message"]
    assert DishonestyRecord.objects.get().department == body


def test_old_and_present_code_of_one_department_are_the_same_fact(body):
    old = factories.credit_code("320102")
    DepartmentCode.objects.create(department=body, code=old, until=date(2026, 3, 1))
    found = told(workbook(line(body), line(body, **{"统一社会信用代码": old})))
    assert found["duplicate_rows"] == [{"row": 3, "of": 2}]


@pytest.mark.parametrize(
    ("place", "domain", "accepted"),
    [
        ("320100", "", 1),
        ("320102", "", 1),
        ("320104", "", 0),
        ("320200", "", 0),
        ("320200", "procurement", 1),
        ("320200", "ppp", 0),
    ],
)
def test_rows_outside_the_posters_scope_are_errors(body, place, domain, accepted):
    clerk = factories.posting(Role.CLERK, place, domain=domain)
    found = told(workbook(line(body)), by=clerk)
    assert found["accepted"] == accepted
    assert faults(found) == ([] if accepted else [(2, "统一社会信用代码")])


def test_what_the_check_lets_in_is_what_the_poster_may_see(body):
    clerk = factories.posting(Role.CLERK, "320100")
    others = [factories.department(place) for place in ("320100", "320104", "320200", "320581", "320000")]
    imported(workbook(line(body), *(line(other) for other in others)), by=clerk)
    made = DishonestyRecord.objects.all()
    assert {record.department.region.code for record in made} == {"320102", "320100", "320104"}
    assert set(DishonestyRecord.objects.visible_to(clerk)) == set(made)


def test_a_finding_body_reports_its_own_findings_only(body):
    finder = factories.posting(Role.FINDING_BODY, "320100")
    own = line(body, **{"认定机关统一社会信用代码": finder.unit.credit_code})
    found = told(workbook(own, line(body, **{"认定文书号": "苏〔2026〕2号"})), by=finder)
    assert found["accepted"] == 1
    assert faults(found) == [(3, "认定机关统一社会信用代码")]


def test_who_ran_the_import_counts_as_who_entered_it(body):
    clerk = factories.posting(Role.CLERK, "320100", unit=body)
    imported(workbook(line(body)), by=clerk)
    made = DishonestyRecord.objects.get()
    assert (made.entered_by, made.reporting_unit) == (clerk.user, body)


def test_a_return_in_gbk_with_its_columns_in_another_order_says_the_same(body):
    cells = dict(zip(HEAD, line(body), strict=True))
    head = sorted(HEAD)
    found = told(table([cells[name] for name in head], head=head, encoding="gbk"), "return.csv")
    assert found["accepted"] == 1
    assert DishonestyRecord.objects.get().amount == 125000


def test_unknown_columns_and_unread_sheets_are_warnings_at_the_header(body):
    found = told(workbook([*line(body), "025-1234"], head=[*HEAD, "联系方式"]))
    assert found["warnings"] == [
        {"row": 1, "column": "联系方式", "value": "", "message": "未识别的列，已忽略"}
    ]


def test_rejected_rows_get_no_warnings_they_do_not_come_in(body):
    found = told(workbook(line(body, **{"严重程度": "轻微", "失信行为描述": ""})))
    assert (found["rejected"], found["warnings"]) == (1, [])


def test_secret_rows_are_told_by_number_and_reason_and_the_others_go_on(body):
    secret = line(body, **{"公开属性": "秘密★1年", "备注": "不该留下的话"})
    batch = imported(workbook(line(body), secret))
    assert (batch.accepted, batch.rejected, batch.rows_purged) == (1, 1, 1)
    error = batch.row_errors.get(level="error")
    assert (error.row, error.column, error.value) == (3, "公开属性", "")
    for path in batch.folder.iterdir():
        assert "不该留下的话".encode() not in _unpacked(path.read_bytes())


def _unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
