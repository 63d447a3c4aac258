"""`make quality`: each limit of the house is counted, and a broken one makes it red."""

from __future__ import annotations

from pathlib import Path

import pytest

from integrity_portal import limits
from integrity_portal.limits import Measure


def counted(root: Path, words: str) -> Measure:
    return next(measure for measure in limits.measures(root) if words in measure.words)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for app in ("records", "exchange"):
        (tmp_path / app / "migrations").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    return tmp_path


def test_an_app_of_more_than_ten_thousand_lines_is_refused_migrations_aside(house: Path) -> None:
    (house / "exchange" / "migrations" / "0001_initial.py").write_text("x = 1\n" * 20_000)
    assert counted(house, "exchange 的").is_kept
    (house / "exchange" / "models.py").write_text("x = 1\n" * 10_001)
    assert not counted(house, "exchange 的").is_kept


@pytest.mark.parametrize("name", ["records/views.py", "records/counts.sql", "templates/case.html"])
def test_a_file_of_more_than_three_hundred_lines_is_refused(house: Path, name: str) -> None:
    (house / name).write_text("\n" * 300)
    assert counted(house, "最长的文件").is_kept
    (house / name).write_text("\n" * 301)
    assert counted(house, "最长的文件").where == name
    assert not counted(house, "最长的文件").is_kept


def test_a_function_of_more_than_forty_lines_is_refused(house: Path) -> None:
    source = "def long() -> None:\n" + "    x = 1\n" * 39
    (house / "records" / "views.py").write_text(source)
    assert counted(house, "最长的函数").is_kept
    (house / "records" / "views.py").write_text(source + "    x = 1\n")
    assert not counted(house, "最长的函数").is_kept


def test_an_any_that_stands_alone_counts_and_one_inside_a_type_does_not(house: Path) -> None:
    (house / "records" / "views.py").write_text(
        "def a(x: Any) -> None: ...\ndef b() -> Any: ...\ndef c(*, y: dict[str, Any]) -> None: ...\n"
    )
    assert counted(house, "Any").found == 2


def test_star_arguments_of_any_do_not_count(house: Path) -> None:
    (house / "records" / "views.py").write_text(
        "def a(*x: Any, **y: Any) -> None: ...\ndef b(*x: Any) -> Any: ...\n"
    )
    assert counted(house, "不计原样转交的星号参数").found == 1


def test_a_file_that_names_a_kind_of_fact_counts_by_class_label_and_table(house: Path) -> None:
    for number, words in enumerate(
        ("LostJudgment", '"records.commendation"', "records_dishonestyrecord", "judgment")
    ):
        (house / "records" / f"part{number}.py").write_text(f"# {words}\n")
    assert counted(house, "以外点名").found == 3


def test_a_kind_may_be_named_in_its_own_room_which_is_told_beside(house: Path) -> None:
    room = house / "records" / "facts" / "commendations"
    (room / "sql").mkdir(parents=True)
    (room / "models.py").write_text("class Commendation: ...\n")
    (house / "records" / "lists.py").write_text("# Commendation\n")
    assert (counted(house, "以外点名").found, counted(house, "以内点名").found) == (2, 0)
    (room / "sql" / "kind.sql").write_text("SELECT records_guard_fact('records_commendation');\n")
    assert (counted(house, "以外点名").found, counted(house, "以内点名").found) == (1, 2)
    assert (counted(house, "以内点名").verdict, counted(house, "以外点名").goal) == ("仅供参考", 12)


def test_a_template_line_of_more_than_140_columns_counts(house: Path) -> None:
    (house / "templates" / "case.html").write_text("x" * 140 + "\n" + "x" * 141 + "\n")
    assert counted(house, "模板").found == 1


def test_todays_house_keeps_every_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert limits.main() == 0
    assert "最长的函数" in capsys.readouterr().out
