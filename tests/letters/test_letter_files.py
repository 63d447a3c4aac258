"""What a letter looks like: its words in PDF and Word alike, every glyph there, the bytes that went out kept."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

from common.errors import Incomplete
from common.roles import Role
from letters import services as letters
from letters import typesetting, wording
from letters.models import Letter
from letters.word import write_word
from tests import factories
from tests.letters import letter_kit as kit

FACE = wording.Face(
    issuer="模拟省信用办（演示）",
    document_number="模信办函〔2026〕1号",
    title="关于“三个区分开来”的函",
    addressee="模拟市住房局",
    paragraphs=("面积300㎡，金额＜10万元 & 利息。", "#strong[不是标记] {{ 也不是 }} <b>", "特此函告。"),
    date="2026年11月8日",
)


def said(pdf: bytes) -> str:
    """All text of a PDF, without the line breaks and spaces of its layout."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        source = archive.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", source.replace("</w:p>", "\n"))


def test_places_are_filled_once_and_other_braces_are_text():
    assert (
        wording.fill("{{甲}}与{{ 乙_1 }}，{丙}", {"甲": "{{ 乙_1 }}", "乙_1": "$x"}) == "{{ 乙_1 }}与$x，{丙}"
    )
    assert wording.missing("{{ 甲 }}{{ 乙 }}{{ 甲 }}", {"甲": "有"}) == ["乙"]


def test_paragraphs_are_the_lines_that_say_something():
    assert wording.paragraphs("　　一、甲\x01\r\n\n \x0b二、乙　") == ("一、甲", "二、乙")


def test_number_and_date_as_letters_write_them():
    assert wording.document_number("苏信办函", 2026, 1) == "苏信办函〔2026〕1号"
    assert wording.date_words(date(2026, 1, 5)) == "2026年1月5日"


def test_a_letter_is_pdf_a_with_its_fonts_inside():
    made = typesetting.typeset(FACE)
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert made.count(b"/FontFile") >= 2
    assert {"NotoSansSC-Regular", "NotoSansSC-Bold"} <= {
        name.decode() for name in re.findall(rb"/FontName\s*/[A-Z]{6}\+(NotoSansSC-\w+)", made)
    }
    assert "模拟省信用办" in made.decode("utf-8", "ignore")


@pytest.mark.django_db
def test_the_words_of_a_letter_are_the_same_in_its_pdf_and_its_word_file():
    made = kit.issued()
    shown, written = said(letters.pdf(made)), words_of(letters.docx(made))
    expected = [made.issuer_name, made.document_number, made.title, made.addressee, *made.body.split("\n")]
    for words in [*expected, wording.date_words(made.issued_on)]:
        assert words in written
        assert words in shown


@pytest.mark.parametrize(
    "make",
    [lambda face: said(typesetting.typeset(face)), lambda face: words_of(write_word(face))],
    ids=["pdf", "word"],
)
def test_marks_of_a_typesetter_in_the_words_stay_words(make):
    text = make(FACE).replace(" ", "").replace("&lt;", "<").replace("&gt;", ">")
    assert "#strong[不是标记]{{也不是}}<b>" in text
    assert "面积300㎡，金额＜10万元" in text


def test_a_character_without_a_glyph_is_named_and_nothing_is_made():
    broken = wording.Face(**{**FACE.as_dict(), "title": "𰻞县与\U0001f600的函", "addressee": "一个𰻞局"})
    with pytest.raises(Incomplete) as refused:
        typesetting.typeset(broken)
    assert "“𰻞”（U+30EDE）" in refused.value.message
    assert "“\U0001f600”（U+1F600）" in refused.value.message
    assert refused.value.message.count("𰻞") == 1
    assert "body" in refused.value.fields


@pytest.mark.parametrize("text", ["㎡㎥℃‰②⑳Ⅷ〇※", "镕堃喆翀旻昇玥珺", "“引号”——……《》〔〕【】", "ÄéÑ·•"])
def test_what_letters_and_names_are_written_with_has_its_glyphs(text):
    typesetting.typeset(wording.Face(**{**FACE.as_dict(), "paragraphs": (text,), "title": text}))


def test_a_long_letter_has_its_pages_and_a_long_issuer_stays_on_one_line():
    long = wording.Face(**{**FACE.as_dict(), "issuer": "模" * 45, "paragraphs": ("很长的一段。" * 60,) * 6})
    made = typesetting.typeset(long)
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 2
    assert [page.extract_text().split("\n")[-1] for page in pages] == [
        f"— {number} —" for number in range(1, len(pages) + 1)
    ]
    assert pages[0].extract_text().split("\n")[0] == "模" * 45


@pytest.mark.django_db
def test_the_pdf_that_went_out_is_kept_byte_by_byte():
    made = kit.issued()
    kept = letters.pdf(made)
    assert kept.startswith(b"%PDF-1.7")
    assert hashlib.sha256(kept).hexdigest() == made.pdf_sha256
    letters.void(made, by=factories.posting(Role.DIRECTOR), reason="写错")
    assert letters.pdf(Letter.objects.get(pk=made.pk)) == kept


@pytest.mark.django_db
def test_a_draft_says_that_it_is_one():
    made = kit.drafted()
    assert letters.pdf(made).startswith(b"%PDF")
    assert "（草稿，未编号）" in words_of(letters.docx(made))
    assert "（草稿，未编号）" in said(letters.pdf(made))
    assert Letter.objects.get().pdf is None


@pytest.mark.django_db
def test_a_receipt_of_service_is_a_letter_like_others():
    kit.template(kit.RECEIPT)
    values = {"文书": "告知书", "受送达人": "模拟市住房局", "地点": "该局办公室"}
    made = letters.draft(
        factories.record("confirmed"),
        "service-receipt",
        issuer=kit.OFFICE,
        addressee="模拟市住房局",
        values=values,
        by=factories.posting(Role.OFFICER),
    )
    kit.series(kind="送达回证", mark="模信办送")
    letters.issue(made, by=factories.posting(Role.OFFICER))
    assert made.document_number.startswith("模信办送〔")
    assert "收件人签名或者盖章：" in words_of(letters.docx(made))


@pytest.mark.django_db
def test_reading_letters_leaves_their_bytes_where_they_are(django_assert_num_queries):
    kit.issued()
    with django_assert_num_queries(1):
        row = Letter.objects.get()
    assert "pdf" in row.get_deferred_fields()
