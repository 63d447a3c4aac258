"""What the office says when a page cannot be given, and what every answer carries."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.utils import override_settings

from common.roles import Role
from tests import factories
from tests.office import client_of, signed_in, sit, text

pytestmark = pytest.mark.django_db


def test_an_address_without_content_says_so_in_chinese():
    client, _ = sit(Role.CLERK)
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "这个地址没有内容" in text(answer)
    assert Client().get("/nothing/here/").status_code == 404


def test_a_form_without_token_is_refused_with_the_remedy():
    held = factories.posting(Role.CLERK)
    client = signed_in(held.user, Client(enforce_csrf_checks=True))
    answer = client.post("/posting/", {"posting": "x"})
    assert answer.status_code == 403
    assert "请刷新后重新提交" in text(answer)


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_form_that_is_too_big_is_called_so():
    client, _ = sit(Role.CLERK)
    answer = client.post("/posting/", {"posting": "长" * 2000})
    assert answer.status_code == 413
    assert "提交的内容太大" in text(answer)


@override_settings(ROOT_URLCONF="tests.common.broken_urls")
def test_a_failure_tells_nothing_of_what_lies_behind():
    client = client_of(factories.posting(Role.CLERK))
    client.raise_request_exception = False
    answer = client.get("/breaks/")
    assert answer.status_code == 500
    assert "系统出错了" in text(answer)
    assert "the inner secret" not in text(answer)


def test_every_page_carries_the_strict_policy_and_no_inline_code():
    client, _ = sit(Role.REVIEWER)
    for address in ("/", "/records/", "/accounts/password/"):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy
        page = answer.content.decode().replace("http://testserver/", "/")
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick" not in page
        assert "http://" not in page
        assert "https://" not in page
    assert answer["X-Frame-Options"] == "DENY"


def test_the_frame_names_the_portal_and_the_current_place():
    client, _ = sit(Role.REVIEWER)
    page = client.get("/records/").content.decode()
    assert '<html lang="zh-Hans">' in page
    assert '<a href="/records/" aria-current="page">' in page
    assert "跳到正文" in page
    assert "noindex" in page


def test_an_address_that_only_takes_forms_says_so_instead_of_nothing():
    client, _ = sit(Role.CLERK)
    answer = client.get("/posting/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "它只接收页面上按钮的提交" in text(answer)


def test_an_address_that_nobody_would_read_is_refused_in_words():
    client, _ = sit(Role.CLERK)
    answer = client.get("/records/", {"q": "长" * 2000})
    assert answer.status_code == 414
    assert "网址太长" in text(answer)
