"""What crosses the wall about an application, read on both sides alike; pure."""

from __future__ import annotations

from uuid import UUID

import pytest

from common.errors import Incomplete
from disclosure.door.captcha_media import picture
from identifiers.ip_addresses import caller_in, line_of
from intake.applications import Application, Step
from intake.messages import Attachment
from intake.sealing import QueryCode, receipt_of
from intake.uploads import fault_of, require_acceptable

ID = "0190a3c2-1111-4222-8333-444455556666"


@pytest.mark.parametrize(
    ("about", "found"),
    [
        (f"《标题》 https://portal.example/r/{ID}/", UUID(ID)),
        (ID.upper(), UUID(ID)),
        ("模拟罚〔2026〕1号", None),
        ("https://portal.example/r/", None),
        (ID[:-1], None),
    ],
)
def test_a_page_is_found_in_whatever_the_sender_wrote(about: str, found: UUID | None) -> None:
    assert Application.read({"about": about}).public_id == found


def test_what_the_form_does_not_ask_for_is_dropped_and_what_is_missing_is_empty() -> None:
    read = Application.read({"reasons": "  天数不对 ", "status": "closed", "name": None, "contact": 139})
    assert (read.reasons, read.name, read.contact, read.standing) == ("天数不对", "", "139", "")
    assert Application.read(read.payload) == read


def test_a_step_is_read_as_it_was_packed_and_a_plain_answer_is_its_words() -> None:
    step = Step("请补正", "YY-320000-2026-000001", "supply", "2026-12-05", False)
    assert Step.unpacked(step.packed()) == step
    for plain in ("可以公开的答复", '"words"', '{"other": 1}', "[1]"):
        assert Step.unpacked(plain) == Step(plain)


def test_a_receipt_belongs_to_one_code_and_tells_nothing_of_it() -> None:
    codes = [QueryCode.fresh() for _ in range(50)]
    receipts = {code.receipt for code in codes}
    assert len(receipts) == 50
    for code in codes:
        assert code.receipt == receipt_of(code.token_hash)
        assert not set(code.receipt.split("-")) & set(str(code).split("-"))


@pytest.mark.parametrize(
    ("passed_on", "remote", "line"),
    [
        ("", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7", "127.0.0.1", "203.0.113.7"),
        ("nonsense", "203.0.113.7:4711", "203.0.113.7"),
        ("", "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "127.0.0.1", "2001:db8:1:2::/64"),
        ("", "unix:", ""),
    ],
)
def test_a_line_is_an_address_or_a_home_of_version_six(passed_on: str, remote: str, line: str) -> None:
    assert line_of(caller_in(passed_on, remote)) == line


def test_files_are_known_by_content_and_counted() -> None:
    png = picture("1234", "seed")
    assert fault_of(Attachment("图.PNG", png)) == ""
    assert "不符" in fault_of(Attachment("图.jpg", png))
    assert "不符" in fault_of(Attachment("图", png))
    assert "认不出" in fault_of(Attachment("图.png", b"\x00" * 100))
    require_acceptable([Attachment(f"{n}.png", png) for n in range(3)])
    with pytest.raises(Incomplete, match="附件太多"):
        require_acceptable([Attachment(f"{n}.png", png) for n in range(4)])
