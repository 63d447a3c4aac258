"""Seals and codes, without a database."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from intake.messages import Attachment, Malformed, Message, packed, unpacked
from intake.sealing import LETTERS, QueryCode, Unopened, key_bytes, public_key_of, seal, unseal

ONE, OTHER = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def test_only_a_key_that_it_was_sealed_to_opens_it_an_older_one_too():
    sealed = seal("甲乙丙".encode(), key_bytes(public_key_of(ONE)))
    assert "甲乙丙".encode() not in sealed
    assert unseal(sealed, [OTHER, ONE]).decode() == "甲乙丙"
    for keys in ([OTHER], [], ["x"], [public_key_of(ONE)]):
        with pytest.raises(Unopened):
            unseal(sealed, keys)
    with pytest.raises(Unopened):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), [ONE])


def test_a_code_is_read_as_people_type_it():
    code = QueryCode.fresh()
    assert len(str(code)) == 23
    assert QueryCode.read(f" {str(code).lower().replace('-', ' ')} ") == code
    assert QueryCode.read("OIL0-" + "0" * 16) == QueryCode("0110" + "0" * 16)
    for wrong in ("", str(code)[:-1], str(code) + "0", "U" * 20, "查" * 20, "\x00" * 20):
        assert QueryCode.read(wrong) is None
    assert QueryCode.fresh() != code
    assert set(code.letters) <= set(LETTERS)


def test_what_lies_under_a_code_is_found_and_read_with_it_alone():
    code, other = QueryCode.fresh(), QueryCode.fresh()
    kept = code.encrypt(b"draft")
    assert code.decrypt(kept) == b"draft"
    assert kept != code.encrypt(b"draft")
    assert code.unseal(seal(b"answer", code.reply_key)) == b"answer"
    assert code.token_hash != other.token_hash
    assert QueryCode(code.letters).reply_key == code.reply_key
    for attempt in (lambda: other.decrypt(kept), lambda: other.unseal(seal(b"answer", code.reply_key))):
        with pytest.raises(Unopened):
            attempt()


def message(**changes: object) -> Message:
    files = (Attachment("证据.pdf", b"%PDF\x00"), Attachment("空.txt", b""), Attachment("b", b"\xff" * 9))
    told = {"id": uuid4(), "kind": "invented_kind", "payload": {"text": "甲"}, "files": files} | changes
    return Message(token_hash=b"t" * 32, reply_key=b"r" * 32, **told)


def test_a_message_comes_out_as_it_went_in():
    made = message()
    at = datetime(2026, 11, 1, tzinfo=UTC)
    found = unpacked(packed(made), id=made.id, kind=made.kind, received_at=at)
    assert (found.payload, found.files, found.token_hash) == (made.payload, made.files, made.token_hash)
    assert found.received_at == at


def test_a_message_under_another_number_or_kind_or_cut_short_is_none():
    made = message()
    plain = packed(made)
    for id, kind, given in (
        (UUID(int=1), made.kind, plain),
        (made.id, "another_kind", plain),
        (made.id, made.kind, plain[:-1]),
        (made.id, made.kind, plain + b"x"),
        (made.id, made.kind, b""),
        (made.id, made.kind, b"\xff" * 200),
        (made.id, made.kind, (2).to_bytes(4) + b"[]"),
        (made.id, made.kind, packed(Message(made.id, made.kind, {}, b"short", b"r" * 32))),
    ):
        with pytest.raises(Malformed):
            unpacked(given, id=id, kind=kind)
