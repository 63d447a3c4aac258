"""批量修改: one form for many drafts, before → after of each shown first, each row by its own form and trail row."""

from __future__ import annotations

import pytest

from common.cases import bulk_page as bulk
from common.cases.page_token import token_of
from common.models import Transition
from common.roles import Role
from records.facts.changing_many import SAME
from tests import factories
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
EDIT = "/records/bulk/edit/"


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def keys(rows):
    return [str(getattr(row, "record_no", row.pk)) for row in rows]


def asked(clerk, rows, address=EDIT, **typed):
    """Send the list's ticks, with what was typed where anything was."""
    ticks = [f"{key}:{row.content_version}" for key, row in zip(keys(rows), rows, strict=True)]
    sent = {"asked": "1", **typed} if typed else {}
    return client_of(clerk).post(address, {"record": ticks, "filters": "", **sent})


def confirmed(clerk, rows, address=EDIT, **typed):
    marks = [f"{key}:{token_of(row)}" for key, row in zip(keys(rows), rows, strict=True)]
    return client_of(clerk).post(address, {"record": marks, "filters": "", "confirmed": "1", **typed})


def again(row):
    return type(row).objects.get(pk=row.pk)


def test_what_they_become_is_asked_then_shown_and_only_then_done(clerk):
    made = [
        factories.record(clerk=clerk),
        factories.record(clerk=clerk, impact="small", severity_reason="已改正"),
    ]
    first = asked(clerk, made)
    assert first.status_code == 200
    assert all(
        words in text(first) for words in ("改成什么", "选中的 2 条", "重点领域", "社会影响程度", "不变")
    )
    shown = asked(clerk, made, domain="bidding", reason="同一专项检查")
    assert "将办理 2 条" in text(shown)
    assert text(shown).count("重点领域：政府采购 → 招标投标") == 2
    assert [again(row).domain for row in made] == ["procurement", "procurement"]
    assert confirmed(clerk, made, domain="bidding", reason="同一专项检查").status_code == 302
    for row in made:
        now = again(row)
        assert (now.domain, now.content_version, now.last_changed_by) == ("bidding", 2, clerk.user)
        assert (now.impact, now.facts, now.amount) == (row.impact, row.facts, row.amount)
        step = Transition.objects.filter(object_id=row.pk).latest("seq")
        assert (step.act, step.reason, step.actor) == ("edit", "同一专项检查", clerk.user_id)
        assert (step.before["domain"], step.after["domain"]) == ("procurement", "bidding")


def test_rows_that_refuse_are_told_with_their_reason_and_left_alone(clerk):
    good, sent = (
        factories.record(clerk=clerk, impact="major"),
        factories.record("pending_review", clerk=clerk),
    )
    same = factories.record(clerk=clerk, domain="bidding")
    shown = text(asked(clerk, [good, sent, same], domain="bidding"))
    assert "将办理 1 条" in shown
    assert "跳过 2 条" in shown
    assert "不能修改" in shown
    assert SAME in shown
    done = text(confirmed(clerk, [good, sent, same], domain="bidding"))
    assert "办成 1 条，跳过 2 条" in done
    assert [acts_of(row)[-1] for row in (good, sent, same)] == ["edit", "submit", "enter"]


def test_each_row_is_checked_by_its_own_form(clerk):
    made = factories.record(clerk=clerk)
    early = made.decided_on.replace(year=made.decided_on.year - 1)
    shown = text(asked(clerk, [made], effective_on=f"{early}"))
    assert f"生效日期不能早于认定日期 {made.decided_on}" in shown
    confirmed(clerk, [made], effective_on=f"{early}")
    assert acts_of(made) == ["enter"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "没有填"}, "请至少填一项要改成什么"),
        ({"domain": "space"}, "没有“space”这一项"),
        ({"legal_basis": "机密★"}, "含有密级标志“机密”"),
        ({"decided_on": "2026-02-30"}, "认定日期不是有效的日期"),
    ],
)
def test_what_no_row_may_hold_is_refused_before_any_is_tried(clerk, typed, sentence):
    made = factories.record(clerk=clerk)
    answer = asked(clerk, [made], **typed)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert confirmed(clerk, [made], **typed).status_code == 422
    assert acts_of(made) == ["enter"]


