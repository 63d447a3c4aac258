"""Names climb no floor: what import-linter cannot see, because it stands in strings, templates and SQL.

The floors are those of import-linter's contract in pyproject.toml. A string may name models, tables, addresses,
templates and modules of its own app and of lower floors; what lies higher registers itself below.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.template.engine import Engine

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
PARTIAL_APPS = {"components": "common"}
"""Folders of templates that belong to an app of another name."""
EVERYWHERE = {"home"}
"""Addresses without an app: where whoever signs in begins."""
TAG = re.compile(r"(?:{%-?\s*(?:url|include|extends|from|import)\s+|\burl\(\s*)['\"]([^'\"]+)['\"]")
"""What a tag of either language of templates names, or a call of `url` in a compiled one."""
LOAD = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")


@cache
def floors() -> dict[str, int]:
    """Each app's floor, the lowest 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(
        c["layers"] for c in contracts["contracts"] if c["type"] == "layers" and "common" in c["layers"]
    )
    return {app.strip(): n for n, layer in enumerate(reversed(layers)) for app in layer.split("|")}


def owner(model: type[Model]) -> str:
    """The app of the house in whose folder a model stands, whatever label Django knows it by; else ""."""
    app = model.__module__.partition(".")[0]
    return app if app in floors() else ""


@cache
def tables() -> dict[str, str]:
    """Whose each table is, with its schema where that is not the default one; tables of links between models too."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if owner(model):
            found[model._meta.db_table.replace('"', "")] = owner(model)
    return found


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What names an app's thing, as (a label, address, module or template; a table)."""
    names = "|".join(floors())
    models = "|".join(model._meta.model_name or "" for model in apps.get_models() if owner(model))
    thing = re.compile(
        rf"(?<![\w./-])(?:({names})\.(?:{models})\b|({names}):[a-z]\w*|({names})(?:\.[a-z_]+)+$|({names})/[\w/]+\.html)",
        re.IGNORECASE,
    )
    table = re.compile(
        rf"(?<![\w.])({'|'.join(map(re.escape, sorted(tables(), key=len, reverse=True)))})(?![\w:/.-]*\.html)\b"
    )
    return thing, table


def climbs(app: str, other: str) -> bool:
    """Whether `other` is another app on the same floor as `app`, or higher."""
    return app != other and floors()[other] >= floors()[app]


def named_apps(text: str) -> Iterator[tuple[str, str]]:
    """The apps whose things a string names, with the words that name them."""
    thing, table = patterns()
    for found in thing.finditer(text):
        yield next(filter(None, found.groups())).lower(), found[0]
    for found in table.finditer(text):
        yield tables()[found[1]], found[0]


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring; a call's first two strings joined, as of get_model("a", "B")."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, DOCUMENTED) and node.body and isinstance(node.body[0], ast.Expr)
    }
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told | notes:
            yield node.lineno, node.value
        if isinstance(node, ast.Call):
            given = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
            if len(given) == 2 and all(isinstance(one, str) for one in given):
                yield node.lineno, ".".join(map(str, given))


def climbing_python(app: str, source: str) -> list[str]:
    """Where a module of `app` names something higher in a string."""
    return [
        f"{line}: {words}"
        for line, text in strings(ast.parse(source))
        for other, words in named_apps(text)
        if climbs(app, other)
    ]


def climbing_sql(app: str, source: str) -> list[str]:
    """Where an SQL file of `app` names a higher table, comments aside."""
    return [
        f"{number}: {words}"
        for number, line in enumerate(source.splitlines(), 1)
        for other, words in named_apps(line.split("--")[0])
        if climbs(app, other)
    ]


@cache
def tag_libraries() -> dict[str, str]:
    """The app of each library of template tags of ours."""
    libraries = {**Engine.get_default().libraries}
    return {name: path.split(".")[0] for name, path in libraries.items() if path.split(".")[0] in floors()}


def climbing_template(app: str, source: str) -> list[str]:
    """Which addresses, templates and tags of higher apps a template of `app` names."""
    found = []
    for words in TAG.findall(source):
        other = re.split(r"[:/]", words)[0]
        other = PARTIAL_APPS.get(other, other)
        if words not in EVERYWHERE and (other not in floors() or climbs(app, other)):
            found.append(words)
    for names in LOAD.findall(source):
        found += [
            f"load {name}"
            for name in names.split(" from ")[-1].split()
            if name in tag_libraries() and climbs(app, tag_libraries()[name])
        ]
    return found


