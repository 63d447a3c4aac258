"""Hostile input: what to put into an address or a form, and what an answer may never show."""

from __future__ import annotations

import html
import random
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

VALUES = (
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "'",
        "\"'--",
        "%",
        "%s",
        "{}",
        "{{7*7}}",
        "[]",
        "null",
        "None",
        "NaN",
        "inf",
        "-0",
    ),
    *(
        "-1",
        "0",
        "1.5",
        "9" * 30,
        "1e309",
        "0x10",
        "１２",
        "²",
        "٣",
        "true",
        "2026-02-30",
        "2026-13-45",
        "0000-00-00",
    ),
    *(
        "9999-12-31",
        "10000-01-01",
        "0001-01-01",
        "2026-W01",
        "../../etc/passwd",
        "//example.invalid/",
        "\r\nX-A: b",
    ),
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "😀" * 9,
        "\u202e倒",
        "\ufeff",
    ),
    *(
        "拖欠",
        "机密★10年",
        "320102199001011234",
        "x" * 300,
        "长" * 5000,
        "00000000-0000-4000-8000-000000000000",
        "a,b,,c",
    ),
    *("' OR 1=1 --", "1); DROP TABLE x; --", "\\", "()", "& | !", "拖欠 & !", ":*", "\u0301", "ı", "ﬀ"),
)
NAMES = (
    *(
        "q",
        "page",
        "sort",
        "order",
        "status",
        "region",
        "city",
        "domain",
        "since",
        "until",
        "kind",
        "tab",
        "next",
        "ids",
    ),
    *(
        "record",
        "department",
        "official",
        "unit",
        "page_token",
        "reason",
        "columns",
        "size",
        "per_page",
        "year",
        "quarter",
    ),
    *(
        "format",
        "cursor",
        "after",
        "view",
        "saved",
        "source",
        "csrfmiddlewaretoken",
        "a[]",
        "__proto__",
        "字段",
        "x" * 200,
    ),
)
TELLTALE = re.compile(
    r"Traceback \(most recent|psycopg2|DoesNotExist|django\.(db|core|views)|ProgrammingError|DataError|"
    r"KeyError|ValueError|TypeError|Exception Type|<script>alert\(1\)|<img src=x|at 0x[0-9a-f]{6,}"
)
_CONTROL = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
_VALUE = re.compile(r"<(?:option|input|button)\b[^>]*?\bvalue=\"([^\"]*)\"")


@dataclass
class Pool:
    """Names and values that one page's own forms offer; input mixes them with hostile ones."""

    names: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: str) -> Pool:
        names = sorted({html.unescape(name) for name in _CONTROL.findall(page)} - {"csrfmiddlewaretoken"})
        return cls(names, sorted({html.unescape(value) for value in _VALUE.findall(page)})[:200])

    def value(self, dice: random.Random, others: list[str]) -> str:
        """One value: hostile, one that the page offers, or the key of a thing somewhere else."""
        kinds = [VALUES, self.values or VALUES, others]
        return str(dice.choice(kinds[dice.choices((0, 1, 2), (5, 4, 1))[0]]))

    def query(self, dice: random.Random, others: list[str]) -> list[tuple[str, str]]:
        names = [*self.names, *NAMES] if self.names else list(NAMES)
        return [(dice.choice(names), self.value(dice, others)) for _ in range(dice.randint(1, 5))]

    def form(self, dice: random.Random, others: list[str]) -> dict[str, Any]:
        """A filled form: most of the page's fields, sometimes a file, sometimes a field that nobody asked for."""
        given: dict[str, Any] = {
            name: [self.value(dice, others) for _ in range(dice.choice((1, 1, 1, 2)))]
            for name in self.names
            if dice.random() < 0.8
        }
        if dice.random() < 0.3:
            name = dice.choice(["file", "upload", *self.names])
            ending = dice.choice(["xlsx", "csv", "pdf", "exe", "xlsx.csv"])
            given[name] = SimpleUploadedFile(
                f"文件{dice.choice(['', '机密★', '..', 'x' * 250])}.{ending}", _bytes(dice)
            )
        return {**given, dice.choice(NAMES): self.value(dice, others)}


def _bytes(dice: random.Random) -> bytes:
    starts = (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
        b"\xff\xfe",
        "主体名称,统一社会信用代码\n".encode(),
        b"\xd0\xcf\x11\xe0",
    )
    return dice.choice(starts) + dice.randbytes(dice.choice((0, 1, 40, 4000)))


def betrayals(status: int, body: str, secrets: list[str], sent: str) -> list[str]:
    """What is wrong with an answer: a break, words of the program, or a key that the asker may not know."""
    found = [f"answers {status}"] if status >= 500 else []
    telling = TELLTALE.search(body)
    found += [f"shows {telling[0]!r}"] if telling else []
    return found + [f"tells of {secret}" for secret in secrets if secret in body and secret not in sent]
