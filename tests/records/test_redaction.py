"""Redaction: what is removed is gone, what is cleared has a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Incomplete
from privacy import scan
from records.publications.redaction import Decision, clearances, redact, redact_all, unresolved

TEXT = "责任人张建民（身份证号32010619800101123X），值班电话025-83212345，逾期96日"


def test_every_finding_that_is_not_cleared_is_replaced():
    public = redact_all(TEXT, scan(TEXT))
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
    assert redact_all(text, scan(text)) == public


def test_a_cleared_finding_stays_with_its_reason():
    suspects = scan(TEXT)
    decisions = [Decision(one, one.kind == "phone", "单位对外公开的值班电话") for one in suspects]
    assert redact(TEXT, decisions) == "责任人×××（身份证号×××），值班电话025-83212345，逾期96日"
    assert clearances(decisions) == [
        {"kind": "phone", "text": "025-83212345", "reason": "单位对外公开的值班电话"}
    ]


@pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
def test_clearing_without_a_reason_is_refused_and_does_not_repeat_the_number(reason):
    with pytest.raises(Incomplete) as refused:
        redact(TEXT, [Decision(scan(TEXT)[1], is_cleared=True, reason=reason)])
    assert "理由" in refused.value.message
    assert "19800101" not in refused.value.message


def test_a_decision_on_another_text_is_refused():
    with pytest.raises(Incomplete, match="改动"):
        redact("【更正】" + TEXT, [Decision(one) for one in scan(TEXT)])


def test_overlapping_findings_leave_nothing_between_them():
    text = "负责人王大山河"
    spans = scan(text, names=["王大山", "大山河"], by_segmenter=False)
    assert len(spans) == 2
    assert redact_all(text, spans) == "负责人×××"


def test_nothing_found_changes_nothing():
    assert redact_all("逾期96日", []) == "逾期96日"


def test_unresolved_lists_what_nobody_cleared():
    suspects = scan(TEXT)
    assert unresolved(suspects, []) == suspects
    kept = {"kind": "phone", "text": "025-83212345", "reason": "值班电话"}
    assert [one.kind for one in unresolved(suspects, [kept])] == ["name", "id_card"]
    assert unresolved(suspects, [{"text": one.text, "reason": "r"} for one in suspects]) == []


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "phone", "text": "025-83212345", "reason": " "},
        {"kind": "phone", "text": "025-83212346", "reason": "值班电话"},
        {"kind": "mobile", "text": "025-83212345", "reason": "值班电话"},
    ],
)
def test_a_clearance_of_something_else_or_without_a_reason_resolves_nothing(entry):
    assert len(unresolved(scan(TEXT), [entry])) == 3


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
    public = redact_all(text, scan(text))
    assert scan(public) == []
    assert not any(piece in public for piece in pieces if scan(piece) and piece[:1] not in "责家")
