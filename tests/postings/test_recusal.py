"""Nobody acts on a record about themselves（回避）: by any verb, in bulk, through a deputy, another posting or SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.cases.page_token import token_of
from common.errors import NotAllowed, WrongState
from common.roles import Role
from common.services import attach, say
from common.workflow import move_many
from discipline.tolerance.services import deciding
from dossiers.models import FileRequest
from dossiers.services import own_files
from postings.services.own_access import own_actors
from records import services
from records.models import DishonestyRecord
from tests import factories
from tests.common.conftest import sent
from tests.discipline import tolerating
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db
WHY = "当事人是您本人"
REASON = "事实清楚"


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def official(keeper):
    return factories.official(keeper)


@pytest.fixture
def subject(official):
    """The account that is known to be the official's."""
    return factories.own_actor(official).access.user


@pytest.fixture
def held(subject, keeper):
    return lambda role: factories.posting(role, unit=keeper, user=subject)


def about(official, status="pending_review", **fields):
    return factories.record(status, official=official, disclosure="internal", **fields)


ACTS = [
    (Role.CLERK, "draft", lambda r, by: r.submit(by=by)),
    (Role.CLERK, "draft", lambda r, by: services.revise_record(r, by=by, **fields_of(r))),
    (Role.REVIEWER, "pending_review", lambda r, by: r.pass_review(by=by)),
    (Role.REVIEWER, "pending_review", lambda r, by: r.send_back(by=by, reason=REASON)),
    (
        Role.REVIEWER,
        "pending_notice",
        lambda r, by: r.serve_notice(by=by, served_on=r.decided_on, how="直接送达"),
    ),
    (Role.REVIEWER, "statement", lambda r, by: r.confirm(by=by, reason=REASON)),
    (
        Role.DIRECTOR,
        "confirmed",
        lambda r, by: services.withdraw_fact(r, by=by, reason=REASON, source=factories.source()),
    ),
    (
        Role.DIRECTOR,
        "confirmed",
        lambda r, by: deciding.exclude(tolerating.tolerance("tolerated", record=r), by=by, reason=REASON),
    ),
    (
        Role.CLERK,
        "confirmed",
        lambda r, by: services.propose_correction(
            r, by=by, kind="clerical", changes={"remark": "补记"}, grounds=REASON
        ),
    ),
    (Role.REVIEWER, "pending_review", lambda r, by: say(r, text="请核对", by=by)),
    (Role.CLERK, "draft", lambda r, by: attach(r, sent(), title="回执", by=by)),
]


def fields_of(record):
    names = ("source_kind", "cause", "domain", "facts", "finding_body", "document_title", "document_number")
    more = ("ordinal", "decided_on", "effective_on", "declared_severity", "disclosure", "impact", "loss")
    return {"official": record.official, **{name: getattr(record, name) for name in names + more}}


@pytest.mark.parametrize(("role", "status", "do"), ACTS)
def test_the_subject_does_no_act_on_a_record_about_themselves(role, status, do, official, held):
    made = about(official, status)
    before = acts_of(made)
    with pytest.raises(NotAllowed, match=WHY):
        do(made, held(role))
    made.refresh_from_db()
    assert made.status == status
    assert acts_of(made) == before


def test_the_same_posting_acts_on_a_colleagues_record(official, held, keeper):
    colleagues = about(factories.official(keeper))
    assert colleagues.pass_review(by=held(Role.REVIEWER)).status == "pending_notice"


def test_the_subject_enters_no_record_about_themselves_and_turns_no_draft_into_one(official, held, keeper):
    clerk = held(Role.CLERK)
    with pytest.raises(NotAllowed, match=WHY):
        factories.record(official=official, clerk=clerk)
    with pytest.raises(NotAllowed, match=WHY):
        services.enter_record(by=clerk, **fields_of(about(official, "draft")))
    other = factories.record(official=factories.official(keeper), clerk=clerk, disclosure="internal")
    with pytest.raises(NotAllowed, match=WHY):
        services.revise_record(other, by=clerk, **{**fields_of(other), "official": official})


def test_an_invitation_left_unanswered_bars_too_a_declined_one_does_not(official, keeper):
    made, reviewer = about(official), factories.posting(Role.REVIEWER, unit=keeper)
    clerk = factories.posting(Role.CLERK, None, unit=keeper)
    access = own_files.invite(official, by=clerk, username=reviewer.user.username)
    with pytest.raises(NotAllowed, match=WHY):
        made.pass_review(by=reviewer)
    access.move("decline", by=own_actors(reviewer.user)[0])
    assert made.pass_review(by=reviewer).status == "pending_notice"


def test_an_ended_view_of_the_own_file_bars_on(official, held, subject, keeper):
    clerk = factories.posting(Role.CLERK, None, unit=keeper)
    official.own_accesses.get().move("end", by=clerk, reason="换账号")
    with pytest.raises(NotAllowed, match=WHY):
        about(official).pass_review(by=held(Role.REVIEWER))


def test_neither_the_subjects_deputy_nor_the_subject_as_a_deputy_acts(official, held, subject, keeper):
    made, today = about(official), timezone.localdate()
    own, others = held(Role.REVIEWER), factories.posting(Role.REVIEWER, unit=keeper)
    days = {"since": today, "until": today + timedelta(days=7)}
    stands_in = factories.deputy(own, by=own, person=factories.person(), **days).acting_posting()
    with pytest.raises(NotAllowed, match="您所代理岗位的本人"):
        made.pass_review(by=stands_in)
    with pytest.raises(NotAllowed, match=WHY):
        made.pass_review(by=factories.deputy(others, by=others, person=subject, **days).acting_posting())
    assert made.pass_review(by=others).status == "pending_notice"


