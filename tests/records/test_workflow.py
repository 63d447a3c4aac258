"""The one door for status: map, role, scope, compare-and-set, trail."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from common.errors import Incomplete, NotAllowed, StaleState, WrongState
from common.models import Transition
from common.roles import Role
from common.workflow import enter_many, move_many
from records.models import DishonestyRecord
from tests import factories
from tests.databases import as_owner

pytestmark = pytest.mark.django_db


def trail(obj):
    return list(Transition.objects.filter(object_id=obj.pk).values_list("act", "from_status", "to_status"))


def test_a_move_changes_status_and_content_and_leaves_one_trail_row_with_before_and_after():
    made = factories.record()
    clerk = made.entered_by.postings.get()
    made.edit(by=clerk, reason="补充事实", facts="拖欠工程款")
    row = Transition.objects.filter(object_id=made.pk, act="edit").get()
    assert (row.from_status, row.to_status, row.reason) == ("draft", "draft", "补充事实")
    assert row.after["facts"] == "拖欠工程款"
    assert row.before["facts"] != row.after["facts"]
    assert (row.before["content_version"], row.after["content_version"]) == (1, 2)
    assert (row.actor, row.actor_name, row.posting_role) == (clerk.user_id, clerk.user.name, "clerk")


def test_a_stale_copy_moves_nothing_and_says_so():
    made = factories.record()
    clerk = made.entered_by.postings.get()
    stale = DishonestyRecord.objects.get(pk=made.pk)
    made.edit(by=clerk, facts="新的事实")
    with pytest.raises(StaleState, match="刷新"):
        stale.edit(by=clerk, facts="旧的事实")
    made.refresh_from_db()
    assert made.facts == "新的事实"


def test_a_wrong_state_is_refused_in_words_and_leaves_no_trail():
    made = factories.record("void")
    before = trail(made)
    with pytest.raises(WrongState, match="作废"):
        made.submit(by=made.entered_by.postings.get())
    assert trail(made) == before


def test_an_act_that_needs_a_reason_is_refused_without_one():
    made = factories.record("pending_review")
    with pytest.raises(Incomplete, match="理由"):
        made.send_back(by=factories.posting(Role.REVIEWER), reason="  ")


def test_a_posting_of_another_city_cannot_act_even_with_the_right_role():
    made = factories.record("pending_review", department=factories.department("320100"))
    stranger = factories.posting(Role.REVIEWER, "320500")
    with pytest.raises(NotAllowed, match="范围"):
        made.pass_review(by=stranger)
    made.refresh_from_db()
    assert made.status == "pending_review"


def test_an_entry_outside_the_scope_is_undone_whole():
    stranger = factories.posting(Role.CLERK, "320500")
    with pytest.raises(NotAllowed), transaction.atomic():
        factories.record(department=factories.department("320100"), clerk=stranger)
    assert not DishonestyRecord.objects.exists()


def test_move_many_moves_only_what_state_and_scope_allow_with_a_trail_row_each():
    here, there = factories.department("320102"), factories.department("320505")
    drafts = [factories.record(department=here) for _ in range(3)]
    factories.record(department=there)
    factories.record("pending_review", department=here)
    clerk = factories.posting(Role.CLERK, "320100")
    moved = move_many(
        DishonestyRecord.objects.all(), "submit", by=clerk, remark=Concat(F("remark"), Value("批量提交"))
    )
    assert moved == 3
    assert Transition.objects.filter(act="submit", posting_id=clerk.pk).count() == 3
    assert {DishonestyRecord.objects.get(pk=d.pk).remark for d in drafts} == {"批量提交"}


def test_move_many_refuses_the_wrong_role_before_it_touches_anything():
    factories.record()
    with pytest.raises(NotAllowed, match="录入员"):
        move_many(DishonestyRecord.objects.all(), "submit", by=factories.posting(Role.AUDITOR))
    assert DishonestyRecord.objects.get().status == "draft"


def entered_twice(made, **expressions):
    """Two more drafts like `made` by the set form, some columns by other expressions; their ids."""
    columns = [
        f.column
        for f in DishonestyRecord._meta.concrete_fields
        if f.name not in {"id", "record_no", "publishable", "document_key"}
    ]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(expressions.get(column, f'"{column}"') for column in columns)
    return enter_many(
        DishonestyRecord,
        f"INSERT INTO records_dishonestyrecord (id, record_no, document_key, {names})"
        f" SELECT uuidv7(), '', document_key || n, {values}"
        " FROM records_dishonestyrecord, generate_series(1, 2) n WHERE records_dishonestyrecord.id = %s",
        [made.pk],
        by=factories.posting(Role.CLERK),
        reason="导入",
    )


def test_enter_many_writes_rows_and_trail_in_one_statement():
    ids = entered_twice(factories.record())
    assert len(ids) == 2
    assert set(
        Transition.objects.filter(act="enter", reason="导入").values_list("object_id", flat=True)
    ) == set(ids)
    assert DishonestyRecord.objects.values("record_no").distinct().count() == 3


@pytest.mark.parametrize(
    "marked",
    [
        {"facts": "CASE n WHEN 2 THEN '机密★10年 内部通报' ELSE facts END"},
        {"source_details": """jsonb_build_object('court', jsonb_build_array('秘 密★'))"""},
    ],
    ids=["text", "json"],
)
def test_enter_many_keeps_nothing_when_one_row_carries_a_secrecy_mark(marked):
    made = factories.record()
    with pytest.raises(Incomplete, match="密级标志") as refusal:
        entered_twice(made, **marked)
    assert list(refusal.value.fields) == list(marked)
    assert DishonestyRecord.objects.count() == 1
    assert not Transition.objects.filter(reason="导入").exists()


def test_the_word_for_secret_in_running_text_is_no_mark():
    assert len(entered_twice(factories.record(), facts="'涉及商业秘密，已依法处理'")) == 2


def test_a_mark_inside_the_details_of_a_source_is_refused_at_the_door():
    made = factories.record()
    clerk = made.entered_by.postings.get()
    with pytest.raises(Incomplete, match="密级标志") as refusal:
        made.edit(by=clerk, reason="补充", source_details={"案件": [{"备注": "绝密★长期"}]})
    assert list(refusal.value.fields) == ["source_details"]


@pytest.mark.parametrize(
    "statement", ["UPDATE common_transition SET reason = 'x'", "DELETE FROM common_transition"]
)
def test_the_trail_can_only_grow_even_by_its_owner(statement):
    factories.record()
    with pytest.raises(IntegrityError, match="只能追加"), transaction.atomic(), as_owner() as cursor:
        cursor.execute(statement)


def test_the_trail_cannot_be_truncated():
    factories.record()
    with pytest.raises(IntegrityError, match="只能追加"), transaction.atomic(), as_owner() as cursor:
        cursor.execute("TRUNCATE common_transition")


def test_trail_rows_lie_in_the_partition_of_their_month_and_missing_ones_are_made_once():
    factories.record()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableoid::regclass::text FROM common_transition")
        places = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT common_trail_partitions(date '2031-01-01', 2), common_trail_partitions(date '2031-01-01', 2)"
        )
        made, again = cursor.fetchone()
    assert len(places) == 1
    assert places[0] != "common_transition_rest"
    assert (made, again) == (2, 0)


def test_no_partition_of_the_trail_can_be_truncated():
    factories.record()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableoid::regclass::text FROM common_transition")
        places = [row[0] for row in cursor.fetchall()]
    for place in [*places, "common_transition_rest"]:
        with pytest.raises(IntegrityError, match="只能追加"), transaction.atomic(), as_owner() as cursor:
            cursor.execute(f"TRUNCATE {place}")