def foreign_views(app: str, source: str) -> list[str]:
    """Which views of other apps a module imports."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found += [f"{node.lineno}: {name}" for name in names if is_foreign_view(app, name.split("."))]
    return found


def is_foreign_view(app: str, parts: list[str]) -> bool:
    """Whether an imported name lies in the views of another app."""
    return parts[0] in floors() and parts[0] != app and "views" in parts[1:]


def scan(folder: Path, pattern: str, app: str, look: Callable[[str, str], list[str]]) -> dict[str, list[str]]:
    """What `look` finds in the files below a folder, by file."""
    found = {
        str(path.relative_to(ROOT)): look(app, path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob(pattern))
    }
    return {path: lines for path, lines in found.items() if lines}


OURS = [app for app in floors() if (ROOT / app).is_dir()]


@pytest.mark.parametrize("app", OURS)
def test_no_string_in_python_names_a_higher_app(app: str) -> None:
    assert not scan(ROOT / app, "*.py", app, climbing_python)


@pytest.mark.parametrize("app", [app for app in OURS if any((ROOT / app).rglob("*.sql"))])
def test_no_sql_names_a_higher_table(app: str) -> None:
    assert not scan(ROOT / app, "*.sql", app, climbing_sql)


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (ROOT / "templates").iterdir() if path.is_dir())
)
def test_no_template_names_a_higher_app(folder: str) -> None:
    app = PARTIAL_APPS.get(folder, folder)
    assert not scan(ROOT / "templates" / folder, "*.html", app, climbing_template)


@pytest.mark.parametrize("app", [app for app in OURS if app != "integrity_portal"])
def test_nobody_imports_another_apps_views(app: str) -> None:
    assert not scan(ROOT / app, "*.py", app, foreign_views)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('reverse("records:record")', "records:record"),
        ('KEY = "records.dishonestyrecord.confirm"', "records.dishonestyrecord"),
        ('models.ForeignKey("records.Publication")', "records.Publication"),
        ('apps.get_model("records", "Publication")', "records.Publication"),
        ('import_module("records.services")', "records.services"),
        ('render(request, "records/case.html")', "records/case.html"),
        ('f"SELECT 1 FROM records_publication WHERE {x}"', "records_publication"),
    ],
)
def test_a_string_that_climbs_is_found(source: str, words: str) -> None:
    assert climbing_python("postings", source) == [f"1: {words}"]
    assert not climbing_python("disclosure", source)


def test_what_a_docstring_tells_climbs_nowhere() -> None:
    assert not climbing_python("postings", '"""Tells of records.publication."""')


def test_sql_that_climbs_is_found_and_comments_are_not() -> None:
    assert climbing_sql("postings", "SELECT 1 FROM records_publication -- records_fact") == [
        "1: records_publication"
    ]
    assert climbing_sql("supervision", "SELECT 1 FROM open.record") == ["1: open.record"]
    assert not climbing_sql("disclosure", "SELECT 1 FROM open.record, records_publication")


def test_a_template_that_climbs_is_found() -> None:
    source = (
        "{% extends 'common/base.html' %}{% url \"records:record\" pk %}{% include 'exchange/tile.html' %}"
    )
    assert climbing_template("postings", source) == ["records:record", "exchange/tile.html"]


def test_a_compiled_template_that_climbs_is_found() -> None:
    source = (
        "{% extends 'common/base.html' %}{% from \"exchange/parts.html\" import tile %}"
        "{%- include 'records/row.html' %}{{ url(\"records:record\", pk) }}{% set to = url( 'exchange:batch' ) %}"
    )
    named = ["exchange/parts.html", "records/row.html", "records:record", "exchange:batch"]
    assert climbing_template("postings", source) == named


def test_an_import_of_foreign_views_is_found() -> None:
    source = "from postings.views import home\nfrom postings.views.home import my_work\nimport records.views"
    assert foreign_views("records", source) == ["1: postings.views.home", "2: postings.views.home.my_work"]
