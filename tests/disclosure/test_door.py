"""The public form by its requests: what it asks, what it refuses, what it leaves, and how much of it an hour takes."""

from __future__ import annotations

import io
import string
import wave
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import OperationalError
from redis.exceptions import ConnectionError as RedisDown

from commitments.services.line_codes import issue_line_code
from disclosure.door import captcha, captcha_media, flood
from intake import sending
from intake.applications import Step
from intake.sealing import QueryCode, public_key_of
from intake.services.answering import answer
from tests.commitments import makers
from tests.databases import as_owner
from tests.disclosure.rows import standing
from tests.disclosure.visiting import FILLED, PDF, Visitor, file, hidden, shown

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("the office reads what visitors leave within the test's own transaction"),
]
PNG = captcha_media.picture("1234", "seed")
SIGNS = string.ascii_letters + string.digits + "-_"
EXE = b"MZ" + b"\x00" * 200


@pytest.fixture
def visitor(public_side: None, as_public: Any, settings: Any) -> Visitor:
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])
    return Visitor(as_public)


def waiting() -> list[bytes]:
    with as_owner() as cursor:
        cursor.execute("SELECT sealed FROM intake.message")
        return [bytes(sealed) for (sealed,) in cursor.fetchall()]


def test_the_form_names_the_information_from_whose_page_one_came(visitor: Visitor) -> None:
    made = standing()
    record = shown(visitor.get(f"/r/{made.public_id}/"))
    assert f"/objection/?about={made.public_id}" in record
    page = shown(visitor.get("/objection/", about=str(made.public_id)))
    assert f"/r/{made.public_id}/" in page
    for other in (str(QueryCode.fresh()), "00000000-0000-0000-0000-000000000000"):
        assert 'value=""' in shown(visitor.get("/objection/", about=other)), "nothing stands there"


def test_every_fault_is_said_at_once_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    page = visitor.post("/objection/", {"step": "check", "sender": "concerned", "reasons": "天数不对"})
    assert page.status_code == 422
    for name in ("about", "standing", "name", "contact", "kind"):
        assert f'id="id_{name}-error"' in shown(page), name
    assert "天数不对" in shown(page)
    assert 'value="concerned" checked' in shown(page)
    hint = visitor.post(
        "/objection/",
        {**FILLED, "step": "check", "sender": "other", "standing": "", "name": "", "contact": ""},
    )
    assert hint.status_code == 200, "who only gives a hint need not say who it is"


def test_a_mark_of_secrecy_is_refused_beside_its_field(visitor: Visitor) -> None:
    page = visitor.post("/objection/", {**FILLED, "step": "check", "reasons": "附件为机密★十年的文件"})
    assert page.status_code == 422
    assert "密级标志" in shown(page)


def test_what_is_sent_lies_sealed_and_no_page_of_it_is_kept(visitor: Visitor) -> None:
    page = visitor.send([file()])
    assert page.status_code == 200, shown(page)
    assert page["Cache-Control"] == "no-store"
    assert not page.cookies
    (sealed,) = waiting()
    for told in (FILLED["name"], FILLED["contact"], FILLED["reasons"], visitor.code, visitor.receipt):
        assert told.encode() not in sealed
    assert PDF not in sealed
    code = QueryCode.read(visitor.code)
    assert code is not None
    assert code.receipt == visitor.receipt


def test_the_question_is_answered_once_rightly_in_time_and_by_nobody_elses_token(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = visitor.question()
    asked = captcha.read(token)
    assert asked is not None
    wrong = "".join(digit if digit != asked.digits[0] else "9" for digit in asked.digits)
    refused = visitor.send(token=token, digits=wrong)
    assert refused.status_code == 422
    assert captcha.WRONG in shown(refused)
    assert hidden(refused, "question") != token, "a new one stands there"
    assert visitor.send(token=token).status_code == 422, "a wrong answer spends it"
    used = visitor.question()
    assert visitor.send(token=used).status_code == 200
    for replayed in (used, used + "=", "A" * 80, ""):
        again = visitor.send(token=replayed or "-", digits=asked.digits)
        assert again.status_code == 422, replayed
    late = visitor.question()
    answer = captcha.read(late)
    monkeypatch.setattr(captcha, "time", lambda: answer.until + 1)  # type: ignore[union-attr]
    assert visitor.send(token=late, digits=answer.digits).status_code == 422  # type: ignore[union-attr]
    assert len(waiting()) == 1


def test_a_question_is_good_only_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        captcha, "time", lambda: 1800000000.5
    )  # of a length that leaves spare bits at the end
    asked = next(one for one in iter(captcha.fresh, None) if {"-", "_"} & set(one.token))
    token, last = asked.token, ord(asked.token[-1])
    assert len(token) % 4
    assert captcha.is_answered(token, asked.digits)
    spare = [token[:-1] + sign for sign in SIGNS if ord(sign) != last]
    plain = token.replace("-", "+").replace("_", "/")
    for other in (token, f"{token[:9]}!{token[9:]}", f"{token}!", f" {token}", f"{token}=", plain, *spare):
        assert other == token or captcha.read(other) is None, other
        assert not captcha.is_answered(other, asked.digits), other


