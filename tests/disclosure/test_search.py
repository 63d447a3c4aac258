"""Search against brute force, plans against each other, and everything that is not a word."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from disclosure import search
from disclosure.open.models import OpenRecord
from disclosure.question import Question
from disclosure.store.refresh import refresh_all
from identifiers.document_numbers import document_key
from identifiers.written_forms import fold
from organisations.models import DepartmentCode, DepartmentName
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LETTERS = "拖欠工程款逾期Aａ2２％%_\\' （）"


@pytest.fixture
def first():
    facts = "道路养护项目拖欠工程结算款1,286.40万元，逾期不付"
    return standing(facts=facts, document_number="苏01罚〔2025〕7号")


def titles(answer):
    return [row.title for row in answer.rows]


def ask(as_public, q="", page=1, **filters):
    with as_public():
        answer = search.find(
            Question.read({"q": [q], **{name: [value] for name, value in filters.items()}}), page
        )
        list(answer.rows)
    return answer


@pytest.mark.parametrize(
    "words",
    ["拖欠", "欠工", "工程结算", "道路养护项目拖欠工程结算款", "拖欠 逾期", "１，２８６.40万元", "1,286"],
)
def test_words_of_two_characters_and_more_are_found_wherever_they_stand(first, as_public, words):
    assert ask(as_public, words).total == 1


@pytest.mark.parametrize("words", ["欠拖", "拖款", "拖欠 桥梁", "养护道路", "28640", "拖%欠", "拖_", "1_286"])
def test_what_is_not_in_the_text_is_not_found(first, as_public, words):
    assert ask(as_public, words).total == 0


@pytest.mark.parametrize("words", ["欠", "%", "_", "%%", "\\", "'", "；--", "欠 款", "（）"])
def test_single_characters_and_punctuation_alone_are_not_asked(first, as_public, words):
    answer = ask(as_public, words)
    assert "两个" in answer.hint
    assert not answer.rows


@pytest.mark.parametrize(
    "words",
    [
        "' OR '1'='1",
        "拖欠'; DROP TABLE records_publication; --",
        '拖"欠',
        "拖欠 & | ! ( ) :*",
        "$$拖欠$$",
        "拖欠\\'",
        "%s 拖欠 %(x)s",
    ],
)
def test_metacharacters_are_text(first, as_public, words):
    assert ask(as_public, words).total == 0
    assert ask(as_public, "拖欠").total == 1


def test_ten_thousand_characters_are_cut_and_answered(first, as_public):
    assert ask(as_public, "拖欠" * 5000).total == 0


def test_the_index_agrees_with_brute_force_on_random_texts(first, as_public):
    chance = random.Random(7)
    texts = ["".join(chance.choices(LETTERS, k=chance.randint(2, 40))) for _ in range(250)]
    for number, text in enumerate(texts):
        another(
            first, number, face={"facts": text, "title": "甲", "finding_body": "甲", "document_title": ""}
        )
    asked = ["".join(chance.choices(LETTERS, k=chance.randint(2, 6))) for _ in range(150)]
    compared = 0
    for words in asked:
        question = Question.read({"q": [words]})
        with as_public():
            # Figures and letters alone may stand in the names and numbers of the department, too.
            bare = any(fold(word).isascii() for word in question.words)
            total = search.total_of(question)
            if bare or total is None or search._of_document(question):
                continue
            found = {row.facts for row in search.hits(question, many=False, take=100)}
        wanted = [text for text in texts if all(fold(word) in fold(text) for word in question.words)]
        assert total == len(wanted), words
        if total <= 100:
            assert found == set(wanted), words
        compared += 1
    assert compared > 70


@pytest.mark.parametrize("sort", ["", "old"])
@pytest.mark.parametrize("words", ["", "拖欠", "拖欠工程"])
@pytest.mark.long
def test_both_plans_give_the_same_page(first, as_public, words, sort):
    chance = random.Random(3)
    for number in range(60):
        text = "拖欠工程款" if number % 3 else "拖欠货款"
        day = timezone.localdate() - timedelta(days=chance.randint(0, 27))
        another(first, number, face={"facts": text}, opens_on=day)
    question = Question(q=words, sort=sort)
    with as_public():
        few = [row.pk for row in search.hits(question, many=False, skip=10, take=20)]
        many = [row.pk for row in search.hits(question, many=True, skip=10, take=20)]
        ordered = [row.opens_on for row in search.hits(question, many=True, take=100)]
    assert few == many
    assert len(few) == 20
    assert ordered == sorted(ordered, reverse=not sort)


def test_the_walk_along_the_date_does_not_sort(first, as_public):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT public_id FROM open.standing WHERE strpos(haystack, '拖欠') > 0"
            " ORDER BY opens_on DESC, published_at DESC, public_id DESC LIMIT 25"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "fact_by_day" in plan
    assert "Sort" not in plan


def test_more_than_a_thousand_hits_are_called_so_and_paged_no_further(first, as_public, monkeypatch):
    monkeypatch.setattr(search, "CAP", 40)
    monkeypatch.setattr(search, "LAST_PAGE", 2)
    for number in range(50):
        another(first, number)
    answer = ask(as_public, "拖欠", page=99)
    assert answer.capped
    assert answer.shown_total == "40+"
    assert (answer.page, answer.pages, len(answer.rows)) == (2, 2, search.PER_PAGE)


@pytest.mark.parametrize(("words", "plan"), [("拖欠", "open.hits_many"), ("拖欠 桥梁", "open.hits_few")])
def test_words_are_walked_for_where_they_are_met_everywhere_alone(first, queries, monkeypatch, words, plan):
    monkeypatch.setattr(search, "CAP", 2)
    for number in range(110):
        text, days = ("拖欠桥梁款", 20) if number < 4 else ("拖欠货款", 1)
        another(first, number, face={"facts": text}, opens_on=TODAY - timedelta(days=days))
    page, asked = queries("/records/", q=words)
    assert "2+" in page.content.decode()
    assert [sql for sql in asked if plan in sql]


def test_a_credit_code_leads_to_the_department_also_by_a_former_code(as_public):
    made = standing()
    department = made.fact.of_kind.department
    former = factories.credit_code()
    DepartmentCode.objects.create(department=department, code=former, until=date(2020, 1, 1))
    refresh_all()
    code = department.credit_code
    for written in (code, code.lower(), f" {code[:8]} {code[8:]} ", former):
        answer = ask(as_public, written)
        assert answer.department.credit_code == code
        assert [row.public_id for row in answer.rows] == [made.public_id]


def test_a_code_that_nobody_has_says_what_is_wrong_with_it(as_public):
    code = factories.credit_code()
    wrong = code[:-1] + ("1" if code[-1] != "1" else "2")
    assert "没有" in ask(as_public, code).hint
    assert "校验码" in ask(as_public, wrong).hint


@pytest.mark.parametrize(
    "written", ["苏01罚〔2026〕77号", "苏01罚（2026）77号", "苏01罚[2026]77号", " 苏01罚 〔２０２６〕 77号"]
)
def test_a_document_number_is_found_in_every_way_of_writing_it(as_public, written):
    made = standing(document_number="苏01罚〔2026〕77号")
    standing(document_number="苏01罚〔2026〕777号")
    answer = ask(as_public, written)
    assert answer.exact == "document"
    assert [row.document_key for row in answer.rows] == [document_key("苏01罚〔2026〕77号")]
    assert answer.rows[0].public_id == made.public_id


def test_departments_are_offered_by_present_and_former_names(as_public):
    made = factories.department(name="模拟临江市水务局（演示）")
    DepartmentName.objects.create(department=made, name="临江市水利局")
    refresh_all()
    for words in ("水务局", "水利局"):
        assert [str(one) for one in ask(as_public, words).departments] == [made.name]


def test_facets_count_what_each_choice_would_show(as_public):
    city_a = factories.department("320100")
    city_b = factories.department("320200")
    standing(department=city_a, domain="procurement")
    standing(department=city_a, domain="bidding", source_kind="judgment")
    standing(department=city_b, domain="procurement")

    def counts(answer, facet):
        return {choice.value: choice.records for choice in answer.choices if choice.facet == facet}

    everything = ask(as_public)
    assert counts(everything, "city") == {"320100": 2, "320200": 1}
    assert counts(everything, "source") == {"penalty": 2, "judgment": 1}
    chosen = ask(as_public, city="320100")
    assert chosen.total == 2
    assert counts(chosen, "city") == {"320100": 2, "320200": 1}, (
        "the facet itself is not narrowed by its choice"
    )
    assert counts(chosen, "domain") == {"procurement": 1, "bidding": 1}


def test_places_are_a_tree_counted_alike_from_the_kept_counts_and_from_the_hits(as_public):
    for code, number in (("320102", 2), ("320104", 1), ("320505", 3), ("320100", 1)):
        body = factories.department(code)
        for _ in range(number):
            standing(department=body, facts="拖欠工程款")

    def counts(answer, facet):
        return {choice.value: choice.records for choice in answer.choices if choice.facet == facet}

    for q in ("", "拖欠"):
        bare = ask(as_public, q)
        assert counts(bare, "county") == {}, "no city is opened"
        assert counts(bare, "city") == {"320100": 4, "320500": 3}
        city = ask(as_public, q, city="320100")
        assert (city.total, counts(city, "county")) == (4, {"320102": 2, "320104": 1})
        county = ask(as_public, q, city="320100", county="320102")
        assert (county.total, len(county.rows)) == (2, 2)
        assert counts(county, "county") == {"320102": 2, "320104": 1}, (
            "a facet is not narrowed by its own choice"
        )
        assert counts(county, "city") == {"320100": 4, "320500": 3}
        assert counts(county, "source") == {"penalty": 2}
        with as_public():
            beside = search.find(Question(q=q, city=("320100", "320500"), county=("320104",)))
        assert (beside.total, len(beside.rows)) == (4, 4), "one county of the first city, all of the second"
        assert ask(as_public, q, county="320505").total == 3


def test_beyond_what_is_counted_the_choices_stand_without_numbers(first, as_public, monkeypatch):
    monkeypatch.setattr(search, "CAP", 2)
    for number in range(4):
        another(first, number)
    choices = ask(as_public, "拖欠").choices
    assert {choice.facet for choice in choices} == {"city", "domain", "source", "severity", "year"}
    assert {choice.records for choice in choices} == {None}


def test_a_common_word_narrowed_to_what_can_be_counted_offers_the_other_choices_all_the_same(
    first, as_public, monkeypatch
):
    monkeypatch.setattr(search, "CAP", 2)
    for number in range(4):
        another(first, number, face={"domain": "ppp" if number else "debt"})
    narrowed = ask(as_public, "拖欠", domain="debt")
    assert (narrowed.total, narrowed.capped) == (1, False)
    assert {choice.value for choice in narrowed.choices if choice.facet == "domain"} >= {"ppp", "debt"}
    assert {choice.records for choice in narrowed.choices} == {None}
    assert narrowed.offer == ask(as_public, "拖欠", domain="debt", page=2).offer


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"severity": "serious"}, 0),
        ({"severity": "ordinary"}, 1),
        ({"city": "320100"}, 1),
        ({"city": "320200"}, 0),
        ({"month": "2020-01"}, 0),
        ({"closing": "2020-01"}, 0),
        ({"year": "2020"}, 0),
        ({"source": "penalty", "domain": "procurement"}, 1),
    ],
)
def test_each_filter_narrows(first, as_public, filters, number):
    assert ask(as_public, **filters).total == number


def test_month_filters_take_the_month_of_opening_and_of_closing(first, as_public):
    assert ask(as_public, month=f"{first.opens_on:%Y-%m}").total == 1
    assert ask(as_public, closing=f"{first.closes_on:%Y-%m}").total == 1


def test_suggestions_are_parts_of_the_question_that_have_hits(first, as_public):
    with as_public():
        assert search.suggestions(Question(q="拖欠 飞船")) == ["拖欠"]
        assert search.suggestions(Question(q="拖欠飞船")) == ["拖欠"]


def test_the_newest_come_first(first, as_public):
    later = another(first, 1, published_at="2099-01-01T00:00:00+08:00")
    with as_public():
        assert [row.public_id for row in OpenRecord.objects.newest(5)] == [later, first.public_id]


@pytest.mark.parametrize("sort", ["", "old"])
@pytest.mark.parametrize("words", ["", "拖欠"])
def test_what_lies_beyond_the_numbered_pages_is_walked_once_while_rows_come_and_go(
    first, as_public, monkeypatch, words, sort
):
    monkeypatch.setattr(search, "CAP", 30)
    monkeypatch.setattr(search, "PER_PAGE", 10)
    monkeypatch.setattr(search, "LAST_PAGE", 3)
    moment = timezone.now() - timedelta(days=60)
    stand = [
        another(
            first,
            number,
            published_at=moment + timedelta(seconds=number),
            opens_on=TODAY - timedelta(days=number % 3),
        )
        for number in range(60)
    ]
    asked, seen = Question(q=words, sort=sort), []
    with as_public():
        answers = [search.find(asked, page) for page in (1, 2, 3)]
    seen += [row.public_id for answer in answers for row in answer.rows]
    further = answers[-1].further
    gone = None
    while further:
        if gone is None:
            gone = next(address for address in stand if address not in seen)
            with as_owner() as cursor:
                cursor.execute("DELETE FROM open.stored_fact WHERE public_id = %s", [str(gone)])
            another(first, 1000, opens_on=TODAY if not sort else TODAY - timedelta(days=9))
        with as_public():
            answer = search.find(Question.read({"q": [words], "sort": [sort], "after": [further]}))
        seen += [row.public_id for row in answer.rows]
        further = answer.further
    assert len(seen) == len(set(seen))
    assert set(stand) - {gone} <= set(seen)


def test_a_place_that_is_no_day_is_left_out():
    token = f"20260231-1-{'0' * 32}"
    assert Question.read({"after": [token]}).after == ""
    assert Question.read({"after": [token.replace("0231", "0228")]}).after


def test_words_to_try_are_those_that_lead_anywhere_in_their_order(first, as_public, monkeypatch):
    for number in range(120):
        another(
            first, number, face={"facts": "合同价款"}, published_at=first.published_at + timedelta(hours=1)
        )
    with as_public():
        assert search.leading(["飞船", "合同", "拖欠", "逾期", "款"], 2) == ["合同", "拖欠"], (
            "newest, then by the index"
        )
        assert search.leading(["飞船", "合同", "拖欠"], 1) == ["合同"]
        assert search.leading([], 3) == []
