"""A roster upload creates what is new and only proposes what is known; an absent row never means abolished."""

import pytest

from common.errors import Incomplete, NotAllowed, StaleState
from common.models import Transition
from common.roles import Role
from exchange.models.proposals import DepartmentProposal
from exchange.services.proposals import accept_proposal, decline_proposal
from organisations.models import Department, DepartmentCode, DepartmentName
from tests import factories
from tests.exchange.returns import ROSTER_HEAD, faults, table, told, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def entry(department=None, **changes):
    cells = {
        "name": department.name if department else "南京市模拟新设局（演示）",
        "code": department.credit_code if department else factories.credit_code("320100"),
        "kind": "机关",
        "level": "市级",
        "region": department.region.code if department else "320100",
    }
    return list((cells | changes).values())


def roster(*rows, **options):
    return told(workbook(*rows, head=ROSTER_HEAD), kind="departments", **options)


def counts(found):
    return found["accepted"], found["duplicates"], found["rejected"], found["proposed"]


def test_a_new_code_becomes_an_active_department_with_its_code_history():
    found = roster(entry(region="320102"))
    made = Department.objects.get()
    assert counts(found) == (1, 0, 0, 0)
    assert (made.name, made.kind, made.level, made.status) == (
        "南京市模拟新设局（演示）",
        "organ",
        "city",
        "active",
    )
    assert made.region.code == "320102"
    assert made.sort_key.startswith("nan2 jing1")
    assert made.codes.get().code == made.credit_code
    assert Department.pgh_event_model.objects.filter(pgh_obj_id=made.pk).count() == 1


def test_townships_are_named_by_nine_digits_and_numbers_are_read_as_codes():
    code = "320102002"
    roster(entry(region=float(code), level="乡级"))
    assert Department.objects.get().region.code == code


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"name": " "}, "机构名称"),
        ({"code": "113209212336578122"}, "统一社会信用代码"),
        ({"code": ""}, "统一社会信用代码"),
        ({"kind": "企业集团"}, "机构类别"),
        ({"level": "国家级"}, "级别"),
        ({"region": "990000"}, "行政区划代码"),
        ({"region": ""}, "行政区划代码"),
    ],
)
def test_a_row_with_an_error_is_rejected(changes, column):
    found = roster(entry(**changes))
    assert faults(found) == [(2, column)]
    assert not Department.objects.exists()


def test_a_change_of_a_known_department_is_proposed_and_not_made():
    known = factories.department("320100")
    found = roster(entry(known, name="改名后的局（演示）", region="320104"))
    assert counts(found) == (0, 0, 0, 1)
    proposal = DepartmentProposal.objects.get()
    assert (proposal.status, proposal.batch_row) == ("proposed", 2)
    assert proposal.changes == {"name": [known.name, "改名后的局（演示）"], "region": ["320100", "320104"]}
    known.refresh_from_db()
    assert known.name != "改名后的局（演示）"
    assert Transition.objects.get(object_id=proposal.pk).act == "enter"


def test_the_same_roster_twice_adds_nothing_whether_new_known_or_proposed():
    known, changed = factories.department("320100"), factories.department("320100")
    rows = [entry(), entry(known), entry(changed, name="改名后的局（演示）")]
    assert counts(roster(*rows)) == (1, 1, 0, 1)
    assert counts(roster(*rows)) == (0, 3, 0, 0)
    assert (Department.objects.count(), DepartmentProposal.objects.count()) == (3, 1)


def test_an_absent_row_means_nothing():
    known = factories.department("320100")
    roster(entry())
    known.refresh_from_db()
    assert known.status == "active"
    assert not DepartmentProposal.objects.exists()


def test_a_trial_run_makes_and_proposes_nothing_and_tells_the_same():
    known = factories.department("320100")
    rows = [entry(), entry(known, level="县级"), entry(region="1")]
    trial = roster(*rows, dry_run=True)
    assert (Department.objects.count(), DepartmentProposal.objects.count()) == (1, 0)
    assert roster(*rows) == trial


def test_the_same_row_twice_is_a_repetition_and_a_contradiction_an_error():
    same, other = entry(), entry()
    found = roster(same, same, other, [*other[:3], "县级", other[4]])
    assert counts(found) == (2, 1, 1, 0)
    assert found["duplicate_rows"] == [{"row": 3, "of": 2}]
    assert "第 4 行" in found["errors"][0]["message"]


def test_an_old_code_is_no_new_department():
    old = factories.credit_code("320100")
    DepartmentCode.objects.create(department=factories.department("320100"), code=old)
    assert faults(roster(entry(code=old))) == [(2, "统一社会信用代码")]


def test_a_clerk_registers_departments_of_the_own_region_only():
    clerk = factories.posting(Role.CLERK, "320100")
    elsewhere = factories.department("320200")
    found = roster(entry(), entry(region="320200"), entry(elsewhere, region="320100"), by=clerk)
    assert counts(found) == (1, 0, 2, 0)
    assert faults(found) == [(3, "行政区划代码"), (4, "统一社会信用代码")]


def test_csv_serves_as_well():
    found = told(table(entry(), head=ROSTER_HEAD, encoding="gbk"), "roster.csv", kind="departments")
    assert found["accepted"] == 1


@pytest.fixture
def proposal():
    known = factories.department("320100")
    roster(entry(known, name="改名后的局（演示）", level="县级", kind="事业单位", region="320104"))
    return DepartmentProposal.objects.get()


def test_a_confirmed_proposal_changes_the_department_and_keeps_the_former_name(proposal):
    before = proposal.department.name
    made = accept_proposal(proposal, by=factories.posting(Role.OFFICER), reason="机构改革")
    made.refresh_from_db()
    assert (made.name, made.level, made.kind, made.region.code) == (
        "改名后的局（演示）",
        "county",
        "institution",
        "320104",
    )
    assert made.sort_key.startswith("gai3")
    assert DepartmentName.objects.get(department=made).name == before
    assert Transition.objects.filter(object_id=made.pk, act="amend").exists()
    assert proposal.status == "accepted"


def test_a_proposal_about_what_has_changed_since_is_stale(proposal):
    Department.objects.filter(pk=proposal.department_id).update(name="又改了名（演示）")
    with pytest.raises(StaleState):
        accept_proposal(proposal, by=factories.posting(Role.OFFICER))
    proposal.refresh_from_db()
    assert proposal.status == "proposed"
    assert not DepartmentName.objects.exists()


def test_a_proposal_is_declined_with_a_reason_only(proposal):
    officer = factories.posting(Role.DIRECTOR)
    with pytest.raises(Incomplete):
        decline_proposal(proposal, by=officer, reason=" ")
    assert decline_proposal(proposal, by=officer, reason="名称有误").status == "declined"


@pytest.mark.parametrize(
    ("role", "place"), [(Role.CLERK, "320000"), (Role.AUDITOR, "320000"), (Role.OFFICER, "320200")]
)
def test_only_the_credit_office_of_the_region_confirms(proposal, role, place):
    with pytest.raises(NotAllowed):
        accept_proposal(proposal, by=factories.posting(role, place))
