"""Redaction: what is removed is gone, what is cleared has a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import scan
from privacy.redaction import redact, unresolved

TEXT = "责任人张建民（身份证号32010619800101123X），值班电话025-83212345，逾期96日"


def test_every_finding_is_replaced():
    public = redact(TEXT, scan(TEXT))
    assert public == "责任人×××（身份证号×××），值班电话×××，逾期96日"


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("联系电话（025）83281234，请转", "联系电话×××，请转"),
        ("电话(0512) 65123456。", "电话×××。"),
        ("（电话：13851400000）", "（电话：×××）"),
        ("传真（025-83281234）", "传真（×××）"),
    ],
)
def test_a_number_goes_with_the_bracket_of_its_area_code_and_no_other(text, public):
    assert redact(text, scan(text)) == public


def test_overlapping_findings_leave_nothing_between_them():
    text = "负责人王大山河"
    spans = scan(text, names=["王大山", "大山河"], by_segmenter=False)
    assert len(spans) == 2
    assert redact(text, spans) == "负责人×××"


def test_nothing_found_changes_nothing():
    assert redact("逾期96日", []) == "逾期96日"


KEPT = {"text": "025-83212345", "what": "keep", "reason": "单位对外公开的值班电话"}


def test_unresolved_lists_what_nobody_let_stand():
    suspects = scan(TEXT)
    assert unresolved(suspects, []) == suspects
    assert [one.kind for one in unresolved(suspects, [KEPT])] == ["name", "id_card"]
    assert unresolved(suspects, [{**KEPT, "text": one.text} for one in suspects]) == []


@pytest.mark.parametrize(
    "change", [{"reason": " "}, {"reason": "\u3000"}, {"text": "025-83212346"}, {"what": "strike"}]
)
def test_a_decision_on_something_else_without_a_reason_or_to_take_it_out_lets_nothing_stand(change):
    assert len(unresolved(scan(TEXT), [KEPT | change])) == 3


personal = st.sampled_from(
    [
        "32010619800101123X",
        "138 5140 0000",
        "责任人张建民",
        "zs@qq.com",
        "苏A12345",
        "家住中山路1号",
        "逾期96日，",
        "、",
        "E12345678",
    ]
)


@given(st.lists(personal, max_size=8))
def test_a_redacted_text_holds_nothing_that_is_found_again(pieces):
    text = "，".join(pieces)
    public = redact(text, scan(text))
    assert scan(public) == []
    assert not any(piece in public for piece in pieces if scan(piece) and piece[:1] not in "责家")
