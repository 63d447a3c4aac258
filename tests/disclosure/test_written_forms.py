"""However words were typed, they are found: full width, traditional signs, any bracket, quotation marks copied along."""

from __future__ import annotations

import pytest
from django.db import connection

from disclosure import search
from disclosure.question import Question
from identifiers.written_forms import MARKS, SIGNS, fold, traditional
from tests.disclosure.rows import standing

pytestmark = pytest.mark.django_db
TEXT = "以苏建罚〔2026〕5号处罚决定认定：拖欠“道路养护”工程款，逾期二百日仍未支付"


@pytest.mark.parametrize("schema", ["public", "open"])
def test_database_and_program_have_one_written_form(schema):
    signs = "".join(map(chr, traditional())) + "".join(MARKS) + "ＡＢｃ１（）［］｛｝İß拖欠"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {schema}.text_fold(%s)", [signs])
        assert cursor.fetchone() == (fold(signs),)


def test_a_form_is_its_own_form():
    signs = SIGNS.read_text(encoding="utf-8")
    assert fold(fold(signs)) == fold(signs)


@pytest.mark.parametrize(
    "typed",
    [
        "拖欠",
        "拖欠“道路养护”工程款",
        '拖欠"道路养护"工程款',
        "拖欠「道路養護」工程款",
        "“逾期二百日”",
        "「逾期二百日",
        "逾期二百日”",
        "處罰決定",
        "蘇建罰〔2026〕5號",
        "苏建罚[2026]5号",
        "苏建罚【2026】5号",
        "苏建罚（2026）5号",
        "苏建罚(２０２６)５号",
        "苏建罚﹝2026﹞5号",
    ],
)
def test_what_is_typed_in_another_form_is_found(as_public, typed):
    made = standing(facts=TEXT)
    with as_public():
        answer = search.find(Question(q=typed))
    assert [row.public_id for row in answer.rows] == [made.public_id]


def test_quotation_marks_alone_are_no_question(as_public):
    standing()
    with as_public():
        answer = search.find(Question(q="“”"))
    assert answer.hint
    assert not answer.rows
