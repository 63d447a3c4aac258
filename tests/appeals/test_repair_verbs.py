"""Each act on a request for repair: by whom, from which state, and its row of the trail; each way in which its parents end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals.repairs.acts import ACTS as CASES
from appeals.repairs.models import Repair
from appeals.repairs.services import deciding, examining, undoing
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Deadline, RuleValue
from common.roles import Role
from common.workflow import move_many
from postings.services import clock_posting
from records import services
from records.models import Publication
from tests import factories
from tests.appeals import makers
from tests.appeals.makers import repair, today
from tests.discipline import tolerating
from tests.office import acts_of

pytestmark = pytest.mark.django_db
AGAIN = today() + timedelta(days=9)
GROUND = "义务没有履行完毕或者没有证明"
DOCUMENT = {"number": "模修〔2026〕1号", "dated_on": today(), "says": "grant"}
ITEM = {"duty": "缴清滞纳金", "document": "缴款书", "performed_on": today()}
ACTS = {
    "accept": ("pending", examining.accept, {}, {Role.OFFICER}),
    "supplement": ("pending", examining.ask_to_supplement, {"reason": "缺凭证"}, {Role.OFFICER}),
    "reject": ("pending", examining.reject, {"ground": GROUND, "reason": "尚欠尾款"}, {Role.OFFICER}),
    "resubmit": ("supplement", examining.resubmit, {"reason": "已补"}, {Role.REPRESENTATIVE}),
    "add_item": ("supplement", examining.add_item, ITEM, {Role.REPRESENTATIVE}),
    "withdraw": ("examining", examining.take_back, {"reason": "不申请了"}, {Role.REPRESENTATIVE}),
    "examine": ("examining", examining.examine, {"reason": "凭证齐全"}, {Role.OFFICER}),
    "extend": ("examining", examining.extend_examination, {"reason": "复杂"}, {Role.DIRECTOR}),
    "return": ("deciding", examining.send_back, {"reason": "请核对"}, {Role.FINDING_BODY}),
    "grant": ("deciding", deciding.grant, {"reason": "已履行"}, {Role.FINDING_BODY}),
    "refuse": ("deciding", deciding.refuse, {"reason": "没有履行", "again_from": AGAIN}, {Role.FINDING_BODY}),
    "doubt": ("granted", undoing.doubt, {"reason": "凭证系伪造"}, {Role.OFFICER}),
    "state": ("hearing", undoing.state_view, {"statement": "凭证由财务误传"}, {Role.REPRESENTATIVE}),
    "keep": ("hearing", undoing.keep, {"reason": "查无实据"}, {Role.FINDING_BODY}),
}
ROLES = [Role.CLERK, Role.OFFICER, Role.DIRECTOR, Role.REPRESENTATIVE, Role.FINDING_BODY, Role.AUDITOR]


def seat(case, role):
    units = {Role.REPRESENTATIVE: case.department, Role.FINDING_BODY: case.fact.finding_unit}
    return factories.posting(role, None if role in units else factories.PROVINCE, unit=units.get(role))


@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_act_is_done_by_its_role_alone_and_leaves_a_row_of_the_trail(act):
    state, do, given, roles = ACTS[act]
    case = repair(state)
    for role in ROLES:
        if role not in roles:
            fresh = Repair.objects.get(pk=case.pk)
            with pytest.raises(NotAllowed):
                do(fresh, by=seat(case, role), **given)
    assert act not in acts_of(case)
    for role in roles:
        do(Repair.objects.get(pk=case.pk), by=seat(case, role), **given)
    assert acts_of(case).count(act) == 1


@pytest.mark.parametrize("act", sorted(ACTS))
def test_no_act_is_done_in_a_state_that_is_not_its_own(act):
    _, do, given, roles = ACTS[act]
    case = repair("withdrawn" if act != "withdraw" else "granted")
    before = acts_of(case)
    for role in roles:
        with pytest.raises((WrongState, NotAllowed)):
            do(Repair.objects.get(pk=case.pk), by=seat(case, role), **given)
    assert acts_of(case) == before


@pytest.mark.parametrize("act", [name for name in sorted(ACTS) if "reason" in ACTS[name][2]])
def test_what_needs_a_reason_is_not_done_without_one(act):
    state, do, given, roles = ACTS[act]
    case = repair(state)
    for role in roles:
        with pytest.raises(Incomplete):
            do(Repair.objects.get(pk=case.pk), by=seat(case, role), **{**given, "reason": " "})
    assert act not in acts_of(case)


def withdrawn(act):
    services.withdraw_fact(
        act.fact.of_kind, by=factories.posting(Role.DIRECTOR), reason="处罚被撤销", source=factories.source()
    )


def tolerated(act):
    tolerating.excluded(act.fact.of_kind)


def expired(act):
    services.expire_publications(by=clock_posting(), today=act.closes_on)


def ended(act):
    by = factories.posting(Role.DIRECTOR)
    services.end_publication(act, by=by, ground="repaired", reason="依文书")


@pytest.mark.parametrize("end", [withdrawn, tolerated, expired, ended], ids=lambda end: end.__name__)
@pytest.mark.parametrize("state", ["pending", "supplement", "examining", "deciding"])
def test_a_request_whose_record_or_publication_ended_otherwise_is_closed_as_needless(end, state):
    act = makers.repairable()
    case = repair(state, publication=act)
    end(Publication.objects.get(pk=act.pk))
    case.refresh_from_db()
    assert case.status == "needless"
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    assert acts_of(case)[-1] == "lapse"


def test_many_publications_that_expire_together_close_each_its_own_request():
    acts = [makers.repairable(), makers.repairable()]
    cases = [repair("pending", publication=act) for act in acts]
    services.expire_publications(by=clock_posting(), today=max(act.closes_on for act in acts))
    for case, act in zip(cases, acts, strict=True):
        case.refresh_from_db()
        assert (case.status, case.publication) == ("needless", act)


def test_a_request_goes_on_with_the_successor_of_a_corrected_publication():
    act = makers.repairable()
    case = repair("deciding", publication=act)
    clerk, director = factories.posting(Role.CLERK), factories.posting(Role.DIRECTOR)
    correction = services.propose_correction(
        act.fact.of_kind,
        by=clerk,
        kind="clerical",
        changes={"facts": "拖欠合同价款二百零一日"},
        grounds="笔误",
    )
    texts = {"title": "拖欠合同价款", "facts": "拖欠合同价款二百零一日", "document_title": "行政处罚决定书"}
    services.prepare_face(correction, by=factories.posting(Role.OFFICER), **texts)
    correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.review_correction(correction, by=factories.posting(Role.REVIEWER), reason="一致")
    services.apply_correction(correction, by=director, reason="按文书")
    case.refresh_from_db()
    assert case.status == "deciding"
    deciding.grant(case, by=makers.decider(case), reason="已履行")
    successor = Publication.objects.get(predecessor=act)
    assert (successor.end_ground, case.publication) == ("repaired", successor)


def test_a_hold_does_not_keep_a_repair_from_ending_the_publication():
    act = makers.repairable()
    case = repair("deciding", publication=act)
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="核查")
    deciding.grant(case, by=makers.decider(case), reason="已履行")
    act.refresh_from_db()
    assert (act.end_ground, act.is_held) == ("repaired", False)


def test_while_what_was_asked_for_may_still_come_nobody_refuses_to_take_it_up():
    case, officer = repair("supplement"), factories.posting(Role.OFFICER)
    clock = Deadline.objects.of(case).open().get()
    refused = {"by": officer, "ground": "逾期没有补正", "reason": "没有补正"}
    over = {"starts_on": today() - timedelta(days=15), "due_on": today() - timedelta(days=1)}
    RuleValue.objects.filter(pk=clock.rule_id).update(confirmed_by=None, confirmed_at=None)
    Deadline.objects.filter(pk=clock.pk).update(**over)
    with pytest.raises(WrongState, match="待核实"):
        examining.reject(case, **refused)
    director = factories.posting(Role.DIRECTOR)
    RuleValue.objects.filter(pk=clock.rule_id).update(
        confirmed_by=director.user_id, confirmed_at=timezone.now()
    )
    Deadline.objects.filter(pk=clock.pk).update(due_on=today())
    with pytest.raises(WrongState, match="还没有超过"):
        examining.reject(case, **refused)
    assert "还没有超过" in CASES["reject"].bar(case, officer)
    assert acts_of(case)[-1] == "supplement"
    Deadline.objects.filter(pk=clock.pk).update(**over)
    assert CASES["reject"].bar(case, officer) == ""
    examining.reject(case, **refused)
    assert (case.status, acts_of(case)[-1]) == ("rejected", "reject")


def test_lapsing_is_nobodys_act_by_role():
    case = repair("pending")
    for role in ROLES:
        with pytest.raises(NotAllowed):
            move_many(Repair.objects.filter(pk=case.pk), "lapse", by=seat(case, role), reason="x")
