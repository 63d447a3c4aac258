"""Two texts cut where they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contents import text_diff as module
from contents.text_diff import marked


def told(stretches):
    return "".join(f"[{s.text}]" if s.is_changed else s.text for s in stretches)


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("逾期二百日仍未支付", "逾期二百六十日仍未支付", "逾期二百日仍未支付", "逾期二百[六十]日仍未支付"),
        ("20 万元", "30 万元", "[20] 万元", "[30] 万元"),
        ("一般", "严重", "[一般]", "[严重]"),
        ("", "新填", "", "[新填]"),
        ("相同", "相同", "相同", "相同"),
        ("甲的乙", "丙的丁", "[甲的乙]", "[丙的丁]"),
    ],
)
def test_what_stands_in_one_text_alone_is_marked(old, new, before, after):
    assert tuple(told(cut) for cut in marked(old, new)) == (before, after)


def test_texts_beyond_reading_are_marked_as_a_whole(monkeypatch):
    monkeypatch.setattr(module, "MOST_COMPARED", 10)
    assert told(marked("逾期二百日", "逾期三百日")[0]) == "[逾期二百日]"


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_is_lost_of_either_text(old, new):
    assert tuple("".join(s.text for s in cut) for cut in marked(old, new)) == (old, new)
