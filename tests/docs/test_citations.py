"""Every paragraph of docs/rules.md that code, pages or docs cite is there, and every link into it arrives.

One spelling is settled: `rules.md 0.2t`, `rules.md 0(2)`, `rules.md 4.4(4)`, `procedures.md 14`. Older ones are still
read: `rules 0.2h`, `Rules 0.2d, k, l, r`, `rules 1.1-1.3`, `rules.md 0, row 2`, `rules.md 4.4 (4)`, `rules.md, Marks`
and a bare `0.2j`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "docs" / "rules.md"
READ = {".py", ".sql", ".html", ".md", ".js", ".css"}
NOT_OURS = {"var", "node_modules", "vendor", "__pycache__"}

ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')
LINK = re.compile(r"(?:rules\.md|\]\()#([\w-]+)")
PARAGRAPH = r"\d+(?:\.\d+)?[a-z]?(?: ?\(\d+\))?(?![\w(])"
FURTHER = rf"(?:{PARAGRAPH}|row \d+|[a-z]\b)"
LIST = rf"{PARAGRAPH}(?:(?: ?[\u4e00-\u9fff]+)?(?:, | and |–|-){FURTHER})*"
RULES_CITED = re.compile(rf"\b(?:rules\.md,?|[Rr]ules(?=\s+§?\d+\.\d))\s+§?({LIST}|Marks\b)")
PROCEDURES_CITED = re.compile(r"\b[Pp]rocedures(?:\.md)? (\d+(?:(?:, |–|-)\d+)*\b|[A-E]\b)")
BARE = re.compile(r"(?<![\w.])0\.2[a-z]\b")
MENTION = re.compile(r"(?<![\w/(\"])(?:rules|procedures)\.md\b(?!#)")
NAMELESS = ("rules.md stars", "rules.md has no periods")


@dataclass(frozen=True)
class Citation:
    anchor: str
    words: str
    place: str

    def __str__(self) -> str:
        return f"{self.place}: “{self.words}” leads to no #{self.anchor}"


def anchors() -> set[str]:
    return set(ANCHOR.findall(RULES.read_text(encoding="utf-8")))


def anchor_of(paragraph: str) -> str:
    """`4.4 (4)` → `4-4-row-4`, `0.2t` → `0-2t`, `Marks` → `marks`."""
    name, row = re.fullmatch(r"(.+?)(?: ?\((\d+)\))?", paragraph).groups()
    return name.lower().replace(".", "-") + (f"-row-{row}" if row else "")


def paragraphs(listed: str) -> Iterator[str]:
    """The single paragraphs of `0.2d, k, l`, `1.1-1.3`, `0, row 2`; a later one may name only what differs."""
    found: list[str] = []
    for separator, part in re.findall(rf"(, | and |–|-|^)({FURTHER}|Marks)", listed):
        if part.startswith("row "):
            found[-1] += f"({part[4:]})"
        elif part.isalpha() and len(part) == 1:
            found.append(found[-1][:-1] + part)
        elif separator in {"-", "–"}:
            found += between(found[-1], part)
        else:
            found.append(part)
    yield from found


def between(first: str, last: str) -> list[str]:
    """What `1.1-1.3` or `1-8` names after its first."""
    head, _, start = first.rpartition(".")
    end = last.rpartition(".")[2]
    return [f"{head}.{n}" if head else str(n) for n in range(int(start) + 1, int(end) + 1)]


def citations(text: str, place: str) -> Iterator[Citation]:
    for found in RULES_CITED.finditer(text):
        for paragraph in paragraphs(found[1]):
            yield Citation(anchor_of(paragraph), found[0], place)
    for found in PROCEDURES_CITED.finditer(text):
        for paragraph in [found[1]] if found[1].isalpha() else paragraphs(found[1]):
            yield Citation(f"procedures-{anchor_of(paragraph)}", found[0], place)
    for found in BARE.finditer(RULES_CITED.sub("", text)):
        yield Citation(anchor_of(found[0]), found[0], place)


def files(root: Path) -> Iterator[Path]:
    """What people write here; neither this file nor the rules' own text, whose links have a test of their own."""
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if name not in NOT_OURS and not name.startswith(".")]
        for name in names:
            path = Path(folder) / name
            if path.suffix in READ and path not in {Path(__file__).resolve(), RULES}:
                yield path