def test_a_draft_that_lacks_much_is_filled_in_with_others(clerk):
    body = factories.department()
    client_of(clerk).post("/records/new/?source=penalty", {"credit_code": body.credit_code, "ordinal": "1"})
    made = factories.record(clerk=clerk).__class__.objects.get(document_key="")
    assert "认定文书名称：未填 → 处罚决定书" in text(asked(clerk, [made], document_title="处罚决定书"))
    confirmed(clerk, [made], document_title="处罚决定书", impact="small")
    assert (again(made).document_title, again(made).impact, again(made).decided_on) == (
        "处罚决定书",
        "small",
        None,
    )


def test_doing_it_again_changes_nothing(clerk):
    made = factories.record(clerk=clerk)
    mark = f"{made.record_no}:{token_of(made)}"
    sent = {"record": [mark], "filters": "", "confirmed": "1", "domain": "bidding"}
    client = client_of(clerk)
    assert client.post(EDIT, sent).status_code == 302
    assert bulk.STALE in text(client.post(EDIT, sent))
    assert SAME in text(confirmed(clerk, [again(made)], domain="bidding"))
    assert (again(made).content_version, acts_of(made)) == (2, ["enter", "edit"])


def test_what_changed_since_the_page_was_shown_is_left(clerk):
    made = factories.record(clerk=clerk)
    old = again(made)
    made.edit(by=clerk, facts="改过的事实")
    assert bulk.STALE in text(asked(clerk, [old], domain="bidding"))


def test_the_page_that_asks_vouches_for_nothing_newer_than_the_list_showed(clerk):
    made = factories.record(clerk=clerk)
    old = again(made)
    made.edit(by=clerk, facts="改过的事实")
    page = asked(clerk, [old]).content.decode()
    assert f'value="{keys([old])[0]}:{old.content_version}"' in page
    assert f"{keys([old])[0]}:{token_of(again(made))}" not in page


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR])
def test_only_who_enters_may_change_many(role):
    made = factories.record()
    client, held = sit(role)
    assert confirmed(held, [made], domain="bidding").status_code == 403
    assert "批量修改" not in text(client.get("/records/"))
    assert acts_of(made) == ["enter"]


def test_another_citys_draft_is_neither_changed_nor_named():
    there = factories.record(department=factories.department("320500", name="苏州某局"))
    here = factories.posting(Role.CLERK, "320100")
    mine = factories.record(department=factories.department("320100"), clerk=here)
    shown = text(asked(here, [mine, there], domain="bidding"))
    assert "另有 1 条不在您的岗位范围内" in shown
    assert there.document_number not in shown
    confirmed(here, [mine, there], domain="bidding")
    assert [acts_of(row)[-1] for row in (mine, there)] == ["edit", "enter"]


@pytest.mark.parametrize(
    ("register", "make", "typed", "words"),
    [
        (
            "judgments",
            factories.judgment,
            {"court": "模拟高级人民法院"},
            "法院：模拟中级人民法院（演示） → 模拟高级人民法院",
        ),
        ("commendations", factories.commendation, {"level": "province"}, "级别：市级 → 省级"),
    ],
)
def test_the_registers_change_many_by_declaring_their_fields(clerk, register, make, typed, words):
    made, address = [make(clerk=clerk), make(clerk=clerk)], f"/{register}/bulk/edit/"
    assert "批量修改" in text(client_of(clerk).get(f"/{register}/"))
    assert text(asked(clerk, made, address, **typed)).count(words) == 2
    assert confirmed(clerk, made, address, **typed).status_code == 302
    assert [acts_of(row) for row in made] == [["enter", "edit"], ["enter", "edit"]]