def test_the_page_offers_the_subject_nothing_and_says_why(official, held):
    made, reviewer = about(official), held(Role.REVIEWER)
    client = client_of(reviewer)
    address = f"/records/{made.record_no}/"
    shown = client.get(address).content.decode()
    assert WHY in shown
    assert f"{address}pass_review/" not in shown
    assert f"{address}return/" not in shown
    refused = client.get(f"{address}return/")
    assert refused.status_code == 403
    assert WHY in text(refused)
    assert (
        client.post(f"{address}pass_review/", {"page_token": token_of(made), "reason": ""}).status_code == 403
    )


def test_in_bulk_the_own_record_is_skipped_with_the_reason(official, held, keeper):
    mine, others = about(official), about(factories.official(keeper))
    client = client_of(held(Role.REVIEWER))
    ticks = [f"{r.record_no}:{r.content_version}" for r in (mine, others)]
    given = {"record": ticks, "filters": "", "reason": REASON}
    shown = text(client.post("/records/bulk/pass_review/", given))
    assert "将办理 1 条" in shown
    assert WHY in shown
    marks = [f"{r.record_no}:{token_of(r)}" for r in (mine, others)]
    done = text(client.post("/records/bulk/pass_review/", {**given, "record": marks, "confirmed": "1"}))
    assert "办成 1 条，跳过 1 条" in done
    assert WHY in done
    assert [acts_of(r)[-1] for r in (mine, others)] == ["submit", "pass_review"]


def test_the_set_form_of_an_act_leaves_the_own_record_as_it_is(official, held, keeper):
    clerk = held(Role.CLERK)
    mine = about(official, "draft")
    others = factories.record(official=factories.official(keeper), clerk=clerk)
    both = DishonestyRecord.objects.filter(pk__in=[mine.pk, others.pk])
    assert move_many(both, "void", by=clerk, reason="录入错误") == 1
    mine.refresh_from_db()
    assert mine.status == "draft"


def test_the_subject_acts_on_no_correction_of_the_own_record(official, held):
    made = about(official, "confirmed")
    clerk = factories.posting(Role.CLERK, unit=official.managed_by)
    case = services.propose_correction(
        made, by=clerk, kind="clerical", changes={"remark": "补记"}, grounds=REASON
    )
    reviewer = held(Role.REVIEWER)
    with pytest.raises(NotAllowed, match=WHY):
        services.review_correction(case, by=reviewer, reason=REASON)
    with pytest.raises(NotAllowed, match=WHY):
        case.send_back(by=reviewer, reason=REASON)
    page = client_of(reviewer).get(f"/corrections/{case.pk}/").content.decode()
    assert WHY in page
    assert "/review/" not in page


def test_a_correction_proposed_by_whom_later_turns_out_to_be_the_subject_is_not_applied(official, keeper):
    made, clerk = about(official, "confirmed"), factories.posting(Role.CLERK, unit=keeper)
    case = services.propose_correction(
        made, by=clerk, kind="clerical", changes={"remark": "补记"}, grounds=REASON
    )
    factories.own_actor(official, clerk.user)
    reviewer = factories.posting(Role.REVIEWER, unit=keeper)
    with pytest.raises(WrongState, match="回避"):
        services.review_correction(case, by=reviewer, reason=REASON)
    assert case.send_back(by=reviewer, reason="请另一人提出").status == "returned"


def test_the_subject_answers_no_request_about_the_own_file_nor_ends_its_view(official, held, keeper):
    asked = factories.file_request(factories.own_actor(factories.official(keeper)))
    FileRequest.objects.filter(pk=asked.pk).update(official=official)
    asked.refresh_from_db()
    with pytest.raises(NotAllowed, match=WHY):
        own_files.refuse_request(asked, by=held(Role.CLERK), reason=REASON)
    with pytest.raises(NotAllowed, match=WHY):
        official.own_accesses.get().move("end", by=held(Role.FINDING_BODY), reason=REASON)


@pytest.mark.parametrize("column", ["entered_by_id", "last_changed_by_id", "reviewed_by_id"])
def test_the_database_takes_no_name_of_the_subject_on_the_own_record(column, official, subject):
    made = about(official)
    with pytest.raises(IntegrityError, match="回避"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE records_dishonestyrecord SET {column} = %s, content_version = content_version + 1"
            " WHERE id = %s",
            [subject.pk, made.pk],
        )


@pytest.mark.parametrize(
    "column", ["proposed_by_id", "prepared_by_id", "reviewed_by_id", "sheet_signed_by_id"]
)
def test_the_database_takes_no_name_of_the_subject_on_a_correction(column, official, subject):
    made = about(official, "confirmed")
    clerk = factories.posting(Role.CLERK, unit=official.managed_by)
    case = services.propose_correction(
        made, by=clerk, kind="clerical", changes={"remark": "补记"}, grounds=REASON
    )
    with pytest.raises(IntegrityError, match="回避"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_correction SET {column} = %s WHERE id = %s", [subject.pk, case.pk])


def test_the_database_takes_no_answer_of_the_subject(official, keeper, subject):
    asked = factories.file_request(factories.own_actor(factories.official(keeper)))
    with pytest.raises(IntegrityError, match="回避"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_filerequest SET official_id = %s, decided_by_id = %s WHERE id = %s",
            [official.pk, subject.pk, asked.pk],
        )