def unkept(root: Path) -> list[Citation]:
    """The citations below `root` that lead to no paragraph of docs/rules.md."""
    there, missing = anchors(), []
    for path in files(root):
        text, place = path.read_text(encoding="utf-8"), str(path.relative_to(root))
        missing += [cited for cited in citations(text, place) if cited.anchor not in there]
        missing += [
            Citation(link, f"rules.md#{link}", place)
            for link in re.findall(r"rules\.md#([\w-]+)", text)
            if link not in there
        ]
    return missing


def nameless(text: str) -> list[str]:
    """The lines that name the rules and no paragraph of theirs."""
    plain = PROCEDURES_CITED.sub("", RULES_CITED.sub("", text))
    lines = [line.strip() for line in plain.splitlines() if MENTION.search(line)]
    return [line for line in lines if not any(words in line for words in NAMELESS)]


def test_every_cited_paragraph_of_the_rules_exists() -> None:
    assert not unkept(ROOT), "\n".join(map(str, unkept(ROOT)))


def test_the_citations_are_found_at_all() -> None:
    found = [
        cited.anchor for path in files(ROOT) for cited in citations(path.read_text(encoding="utf-8"), "")
    ]
    assert len(found) >= 70
    assert {"0-2t", "0-2j", "0-2h", "0-row-2", "3-5", "4-4-row-4", "7-1", "marks"} <= set(found)


def test_whoever_names_the_rules_names_a_paragraph() -> None:
    silent = {path.relative_to(ROOT): nameless(path.read_text(encoding="utf-8")) for path in files(ROOT)}
    assert not {path: lines for path, lines in silent.items() if lines}


def test_each_anchor_of_the_rules_stands_once_and_each_link_inside_arrives() -> None:
    text = RULES.read_text(encoding="utf-8")
    all_anchors = ANCHOR.findall(text)
    assert sorted(all_anchors) == sorted(set(all_anchors))
    assert set(LINK.findall(text)) <= set(all_anchors)


def test_every_source_that_the_rules_name_is_listed() -> None:
    text = RULES.read_text(encoding="utf-8")
    named = {f"s{number}" for number in re.findall(r"\[S(\d+)\]", text)}
    assert len(named) >= 60
    assert named <= anchors()


def test_a_citation_that_leads_nowhere_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "clocks.py").write_text('"""Due as rules.md 9.9 says（0.2z）."""', encoding="utf-8")
    (tmp_path / "page.html").write_text("{# rules.md 0.2t, procedures.md 28 #}", encoding="utf-8")
    (tmp_path / "word.md").write_text("[window](rules.md#0-2r), [none](rules.md#0-9)", encoding="utf-8")
    told = sorted(map(str, unkept(tmp_path)))
    assert [line.split(":")[0] for line in told] == ["clocks.py", "clocks.py", "page.html", "word.md"]
    assert [line.rpartition("#")[2] for line in told] == ["0-2z", "9-9", "procedures-28", "0-9"]


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("rules.md 0.2t", ["0-2t"]),
        ("（rules.md 0.2p, 0.2w）; errors", ["0-2p", "0-2w"]),
        ("rules.md 0.2b, c）.", ["0-2b", "0-2c"]),
        ("Rules 0.2d, k, l, r; Order 36 (2025).", ["0-2d", "0-2k", "0-2l", "0-2r"]),
        ("(rules 1.1-1.3)", ["1-1", "1-2", "1-3"]),
        ("rules 4.1, 0.2k", ["4-1", "0-2k"]),
        ("rules.md 0, row 2", ["0-row-2"]),
        ("rules.md 0(2)", ["0-row-2"]),
        ("rules.md 4.4 (4)", ["4-4-row-4"]),
        ("rules.md 4.4(4)", ["4-4-row-4"]),
        ("rules.md 3.4 查询授权记录, 4.4; 个人信息保护法 51", ["3-4", "4-4"]),
        ("rules.md 3.10", ["3-10"]),
        ("（rules.md, Marks）", ["marks"]),
        ("procedures.md 14", ["procedures-14"]),
        ("procedures 1-3, 7", ["procedures-1", "procedures-2", "procedures-3", "procedures-7"]),
        ("procedures E", ["procedures-e"]),
        ("later procedures join; two rules 3 times; setseed(0.2)", []),
    ],
)
def test_each_spelling_of_a_citation_is_read(words: str, cited: list[str]) -> None:
    assert [citation.anchor for citation in citations(words, "")] == cited


def test_a_mention_without_a_paragraph_is_told() -> None:
    assert nameless("as rules.md 3.5 says\nas rules.md says\n") == ["as rules.md says"]
