"""Hostile texts cost in proportion to their length: calls are counted, no clock is read."""

from __future__ import annotations

import sys

import pytest

from privacy import scan

HOSTILE = [
    "1", "1 ", "13", "1-", "(1", "62 ", "11 111111 ", "138 5140 0000 ", "19800101 320106 ", "a@", "@", "A1", "E1", "苏A",
    "责任人", "责任人张", "原告王", "局长王", "张建民、", "，男，", "住址", "家住1号", "住所地：1号", "3栋502室", "账户 1", "一二",
]  # fmt: skip
NAMES = frozenset(["张建民", "王伟"])


def calls_of(text: str) -> int:
    count = 0

    def watch(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(watch)
    try:
        scan(text, names=NAMES)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_times_the_text_takes_no_more_than_about_ten_times_the_steps(piece):
    calls_of(piece)
    short, long = calls_of((piece * 1000)[:1000]), calls_of((piece * 10_000)[:10_000])
    assert long <= 13 * short + 2000
    assert long < 500_000
