"""An invented return of any length, about seven rows in a hundred with something wrong."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.generating import WORDS
from exchange.importers.layouts import CAUSES, DISHONESTY, DOMAINS, IMPACTS, SEVERITIES, SOURCE_KINDS
from identifiers.collation import pinyin_key
from identifiers.credit_codes import check_character
from organisations.models import Department, Region

DEPARTMENTS = 600
BAD_SHARE = 0.07
FORMS = ("%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y%m%d")


def roster(number: int = DEPARTMENTS) -> list[tuple[str, str]]:
    """Put departments with sound codes into the database; return (name, code) of each."""
    regions = list(Region.objects.exclude(kind="township"))
    made = []
    for place in range(number):
        region = regions[place % len(regions)]
        body = f"11{region.code}{place:09d}"
        name = f"{region.name}模拟第{place}局（演示）"
        made.append(
            Department(
                credit_code=body + check_character(body),
                name=name,
                sort_key=pinyin_key(name),
                kind="organ",
                level=region.kind,
                region=region,
            )
        )
    return [(body.name, body.credit_code) for body in Department.objects.bulk_create(made)]


def write(path: Path, rows: int, subjects: list[tuple[str, str]], today: date) -> None:
    """Write a return of `rows` rows about `subjects`."""
    dice = random.Random(rows)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("失信信息")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"{today.year}年政务失信信息归集表"])
    sheet.write_row(1, 0, ["涉及金额（万元）" if c.key == "amount" else c.header for c in DISHONESTY.columns])
    for number in range(rows):
        cells = _row(number, dice, subjects, today)
        for place, column in enumerate(DISHONESTY.columns):
            value = cells[column.key]
            if isinstance(value, date):
                sheet.write_datetime(number + 2, place, value, day)
            else:
                sheet.write(number + 2, place, value)
    book.close()


def _row(number: int, dice: random.Random, subjects: list[tuple[str, str]], today: date) -> dict[str, object]:
    name, code = subjects[dice.randrange(len(subjects))]
    decided = today - timedelta(days=dice.randrange(30, 400))
    source = dice.choice([kind for kind in SOURCE_KINDS if kind != "处分"])
    cells: dict[str, object] = {
        "name": name,
        "credit_code": code,
        "source_kind": source,
        "cause": dice.choice(list(CAUSES)),
        "domain": dice.choice(list(DOMAINS)),
        "facts": "".join(dice.choices(WORDS, k=dice.randrange(10, 50))),
        "occurred_on": decided - timedelta(days=60),
        "finding_body": "模拟综合行政执法局（演示）",
        "finding_body_code": "",
        "document_title": f"{source}书",
        "document_number": f"苏验〔{decided.year}〕{number + 1}号",
        "decided_on": decided if number % 2 else decided.strftime(FORMS[number // 2 % len(FORMS)]),
        "effective_on": decided + timedelta(days=10),
        "legal_basis": "《中华人民共和国行政处罚法》第五十七条",
        "amount": round(dice.random() * 300, 2),
        "impact": dice.choice(list(IMPACTS)),
        "declared_severity": dice.choice(list(SEVERITIES)),
        "disclosure": "公开",
        "remark": "",
    }
    if dice.random() < BAD_SHARE:
        cells |= dice.choice(
            [
                {"credit_code": code[:-1] + ("0" if code[-1] != "0" else "1")},
                {"facts": ""},
                {"decided_on": "2026年13月45日", "amount": "约三万"},
                {"domain": "园林绿化", "declared_severity": "特别严重"},
            ]
        )
    return cells