def test_the_digits_are_shown_to_the_eye_and_told_to_the_ear(visitor: Visitor) -> None:
    token = visitor.question()
    asked = captcha.read(token)
    assert asked is not None
    picture, sound = (visitor.get(f"/objection/question/{token}.{end}") for end in ("png", "wav"))
    assert picture.content.startswith(b"\x89PNG")
    assert picture.content == visitor.get(f"/objection/question/{token}.png").content, (
        "asking again tells no more"
    )
    with wave.open(io.BytesIO(sound.content)) as heard:
        many = heard.getnframes()
    tone = int(captcha_media.TONE * captcha_media.RATE) + int(captcha_media.PAUSE * captcha_media.RATE)
    rest = int(captcha_media.PAUSE * captcha_media.RATE) + 4 * int(captcha_media.BETWEEN * captcha_media.RATE)
    assert (many - rest) // tone == sum(map(int, asked.digits))
    assert visitor.get("/objection/question/none.png").status_code == 404
    assert asked.digits not in token


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("证明.pdf", EXE)], "认不出内容"),
        ([("证明.pdf", PNG)], "文件名的结尾与内容不符"),
        ([("证明.pdf", PDF + b"\x00" * 5 * 1024 * 1024)], "超过 5 MB"),
        ([("机密★十年.pdf", PDF)], "密级标志"),
        ([(f"{n}.pdf", PDF) for n in range(4)], "附件太多"),
        ([("空.pdf", b"")], "空"),
        ([("script.svg", b"<svg onload=alert(1)>")], "认不出内容"),
    ],
)
def test_a_file_is_what_its_content_says_or_is_not_taken(
    visitor: Visitor, files: list[tuple[str, bytes]], words: str
) -> None:
    page = visitor.send([file(*one) for one in files])
    assert page.status_code == 422, shown(page)
    assert words in shown(page)
    assert FILLED["reasons"] in shown(page), "nothing typed is lost"
    assert waiting() == []


def test_script_in_a_text_is_text_on_every_page(visitor: Visitor) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    for step in ("check", "edit", "none"):
        page = shown(visitor.post("/objection/", {**FILLED, "step": step, "about": evil, "reasons": evil}))
        assert "<script>alert" not in page, step
        assert "<img src=x" not in page, step
        assert "&lt;script&gt;" in page, step


