"""No template line is wider than a reader's screen."""

from __future__ import annotations

from pathlib import Path

from integrity_portal.template_lines import TEMPLATES, WIDEST, wide_lines


def test_a_line_one_column_too_wide_is_named_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "wide.html").write_text(
        f"<p>\n{'公' * WIDEST}\n{'公' * (WIDEST + 1)}\n</p>\n", encoding="utf-8"
    )
    assert list(wide_lines(folder)) == ["templates/records/wide.html:3：141 列，最多 140 列"]


def test_every_template_of_the_portal_keeps_to_the_width() -> None:
    assert list(wide_lines(TEMPLATES)) == []
