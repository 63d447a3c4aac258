"""The office's registry and the small parts that every list and form uses."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import RequestFactory

from common.forms import OfficeForm, ReasonForm, WanField
from common.listing import listing
from common.registry import Place, Queue, Registry, Tile, Work, registry
from common.roles import Role
from common.secrecy import secret_found
from common.templatetags import office
from common.worklist import Worklist, first_due
from contents.highlight import pieces
from contents.money import wan
from organisations.models import Region
from privacy import scan
from tests import factories


def place(key: str, order: int = 50, roles: frozenset[Role] = frozenset({Role.CLERK})) -> Place:
    return Place(key, key, "档案", "home", roles, order)


def test_a_role_sees_its_own_entries_in_their_order():
    entries = Registry()
    entries.register(place("b", 20), place("a", 10), place("other", 1, frozenset({Role.REVIEWER})))
    assert [entry.key for entry in entries.of(Place, Role.CLERK)] == ["a", "b"]


def test_the_same_key_replaces_its_entry_and_kinds_do_not_mix():
    entries = Registry()
    entries.register(place("a", 10), place("a", 30), Tile("a", "x.html", lambda posting: {}))
    assert [entry.order for entry in entries.of(Place, Role.CLERK)] == [30]


def test_a_queue_is_found_only_by_a_role_that_has_it():
    assert registry.queue("review", Role.REVIEWER) is not None
    assert registry.queue("review", Role.CLERK) is None
    assert registry.queue("nothing", Role.REVIEWER) is None


def test_what_is_due_comes_first_and_what_has_no_date_last():
    today = date(2026, 11, 23)
    work = [Work("c", "/"), Work("b", "/", due=today), Work("a", "/", due=today - timedelta(days=1))]
    assert [item.matter for item in first_due(work)] == ["a", "b", "c"]


def test_a_desk_without_posting_is_empty():
    worklist = Worklist(None)
    assert (worklist.queues, worklist.groups, worklist.waiting) == ([], [], 0)


@pytest.mark.django_db
def test_a_queue_counts_what_its_list_shows_and_its_place_adds_up():
    factories.record("pending_review", department=factories.department("320100"))
    factories.record("pending_review", department=factories.department("320500"))
    factories.record("draft")
    worklist = Worklist(factories.posting(Role.REVIEWER, "320100"))
    counts = {waiting.queue.key: waiting.count for waiting in worklist.queues}
    assert counts["review"] == 1
    places = {entry.key: count for _, entries in worklist.groups for entry, count, _ in entries}
    assert places["records"] == 1
    assert [work.word for work in worklist.work()] == ["待复核"]


@pytest.mark.django_db
def test_every_queue_of_every_role_leads_to_a_list():
    for role in Role:
        if role == Role.CLOCK:
            continue
        for waiting in Worklist(factories.posting(role, None if "admin" in role else "320000")).queues:
            assert waiting.url.startswith("/")
            assert waiting.count == 0
            assert isinstance(waiting.queue, Queue)


@pytest.mark.django_db
def test_a_list_sorts_by_known_columns_only_and_bears_any_page_number():
    ask = RequestFactory().get
    sorts = {"code": ["code"], "name": ["name"]}
    rows = Region.objects.filter(kind="city")
    by_code = listing(ask("/", {"sort": "-code"}), rows, sorts, default="name", per_page=5)
    assert [region.code for region in by_code.page][:2] == ["321300", "321200"]
    assert (by_code.direction("code"), by_code.next_sort("code")) == ("descending", "code")
    wild = listing(
        ask("/", {"sort": "password", "page": "99; DROP"}), rows, sorts, default="code", per_page=5
    )
    assert (wild.sort, wild.page.number, wild.total) == ("code", 1, 13)
    assert listing(ask("/", {"page": "99"}), rows, sorts, default="code", per_page=5).page.number == 3


@time_machine.travel("2026-11-23T10:00:00+08:00")
def test_a_clock_says_overdue_today_or_the_day():
    assert office.due_words(None) == "—"
    assert office.due_words(date(2026, 11, 21)) == "超 2 日"
    assert office.due_words(date(2026, 11, 23)) == "今天"
    assert office.due_words(date(2026, 11, 25)) == "11-25 周三"
    assert office.due_words(date(2028, 1, 1)) == "2028-01-01"
    assert office.is_late(date(2026, 11, 22))
    assert not office.is_late(date(2026, 11, 23))
    assert f"{office.from_now(timedelta(minutes=30)):%H:%M}" == "10:30"


@pytest.mark.parametrize(
    ("size", "words"), [(None, ""), (10, "1 KB"), (2048, "2 KB"), (3 * 1024 * 1024, "3.0 MB")]
)
def test_a_size_is_told_as_people_read_it(size, words):
    assert office.bytes_words(size) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, ""),
        (Decimal("0"), "0"),
        (Decimal("12864000.00"), "1,286.4"),
        (Decimal("0.01"), "0.000001"),
        (Decimal("1000000"), "100"),
    ],
)
def test_a_sum_of_yuan_is_told_in_wan(amount, words):
    assert wan(amount) == words


@pytest.mark.parametrize(
    ("typed", "yuan"), [("1,286.40", "12864000.00"), ("0.000001", "0.01"), ("", None), ("５", "50000.00")]
)
def test_a_sum_typed_in_wan_is_kept_in_yuan(typed, yuan):
    kept = WanField(required=False).clean(typed)
    assert kept == (None if yuan is None else Decimal(yuan))


class Entry(OfficeForm):
    amount = WanField(label="金额")


@pytest.mark.parametrize("typed", ["-1", "many", "1e30", "0.0000001"])
def test_a_sum_that_is_none_is_refused(typed):
    assert "amount" in Entry({"amount": typed}).errors


def test_a_kept_sum_is_shown_in_wan_again():
    assert 'value="35.5"' in str(Entry(initial={"amount": Decimal("355000.00")})["amount"])


@pytest.mark.parametrize("words", ["机密★ 材料", "绝密"])
def test_no_form_takes_a_text_with_a_secrecy_mark(words):
    form = ReasonForm({"reason": words})
    assert form.errors["reason"] == [secret_found(words[:2])]


def test_prose_that_speaks_of_trade_secrets_passes():
    assert ReasonForm({"reason": "涉及商业秘密的部分另行说明"}).is_valid()


def test_a_text_is_cut_at_its_findings_and_nothing_is_lost():
    words = "经办人电话13851400000，另有邮箱zhang@example.com。"
    cut = pieces(words, scan(words))
    assert "".join(piece.text for piece in cut) == words
    assert [piece.text for piece in cut if piece.label] == ["13851400000", "zhang@example.com"]


def test_a_text_without_findings_is_one_piece():
    assert [piece.text for piece in pieces("没有个人信息", [])] == ["没有个人信息"]
    assert pieces("", []) == []