def test_a_body_without_a_length_or_too_long_or_from_another_site_is_not_read(visitor: Visitor) -> None:
    given = {**FILLED, "step": "check"}
    for headers, status in (
        ({"CONTENT_LENGTH": str(100 * 1024 * 1024)}, 413),
        ({"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, 413),
        ({"CONTENT_LENGTH": "-5"}, 413),
        ({"HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}, 200),
    ):
        assert visitor.post("/objection/", given, **headers).status_code == status, headers
    with visitor.as_public():
        assert visitor.client.delete("/objection/").status_code == 405


def test_an_hour_takes_so_much_of_one_line_and_so_much_of_all(
    visitor: Visitor, as_public: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "KEEPING", flood.Bound("keep", 2, 5, "太频繁"))
    assert [visitor.keep().status_code for _ in range(2)] == [200, 200]
    cache.clear()
    assert visitor.keep().status_code == 429, "an act of the office forgets pages, not what was counted"
    neighbours = [Visitor(as_public, f"2001:db8::{n}") for n in range(3)]
    assert [one.keep().status_code for one in neighbours] == [200, 200, 429], "one /64 is one line"
    assert Visitor(as_public, "198.51.100.1").keep().status_code == 200
    full = Visitor(as_public, "198.51.100.2").keep()
    assert full.status_code == 429, "enough for all"
    assert "现在来的人太多" in shown(full)
    assert "您这边" not in shown(full), "it is not this reader's doing"
    assert not [key for key in caches["door"]._cache.get_client().scan_iter() if b"203.0.113" in key]


def test_nobody_shuts_for_all_what_keeps_nothing() -> None:
    assert all(bound.of_all for bound in (flood.SENDING, flood.KEEPING))
    assert not any(bound.of_all for bound in (flood.ASKING, flood.ANSWERING))


def broken(*given: object, **more: object) -> None:
    raise OperationalError("gone")


def test_where_the_store_fails_what_was_typed_comes_back(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.send()
    told(visitor, Step("请补交合同第三页", "YY-320000-2026-000009", "supply", "2026-12-05"))
    token = visitor.question()
    with monkeypatch.context() as store:
        store.setattr(sending, "send", broken)
        store.setattr(sending, "save_draft", broken)
        for page in (visitor.send(token=token), visitor.keep()):
            assert page.status_code == 503
            assert "现在不能提交" in shown(page)
            assert FILLED["reasons"] in shown(page)
        page = visitor.follow("say", words="合同第三页在此")
        assert (page.status_code, "合同第三页在此" in shown(page)) == (503, True)
    monkeypatch.setattr(flood, "ASKING", flood.Bound("ask", 0, 0, "太频繁"))
    page = visitor.follow("say", words="合同第三页在此")
    assert (page.status_code, "合同第三页在此" in shown(page)) == (429, True)
    assert hidden(page, "code") == visitor.code
    assert "还没有消息" not in shown(page)


def test_who_sent_is_shown_the_receipt_though_the_draft_stays(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.keep()
    with monkeypatch.context() as store:
        store.setattr(sending, "save_draft", broken)
        page = visitor.send(code=visitor.code)
    assert page.status_code == 200, shown(page)
    assert visitor.code in shown(page)
    assert len(waiting()) == 1
    told(visitor, Step("已受理", "YY-320000-2026-000009"))
    assert "已受理" in shown(visitor.follow()), "what is left of the form hides no answer"


def test_a_body_too_long_is_told_in_words_of_its_files(visitor: Visitor) -> None:
    for address, is_told in (("/objection/", True), ("/follow/", True), ("/about/", False)):
        page = visitor.post(address, {"step": "say"}, CONTENT_LENGTH=str(100 * 1024 * 1024))
        assert page.status_code == 413
        assert ("每个不超过 5 MB" in shown(page)) is is_told, address


def test_without_its_memory_the_door_takes_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    token = visitor.question()

    def down(*given: object, **more: object) -> None:
        raise RedisDown("gone")

    monkeypatch.setattr(type(caches["door"]), "add", down)
    for page in (visitor.send(token=token), visitor.keep()):
        assert page.status_code == 503
        assert "现在不能提交" in shown(page)
    assert waiting() == []


def test_a_full_store_is_said_and_nothing_is_lost(visitor: Visitor) -> None:
    with as_owner() as cursor:
        cursor.execute(
            "INSERT INTO intake.message (id, kind, sealed) SELECT gen_random_uuid(), 'other',"
            " decode(repeat('00', 60), 'hex') FROM generate_series(1, 2000)"
        )
        cursor.execute(
            "INSERT INTO intake.draft (token_hash, ciphertext) SELECT decode(md5(n::text) || md5(n::text), 'hex'),"
            " decode(repeat('00', 60), 'hex') FROM generate_series(1, 2000) n"
        )
    assert "现在来件太多" in shown(visitor.keep())
    page = visitor.send()
    assert page.status_code == 409
    assert "现在来件太多" in shown(page)
    assert FILLED["reasons"] in shown(page)
    assert len(waiting()) == 2000


def test_a_form_is_left_and_taken_up_again_by_its_receipt_until_it_is_sent(visitor: Visitor) -> None:
    assert visitor.keep(contact="", reasons="还没有写完").status_code == 200
    kept = (visitor.receipt, visitor.code)
    page = visitor.follow()
    assert "还没有写完" in shown(page)
    assert waiting() == [], "until then the office hears nothing"
    code = hidden(page, "code")
    assert code == visitor.code
    back = visitor.post("/objection/", {**FILLED, "step": "edit", "code": code})
    assert hidden(back, "code") == code
    assert visitor.send(code=code).status_code == 200
    assert (visitor.receipt, visitor.code) == kept, "receipt and code stay"
    assert "还没有消息" in shown(visitor.follow())
    assert len(waiting()) == 1


def test_receipt_and_code_must_belong_together_and_a_foreign_code_shows_nothing(visitor: Visitor) -> None:
    visitor.send()
    other = QueryCode.fresh()
    for receipt, code in ((other.receipt, visitor.code), (visitor.receipt, str(other)), ("", ""), ("x", "y")):
        page = visitor.post("/follow/", {"receipt": receipt, "code": code})
        assert page.status_code == 422, (receipt, code)
    loose = visitor.code.lower().replace("-", " ")
    page = visitor.post("/follow/", {"receipt": visitor.receipt.lower(), "code": loose})
    assert page.status_code == 200
    assert "还没有消息" in shown(visitor.post("/follow/", {"receipt": other.receipt, "code": str(other)}))


def told(visitor: Visitor, step: Step) -> None:
    """Let the office tell a step under the visitor's code."""
    code = QueryCode.read(visitor.code)
    assert code is not None
    answer(code.token_hash, step.packed(), until=date(2099, 1, 1), reply_key=code.reply_key)


def test_what_is_asked_is_answered_there_with_files_that_are_what_they_say(visitor: Visitor) -> None:
    visitor.send()
    told(visitor, Step("请补交合同第三页", "YY-320000-2026-000009", "supply", "2026-12-05"))
    page = shown(visitor.follow())
    for words in ("请补交合同第三页", "YY-320000-2026-000009", "2026-12-05"):
        assert words in page
    assert visitor.follow("say", words="").status_code == 422
    lying = visitor.follow("say", words="合同第三页", files=[file(content=EXE)])
    assert lying.status_code == 422
    assert "认不出内容" in shown(lying)
    assert "合同第三页" in shown(lying), "nothing typed is lost"
    done = visitor.follow("say", words="合同第三页", files=[file()])
    assert "已经提交" in shown(done)
    assert 'name="words"' not in shown(done)
    assert len(waiting()) == 2


def test_an_objection_is_taken_back_only_when_asked_twice(visitor: Visitor) -> None:
    visitor.send()
    assert "撤回" not in shown(visitor.follow()), "nothing is in hand yet"
    told(visitor, Step("已受理", "YY-320000-2026-000009"))
    asked = shown(visitor.follow("withdraw"))
    assert "不能恢复" in asked
    assert len(waiting()) == 1
    assert "已经提交撤回" in shown(visitor.follow("withdraw_now"))
    assert len(waiting()) == 2
    told(visitor, Step("已撤回", "YY-320000-2026-000009", is_over=True))
    assert "撤回异议" not in shown(visitor.follow())


def test_nothing_is_sent_under_a_code_that_asks_for_nothing(visitor: Visitor) -> None:
    own = QueryCode.fresh()
    visitor.receipt, visitor.code = own.receipt, str(own)
    for step in ("say", "withdraw", "withdraw_now"):
        page = visitor.follow(step, words="谁也没有问的话")
        assert page.status_code == 409, step
    told(visitor, Step("已收到", "XS-320000-2026-000009"))
    for step in ("say", "withdraw", "withdraw_now"):
        assert visitor.follow(step, words="谁也没有问的话").status_code == 409, step
    assert waiting() == []


def test_a_question_stays_until_it_is_answered_whatever_else_is_told(visitor: Visitor) -> None:
    visitor.send()
    told(visitor, Step("请说明验收日期", "YY-320000-2026-000009", "explain", "2026-12-05"))
    told(visitor, Step("已核查，等信用办决定", "YY-320000-2026-000009"))
    told(visitor, Step("附件没有收下"))
    page = shown(visitor.follow())
    assert 'name="words"' in page
    assert "2026-12-05" in page
    assert "撤回异议" in page, "the number is that of the last step that has one"
    told(visitor, Step("已收到补充说明", "YY-320000-2026-000009", settles=True))
    assert 'name="words"' not in shown(visitor.follow())
    told(visitor, Step("不予采纳", "YY-320000-2026-000009", is_over=True))
    told(visitor, Step("现在不能撤回", "YY-320000-2026-000009"))
    assert "撤回异议" not in shown(visitor.follow())


def test_a_supplier_reads_its_own_line_where_every_receipt_is_asked(visitor: Visitor) -> None:
    case = makers.running("procurement")
    code = issue_line_code(case, by=makers.representative(case))
    visitor.receipt, visitor.code = code.receipt, str(code)
    page = shown(visitor.follow())
    assert case.number in page
    assert f"第 1 期：{case.due_on} 到期" in page
    assert "撤回异议" not in page
    assert visitor.follow("say", words="补充").status_code == 409
    issue_line_code(case, by=makers.representative(case))
    assert case.number not in shown(visitor.follow()), "a former code leads to nothing"
    other = QueryCode.fresh()
    wrong = visitor.post("/follow/", {"receipt": code.receipt, "code": str(other)})
    assert wrong.status_code == 422
    assert case.number not in shown(wrong)
