"""What the run over hostile input would notice."""

from __future__ import annotations

import random

import pytest

from tests.proof.hostile import Pool, betrayals

PAGE = '<form><input name="title" value="甲"><select name="kind"><option value="penalty">行政处罚</option></select></form>'


@pytest.mark.parametrize(
    ("status", "body", "sent", "expected"),
    [
        (200, "<p>没有找到</p>", "/?q=1", []),
        (500, "系统出错了", "/", ["answers 500"]),
        (404, "KeyError at /x", "/", ["shows 'KeyError'"]),
        (200, "<p><script>alert(1)</script>", "/", ["shows '<script>alert(1)'"]),
        (200, "SX-1 在别处", "/records/", ["tells of SX-1"]),
        (200, "没有 SX-1", "/records/?q=SX-1", []),
    ],
    ids=["clean", "break", "words of the program", "script", "another place", "echo of the question"],
)
def test_an_answer_that_betrays_something_is_noticed(status, body, sent, expected):
    assert betrayals(status, body, ["SX-1"], sent) == expected


def test_forms_are_filled_with_the_names_and_values_that_the_page_offers():
    pool, dice = Pool.of(PAGE), random.Random(1)
    assert (pool.names, pool.values) == (["kind", "title"], ["penalty", "甲"])
    sent = [pool.form(dice, ["another key"]) for _ in range(60)]
    assert {"kind", "title"} <= {name for form in sent for name in form}
    values = {value for form in sent for given in form.values() if isinstance(given, list) for value in given}
    assert {"penalty", "another key"} <= values
