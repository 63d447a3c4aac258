"""The compiled templates of the public site: all compile, escape, name what exists, and leave nothing empty in silence."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import UndefinedError
from markupsafe import escape

from disclosure.addresses import address_of
from disclosure.excerpts import excerpt, hits
from disclosure.jinja import shortened
from identifiers.written_forms import fold

FOLDER = Path(settings.BASE_DIR) / "templates" / "disclosure"
CODE = "11320100MB0000000X"


@pytest.fixture
def compiled(public_side):
    return engines["jinja2"]


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.html")))
def test_each_template_compiles(compiled, name):
    assert compiled.get_template(f"disclosure/{name}").template.is_up_to_date


def test_a_name_that_nobody_gave_is_an_error_and_no_empty_place(compiled):
    with pytest.raises(UndefinedError):
        compiled.from_string("公示到 {{ closes_on }}").render({})


def test_values_are_escaped_and_markup_of_ours_is_not(compiled):
    page = compiled.from_string("{{ words }}{{ words|hits(['<b>']) }}").render({"words": "<b>&"})
    assert page == "&lt;b&gt;&amp;<mark>&lt;b&gt;</mark>&amp;"


def test_the_public_process_finds_its_own_templates_alone(compiled):
    for name in ("common/base.html", "records/face.html", "disclosure/../common/base.html"):
        with pytest.raises(TemplateDoesNotExist):
            get_template(name)


@pytest.mark.parametrize("page", ["home", "records", "departments", "statistics_csv", "about"])
def test_addresses_are_those_that_the_site_resolves(public_side, page):
    assert address_of(page) == reverse(f"disclosure:{page}")


@pytest.mark.parametrize(
    ("page", "thing"),
    [
        ("record", uuid.uuid4()),
        ("judgment", uuid.uuid4()),
        ("commendation", uuid.uuid4()),
        ("department", CODE),
    ],
)
def test_an_address_names_its_thing(public_side, page, thing):
    assert address_of(page, thing) == reverse(f"disclosure:{page}", args=[thing])


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("拖欠工程款", (), "拖欠工程款"),
        ("拖欠工程款", ("工程",), "拖欠<mark>工程</mark>款"),
        ("①期工程", ("1期",), "<mark>①期</mark>工程"),
        ("ＡＢ公司", ("ab公司", "ab"), "<mark>ＡＢ公司</mark>"),
        ("a<b", ("b",), "a&lt;<mark>b</mark>"),
        ("拖欠", ("“”",), "拖欠"),
        ("處罰［2026］", ("处罚", "(2026)"), "<mark>處罰</mark><mark>［2026］</mark>"),
        ("欠款…共５㎡，拖欠", ("5m2", "拖欠"), "欠款…共<mark>５㎡</mark>，<mark>拖欠</mark>"),
        ("a^b]c-d\\e", ("^b]c-d\\",), "a<mark>^b]c-d\\</mark>e"),
    ],
)
def test_asked_words_are_marked_in_the_texts_own_places(text, words, shown):
    assert hits(text, words) == shown


def test_a_word_is_found_however_each_of_its_signs_is_written():
    for sign in map(chr, [*range(0x20, 0xD800), *range(0xF900, 0x10000), *range(0x2F800, 0x2FA20)]):
        assert hits(f"欠{sign}欠", (f"欠{fold(sign)}欠",)) == f"<mark>欠{escape(sign)}欠</mark>", hex(
            ord(sign)
        )


def test_an_excerpt_begins_before_the_first_asked_word():
    text = "前" * 100 + "拖欠" + "后" * 100
    assert excerpt(text, ("拖欠",)) == "…" + "前" * 24 + "<mark>拖欠</mark>" + "后" * 64 + "…"
    assert excerpt("两\n行", ()) == "两 行"
    assert excerpt("<两>\n行", ("两",)) == "&lt;<mark>两</mark>&gt; 行"


def test_a_text_is_shortened_with_its_mark_inside_the_length():
    assert shortened("一二三四", 4) == "一二三四"
    assert shortened("一二三四五", 4) == "一二三…"


def test_an_address_named_in_full_is_looked_up_once_and_one_of_a_thing_on_each_page(compiled):
    source = "<a href=\"{{ url('disclosure:records') }}\"></a>{{ static('css/theme.css') }}{{ url('disclosure:record', one) }}"
    code = compiled.env.compile(source, raw=True)
    assert f'<a href="{reverse("disclosure:records")}"></a>{static("css/theme.css")}' in code
    assert code.count("context.call") == 1
    one = uuid.uuid4()
    page = compiled.from_string(source).render({"one": one})
    assert page.endswith(f"{static('css/theme.css')}/r/{one}/")


def test_a_page_that_is_named_and_is_not_there_is_an_error_of_its_template(compiled):
    with pytest.raises(NoReverseMatch):
        compiled.from_string("{{ url('disclosure:nowhere') }}")
