"""更正：误列: an entry listed by error ends from the start, and whoever it blocked is told, each with a row of the trail."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from commitments.screening.models import Hit, WatchEntry, WatchVersion
from commitments.screening.services import annulling, keeping
from commitments.screening.services.holding import hold_as_they_stand
from commitments.screening.services.looking import state_of
from common.errors import NotAllowed, NotEligible
from common.models import Deadline, Notice, Transition
from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.commitments import screens
from tests.commitments.makers import TODAY, days_ago
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db
DOCUMENT = "模拟人民法院（2026）苏01执异9号（演示）"


def corrected(entry, *, clerk=None, reviewer=None):
    made = annulling.enter_error(
        entry, by=clerk or factories.posting(Role.CLERK), document=DOCUMENT, reason="列错主体"
    )
    return keeping.put_in_force(made, by=reviewer or factories.posting(Role.REVIEWER))


@pytest.mark.parametrize(
    ("state", "after", "act"),
    [
        ("waiting", "annulled", "annul"),
        ("blocking", "annulled", "annul"),
        ("releasing", "annulled", "annul"),
        ("released", "released", "annulled"),
        ("dismissed", "dismissed", None),
    ],
)
def test_what_an_entry_met_is_annulled_by_its_correction_as_worked_by_hand(state, after, act):
    made = screens.hit(state)
    corrected(made.entry)
    made.refresh_from_db()
    assert made.status == after
    last = acts_of(made)[-1]
    assert (last == act) if act else (last == "dismiss")
    told = Notice.objects.filter(object_id=made.pk, topic=annulling.ANNULLED)
    assert told.exists() is bool(act)
    if act:
        assert made.body.check_case.asked_through in set(told.values_list("recipient", flat=True))
    assert not Deadline.objects.open().filter(object_id=made.pk).exists()


def test_an_entry_listed_by_error_ends_from_the_start_and_blocks_nobody_any_more():
    code = screens.company_code()
    entry = screens.listed(credit_code=code, listed_on=days_ago(50))
    bidder = {"name": "模拟投标人", "credit_code": code}
    assert screens.answer_of(screens.compared(bidder)) == "blocked"
    draft = annulling.enter_error(
        entry, by=factories.posting(Role.CLERK), document=DOCUMENT, reason="列错主体"
    )
    assert screens.answer_of(screens.compared(bidder)) == "blocked", "a draft corrects nothing"
    keeping.put_in_force(draft, by=factories.posting(Role.REVIEWER))
    assert screens.answer_of(screens.compared(bidder)) == "clear"
    now = WatchEntry.objects.get(credit_code=code, is_current=True)
    assert (now.ending, now.removed_on, now.version) == ("error", now.listed_on, draft)
    assert now.document_number == entry.document_number
    entry.refresh_from_db()
    assert (entry.removed_on, entry.is_current) == (None, False), "nothing is edited in place"
    for day in (days_ago(49), TODAY):
        assert not WatchEntry.objects.standing(["court"], day).filter(credit_code=code).exists()


def test_each_owner_is_told_once_and_the_trail_says_what_it_follows_from():
    code = screens.company_code()
    entry = screens.listed(credit_code=code)
    first, second = factories.posting(Role.OFFICER), factories.posting(Role.OFFICER, "320500")
    for by in (first, second):
        screens.compared({"name": "模拟投标人", "credit_code": code}, by=by)
    reviewer = factories.posting(Role.REVIEWER)
    version = corrected(entry, reviewer=reviewer)
    assert set(Hit.objects.values_list("status", flat=True)) == {"annulled"}
    for hit in Hit.objects.all():
        row = Transition.objects.filter(object_id=hit.pk).order_by("seq").last()
        assert (row.act, row.actor, row.posting_id) == ("annul", reviewer.user_id, reviewer.pk)
        assert row.cause is not None
        assert version.number in row.reason
        assert entry.document_number not in row.reason, "the tenderer reads the story too"
    for by in (first, second):
        assert Notice.objects.waiting_for(by.pk).filter(topic=annulling.ANNULLED).count() >= 1
    mine = Notice.objects.waiting_for(second.pk).filter(topic=annulling.ANNULLED)
    assert [one.text.count("误列") for one in mine] == [1]


def test_a_notice_names_the_hit_and_no_natural_person():
    number = screens.card()
    entry = screens.listed(card=number, name="模拟甲某")
    hit = Hit.objects.get(body__check_case=screens.compared({"name": "模拟甲某", "id_number": number}))
    corrected(entry)
    told = Notice.objects.filter(object_id=hit.pk, topic=annulling.ANNULLED)
    assert told.exists()
    for notice in told:
        assert hit.number in notice.text
        assert "模拟甲某" not in notice.text


def test_a_correction_takes_two_persons_of_the_province_and_a_document():
    entry = screens.listed(credit_code=screens.company_code())
    clerk = factories.posting(Role.CLERK)
    for wrong in (factories.posting(Role.CLERK, "320100"), factories.posting(Role.OFFICER, "320500")):
        with pytest.raises(NotAllowed):
            annulling.enter_error(entry, by=wrong, document=DOCUMENT, reason="列错")
    with pytest.raises(NotEligible):
        annulling.enter_error(entry, by=factories.posting(Role.REVIEWER), document=DOCUMENT, reason="列错")
    made = annulling.enter_error(entry, by=clerk, document=DOCUMENT, reason="列错")
    with pytest.raises(NotEligible, match="等另一人启用"):
        annulling.enter_error(entry, by=clerk, document=DOCUMENT, reason="列错")
    with pytest.raises(NotAllowed, match="另一人"):
        keeping.put_in_force(made, by=factories.posting(Role.REVIEWER, user=clerk.user))
    keeping.void(made, by=clerk, reason="文书有误")
    assert corrected(entry, clerk=clerk).status == "in_force"
    current = WatchEntry.objects.get(is_current=True, kind="court")
    with pytest.raises(NotEligible, match="已经更正"):
        annulling.enter_error(current, by=clerk, document=DOCUMENT, reason="列错")
    entry.refresh_from_db()
    with pytest.raises(NotEligible, match="现行的条目"):
        annulling.enter_error(entry, by=clerk, document=DOCUMENT, reason="列错")


def test_to_correct_an_entry_does_not_make_the_list_younger():
    entry = screens.listed(credit_code=screens.company_code(), as_of=days_ago(1))
    before = state_of("court", "registration", TODAY)
    corrected(entry)
    after = state_of("court", "registration", TODAY)
    assert (after.version, after.good_until) == (before.version, before.good_until)
    assert state_of("court", "registration", TODAY + timedelta(days=30)).is_stale


@pytest.mark.parametrize(
    ("since", "is_barred"),
    [
        ({"identity": "e" * 32}, True),
        ({"identity": "e" * 32, "removed_on": TODAY}, True),
        ({"identity": "c" * 32, "name_identity": "e" * 32}, True),
        ({"identity": "o" * 32, "name_identity": "n" * 32}, False),
        (None, False),
    ],
    ids=["the same entry", "its removal", "the code that it got", "another's entry", "no entry"],
)
def test_a_correction_is_drawn_up_anew_where_another_version_says_something_of_its_entry(since, is_barred):
    entry = screens.listed(name="模拟误列建设有限公司（演示）", identity="e" * 32, name_identity="e" * 32)
    made = annulling.enter_error(entry, by=factories.posting(Role.CLERK), document=DOCUMENT, reason="列错")
    later = screens.version()
    if since:
        screens.entry(later, **since)
    screens.in_force(later)
    reviewer = factories.posting(Role.REVIEWER)
    if is_barred:
        with pytest.raises(NotEligible, match="重新登记"):
            keeping.put_in_force(made, by=reviewer)
    else:
        assert keeping.put_in_force(made, by=reviewer).status == "in_force"
        assert WatchEntry.objects.get(identity="e" * 32, is_current=True).ending == "error"


@pytest.mark.commits
@pytest.mark.parametrize("is_correction_first", [True, False])
def test_beside_a_correction_a_comparison_leaves_no_block_whichever_comes_first(is_correction_first):
    code = screens.company_code()
    entry = screens.listed(credit_code=code)
    officer, reviewer = factories.posting(Role.OFFICER), factories.posting(Role.REVIEWER)
    draft = annulling.enter_error(entry, by=factories.posting(Role.CLERK), document=DOCUMENT, reason="列错")

    def correct() -> None:
        keeping.put_in_force(draft, by=reviewer)

    def compare() -> None:
        screens.compared({"name": "模拟投标人", "credit_code": code}, by=officer)

    first, second = (correct, compare) if is_correction_first else (compare, correct)

    def late() -> None:
        try:
            second()
        finally:
            connection.close()

    other = Thread(target=late)
    with transaction.atomic():
        first()
        other.start()
        other.join(timeout=1)
        assert other.is_alive(), "whoever comes second waits"
    other.join()
    draft.refresh_from_db()
    assert draft.status == "in_force"
    assert list(Hit.objects.values_list("status", flat=True)) == ([] if is_correction_first else ["annulled"])


@pytest.mark.commits
def test_two_comparisons_do_not_wait_for_each_other():
    screens.listed()
    officer, done = factories.posting(Role.OFFICER), []

    def compare() -> None:
        try:
            done.append(screens.compared({"name": "模拟投标人"}, by=officer))
        finally:
            connection.close()

    with transaction.atomic():
        hold_as_they_stand(["court", "serious"])
        other = Thread(target=compare)
        other.start()
        other.join(timeout=20)
        assert len(done) == 1


def test_a_name_that_was_listed_by_error_is_annulled_with_the_code_that_it_got_since():
    name = "模拟误列建设有限公司（演示）"
    screens.listed(name=name, identity="n" * 32, name_identity="n" * 32)
    waiting = Hit.objects.get(body__check_case=screens.compared({"name": name}))
    later = screens.version()
    coded = screens.entry(
        later, name=name, credit_code=screens.company_code(), identity="c" * 32, name_identity="n" * 32
    )
    screens.in_force(later)
    coded.refresh_from_db()
    corrected(coded)
    waiting.refresh_from_db()
    assert waiting.status == "annulled"


def test_what_the_organ_lists_again_after_a_correction_is_told_before_it_blocks_again():
    code = screens.company_code()
    entry = screens.listed(credit_code=code)
    corrected(entry)
    again = screens.version()
    screens.entry(again, credit_code=code, identity=entry.identity, name_identity=entry.name_identity)
    page = text(client_of(factories.posting(Role.REVIEWER)).get(f"/watch-lists/{again.pk}/"))
    assert "已更正为误列、这一版又列入的 1 条" in page
    screens.in_force(again)
    assert screens.answer_of(screens.compared({"name": "模拟", "credit_code": code})) == "blocked"


NAME, CODE, OTHER = "n" * 32, "c" * 32, "o" * 32


# What was corrected, what a version of today says of it, and whether that is told: worked by hand.
@pytest.mark.parametrize(
    ("known", "listed", "count"),
    [
        ((CODE, NAME), {"identity": CODE, "name_identity": NAME}, 1),
        ((CODE, NAME), {"identity": CODE, "name_identity": NAME, "removed_on": screens.TOMORROW}, 1),
        ((CODE, NAME), {"identity": CODE, "name_identity": NAME, "removed_on": TODAY}, 0),
        ((CODE, NAME), {"identity": NAME, "name_identity": NAME}, 1),
        ((NAME, NAME), {"identity": CODE, "name_identity": NAME}, 1),
        ((CODE, NAME), {"identity": OTHER, "name_identity": NAME}, 0),
    ],
    ids=["again", "to end tomorrow", "ended", "by name alone", "by its code now", "a namesake's other code"],
)
def test_an_entry_listed_again_is_told_under_its_name_alone_too_and_as_long_as_it_stands(
    known, listed, count
):
    corrected(screens.listed(identity=known[0], name_identity=known[1]))
    again = screens.version()
    screens.entry(again, **listed)
    assert (f"又列入的 {count} 条" in keeping.heeded(again)) is bool(count)
    assert ("又列入的" in keeping.heeded(again)) is bool(count)


def test_the_page_of_a_version_offers_the_correction_to_who_keeps_lists_and_tells_the_end():
    entry = screens.listed(credit_code=screens.company_code())
    clerk = factories.posting(Role.CLERK)
    client, address = client_of(clerk), f"/watch-lists/entries/{entry.pk}/error/"
    page = client.get(f"/watch-lists/{entry.version_id}/")
    assert address in page.content.decode()
    reader = client_of(factories.posting(Role.REVIEWER)).get(f"/watch-lists/{entry.version_id}/")
    assert address not in reader.content.decode()
    assert client.post(address, {"document": "", "reason": "列错"}).status_code == 422
    done = client.post(address, {"document": DOCUMENT, "reason": "列错主体"})
    made = WatchVersion.objects.get(extent="error")
    assert done.url == f"/watch-lists/{made.pk}/"
    keeping.put_in_force(made, by=factories.posting(Role.REVIEWER))
    shown = text(client.get(done.url))
    assert "误列，自始不算" in shown
    assert "更正误列" in shown


def test_a_hit_that_was_annulled_says_so_and_shows_nothing_of_the_list():
    officer = factories.posting(Role.OFFICER)
    made = screens.hit("blocking", by=officer)
    corrected(made.entry)
    tenderer = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    assert Posting.objects.filter(pk=tenderer.pk).exists()
    page = text(client_of(officer).get(f"/screening-hits/{made.pk}/"))
    assert "误列，自始不算；这一命中已撤销" in page
    check = text(client_of(officer).get(f"/screening/{made.body.check_case_id}/"))
    assert "误列，已撤销" in check
