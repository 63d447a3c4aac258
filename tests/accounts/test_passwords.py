"""What a password may not be: guessed from a pattern, or one of the last five."""

from __future__ import annotations

import secrets
import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts import services
from accounts.links.forms import OwnPasswordForm
from accounts.models import User
from accounts.password_patterns import is_predictable
from accounts.passwords import require_good_password
from common.roles import Role
from tests import factories
from tests.office import client_of, text

PATTERNS = [
    *("aaaaaaaaaaab", "1234567890ab", "qwertyuiopas", "abcdefghijkl", "zyxwvutsrqpo", "abababababab"),
    *("1qaz2wsx3edc", "!QAZ@WSX#EDC", "poiuytrewqlk", "112233445566", "asdfghjkl;'1", "AbCdEfGhIjKl"),
    *("abcabcabcabc", "zaq12wsxcde3", "qazwsxedcrfv", "000000000000a", "2026202620262026", "!@#$%^&*()_+"),
]
GOOD = [
    "staple wagon harbour",
    "portal-demo-2026",
    "first-password-9",
    "Kq7#mv2xLp9w",
    "清风正气办事公道2026年",
    factories.PASSWORD,
]


@pytest.mark.parametrize("password", PATTERNS)
def test_a_pattern_is_refused_with_the_reason(password):
    assert is_predictable(password)
    with pytest.raises(ValidationError, match=r"口令太有规律|不能全是数字|常见口令"):
        require_good_password(password, User(username="zhang.san", name="张三"))


@pytest.mark.parametrize("password", ["aaaaaaaaaaab", "1234567890ab", "qwertyuiopas"])
def test_the_reason_says_pattern(password):
    with pytest.raises(ValidationError, match="口令太有规律"):
        require_good_password(password, User(username="zhang.san", name="张三"))


@pytest.mark.parametrize("password", GOOD)
def test_words_that_have_nothing_to_do_with_each_other_pass(password):
    assert not is_predictable(password)
    require_good_password(password, User(username="zhang.san", name="张三"))


def test_of_random_passwords_next_to_none_is_taken_for_a_pattern():
    signs = string.ascii_letters + string.digits
    drawn = ["".join(secrets.choice(signs) for _ in range(12)) for _ in range(2_000)]
    assert sum(map(is_predictable, drawn)) <= 2


@given(st.text(min_size=1, max_size=4), st.integers(3, 12))
def test_whatever_is_repeated_counts_once(piece, times):
    assert is_predictable(piece * times) or len(set(piece)) > 4


@pytest.mark.django_db
def test_the_last_five_passwords_are_not_taken_again_wherever_one_is_set():
    held = factories.posting(Role.CLERK)
    used = [f"staple {word} harbour" for word in ("wagon", "candle", "meadow", "turnip", "glacier", "violin")]
    for password in used:
        services.change_own_password(held.user, password)
    held.user.refresh_from_db()
    client = client_of(held)
    for password in used[1:5]:
        answer = client.post("/accounts/password/", {"old": used[5], "new": password, "again": password})
        assert answer.status_code == 422
        assert "最近 5 个口令之一" in text(answer)
    by_link = OwnPasswordForm(held.user, {"code": "2345-6789-ABCD", "new": used[4], "again": used[4]})
    assert "最近 5 个口令之一" in str(by_link.errors["new"])
    answer = client.post("/accounts/password/", {"old": used[5], "new": used[0], "again": used[0]})
    assert answer.status_code == 302
