"""Acts on accounts: who may, what is refused, and the row that each leaves on the trail."""

from __future__ import annotations

import pytest

from accounts import services
from accounts.consents.accounts import ask_for_account, ask_for_reset, ask_to_enable, ask_to_forget_factor
from accounts.models import User
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import Role
from postings.services import import_posting
from tests import factories

pytestmark = pytest.mark.django_db
OTHERS = [role for role in Role if role != Role.SYSTEM_ADMIN]


@pytest.fixture
def keeper():
    return factories.posting(Role.SYSTEM_ADMIN, None)


def _rows(person):
    return list(Transition.objects.filter(object_id=person.pk).order_by("seq"))


ACTS = {
    "create": lambda person, by: ask_for_account(by=by, username="new", name="新人", reason="新到岗"),
    "stop": lambda person, by: services.disable(person, by=by, reason="离职"),
    "let in": lambda person, by: ask_to_enable(person, by=by, reason="返岗"),
    "reset": lambda person, by: ask_for_reset(person, by=by, reason="遗忘"),
    "forget the factor": lambda person, by: ask_to_forget_factor(person, by=by, reason="手机丢失"),
    "email": lambda person, by: services.set_email(person, by=by, email="a@example.org", reason="登记"),
}


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_system_administrator_keeps_accounts(act, role):
    person, before = factories.person(), User.objects.count()
    by = factories.posting(role)
    with pytest.raises(NotAllowed, match="系统管理员"):
        ACTS[act](person, by)
    person.refresh_from_db()
    assert person.is_active
    assert person.check_password("correct horse battery")
    assert (_rows(person), User.objects.filter(username="new").count()) == ([], 0)
    assert User.objects.count() >= before


def test_stopping_leaves_its_row_with_the_reason(keeper):
    person = factories.person()
    assert services.disable(person, by=keeper, reason="岗位调整").is_active is False
    with pytest.raises(WrongState, match="已经"):
        services.disable(person, by=keeper, reason="再点一次")
    assert [(row.act, row.reason, row.posting_role) for row in _rows(person)] == [
        ("disable", "岗位调整", "system_admin")
    ]


def test_the_system_administrator_cannot_lock_oneself_out(keeper):
    with pytest.raises(NotAllowed, match="另一位"):
        services.disable(keeper.user, by=keeper, reason="误操作")
    keeper.user.refresh_from_db()
    assert keeper.user.is_active


def test_a_machine_is_neither_stopped_nor_given_a_password(keeper):
    machine = import_posting().user
    with pytest.raises(NotEligible):
        services.disable(machine, by=keeper, reason="停用")
    for ask in (ask_for_reset, ask_to_enable, ask_to_forget_factor):
        with pytest.raises(NotEligible):
            ask(machine, by=keeper, reason="重置")
    machine.refresh_from_db()
    assert machine.is_active
    assert not machine.has_usable_password()


def test_a_chosen_password_frees_the_account_and_is_told_through_the_seat_that_was_used():
    seat = factories.posting(Role.CLERK)
    User.objects.filter(pk=seat.user_id).update(must_change_password=True)
    services.change_own_password(seat.user, "a chosen one 2026", by=seat)
    person = User.objects.get(pk=seat.user_id)
    assert not person.must_change_password
    assert person.check_password("a chosen one 2026")
    assert [(row.act, row.posting_id) for row in _rows(person)] == [("change_password", seat.pk)]


def test_a_person_without_a_post_may_choose_a_password_too():
    person = factories.person()
    services.change_own_password(person, "a chosen one 2026")
    assert User.objects.get(pk=person.pk).check_password("a chosen one 2026")
    assert _rows(person) == []


def test_without_a_password_an_account_cannot_be_signed_in_to():
    assert not User.objects.create_user("nobody", name="无口令").has_usable_password()


def test_an_address_is_changed_with_a_row_that_does_not_hold_it(keeper):
    person = factories.person()
    services.set_email(person, by=keeper, email="new@example.org", reason="换了邮箱")
    person.refresh_from_db()
    assert person.email == "new@example.org"
    row = _rows(person)[-1]
    assert (row.act, row.reason, row.actor) == ("set_email", "换了邮箱", keeper.user_id)
    assert "example" not in str((row.before, row.after))


def test_the_same_address_again_changes_nothing_and_a_machine_has_none(keeper):
    person = factories.person()
    services.set_email(person, by=keeper, email="a@example.org", reason="登记")
    with pytest.raises(Incomplete):
        services.set_email(person, by=keeper, email="a@example.org", reason="再登记")
    assert [row.act for row in _rows(person)] == ["set_email"]
    with pytest.raises(NotEligible):
        services.set_email(import_posting().user, by=keeper, email="a@example.org", reason="登记")


@pytest.mark.parametrize(
    ("before", "after", "done"),
    [
        ("", "a@example.org", "登记"),
        ("a@example.org", "b@example.org", "改变"),
        ("a@example.org", "", "删除"),
    ],
)
def test_the_trail_says_whether_an_address_came_changed_or_went(keeper, before, after, done):
    person = factories.person()
    User.objects.filter(pk=person.pk).update(email=before)
    person.refresh_from_db()
    services.set_email(person, by=keeper, email=after, reason="核对")
    assert [row.after for row in _rows(person)] == [{"done": done}]
