"""Search boxes: several words, parts of numbers without their brackets, bodies by pinyin, former names and parts of codes."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from common.lists.spec import lists
from common.roles import Role
from identifiers.collation import is_spelt, pinyin_key
from identifiers.words import pattern_of
from organisations.models import Department, DepartmentName
from organisations.search import SearchFilter, found_in
from records.facts.dishonesty.filters import RecordFilter
from records.models import DishonestyRecord
from tests import factories

NUMBER = "苏财罚〔2026〕77号"


@pytest.mark.parametrize(
    "asked",
    [
        NUMBER,
        "苏财罚[2026]77号",
        "苏财罚（2026）77",
        "苏财罚2026-77",
        "2026 77",
        "苏财罚 77号",
        "【2026】77",
        "2026_77",
    ],
)
def test_a_number_is_found_in_parts_and_by_any_brackets_or_none(asked):
    assert all(re.search(pattern_of(word), NUMBER) for word in asked.split())


@pytest.mark.parametrize("asked", ["2026号", "77苏财罚", "苏财罚202677", "78"])
def test_what_does_not_stand_in_a_number_in_this_order_is_not_found(asked):
    assert not re.search(pattern_of(asked), NUMBER)


@pytest.mark.parametrize("asked", ["（", "*", "a.c", "[", "\\", "%", "_", "+?"])
@pytest.mark.django_db
def test_a_sign_alone_is_itself_and_never_a_pattern(asked):
    with connection.cursor() as cursor:
        for text, stands in ((f"甲{asked}乙", True), ("甲乙丙", False)):
            cursor.execute("SELECT %s ~* %s", [text, pattern_of(asked)])
            assert cursor.fetchone()[0] is stands, text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12))
@pytest.mark.django_db
def test_python_and_the_database_read_a_pattern_alike(text):
    with connection.cursor() as cursor:
        for word in text.split():
            cursor.execute("SELECT %s ~* %s", [NUMBER, pattern_of(word)])
            assert cursor.fetchone()[0] is bool(re.search(pattern_of(word), NUMBER, re.IGNORECASE)), word


@pytest.mark.django_db
def test_every_word_must_be_found_but_each_may_stand_in_another_column():
    record = factories.record(document_number=NUMBER)
    factories.record(document_number="苏财罚〔2026〕78号")
    _, held = factories.department(), factories.posting(Role.AUDITOR, None)

    def found(words):
        rows = RecordFilter({"q": words}, queryset=DishonestyRecord.objects.all(), posting=held).qs
        return set(rows)

    assert found("苏财罚2026 77号") == {record}
    assert found(f"77号 {record.department.name}") == {record}
    assert found(f"{record.record_no[-6:]} 苏财罚") >= {record}
    assert found(f"77号 {factories.department(name='模拟旁边局（演示）').name}") == set()


@pytest.mark.django_db
def test_a_body_is_found_by_pinyin_former_name_and_part_of_its_code():
    body = factories.department(name="模拟青溪水务局（演示）", sort_key=pinyin_key("模拟青溪水务局（演示）"))
    factories.department(name="模拟青溪林业局（演示）", sort_key=pinyin_key("模拟青溪林业局（演示）"))
    DepartmentName.objects.create(department=body, name="模拟青溪水利站")
    for words in ("青溪 水务", "qingxi shuiwu", "mnqxswj", "SHUIWU", "青溪 水利站", body.credit_code[-8:]):
        assert list(Department.objects.all().asked_for(words)) == [body], words
    assert list(Department.objects.all().asked_for("青溪 财政")) == []


def test_letters_spell_whole_syllables_or_first_letters():
    assert is_spelt("录入失信记录", "luru")
    assert is_spelt("录入失信记录", "lrsx")
    assert not is_spelt("录入失信记录", "lurx")
    assert not is_spelt("录入失信记录", "录")


@pytest.mark.django_db
def test_nothing_but_blanks_narrows_nothing():
    factories.record()
    assert DishonestyRecord.objects.filter(found_in("  ", "document_key")).exists()


def test_every_list_about_bodies_searches_by_the_one_box():
    boxes = {key: spec.filterset.base_filters.get("q") for key, spec in lists.items()}
    about_bodies = {"records", "publications", "corrections", "objections", "repairs", "leads", "measures"}
    about_bodies |= {
        "rectifications",
        "tolerances",
        "transfers",
        "incentives",
        "departments",
        "reorganisations",
    }
    assert about_bodies <= boxes.keys()
    assert {key for key in about_bodies if not isinstance(boxes[key], SearchFilter)} == set()
