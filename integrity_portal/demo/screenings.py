"""The demo's watch lists and comparisons of bidders, by the demo officers through the real import and acts; all invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from commitments.screening.models import Hit, ScreeningCheck, WatchVersion
from commitments.screening.services import deciding, keeping
from commitments.screening.services.checking import Tender, check
from commitments.screening.services.looking import Line
from commitments.screening.vocabulary import HitStatus, WatchKind
from common.models import RuleValue
from exchange.importers.layouts import LAYOUTS
from exchange.workbooks import template_name
from identifiers.credit_codes import check_character
from postings.models import Posting
from postings.services import settle_rule

People = Mapping[str, Posting]
Import = Callable[..., None]
COURT, ORGAN = "模拟人民法院（演示）", "模拟市场监督管理局（演示）"
RELEASE = "模拟人民法院（2026）演示执1号之一"


def _code(number: int) -> str:
    body = f"91320100MADM{number:05d}"
    return body + check_character(body)


COURT_LIST = (
    ("单位", "模拟江海建设有限公司（演示）", _code(1), "", 400, None),
    ("单位", "模拟长河路桥工程有限公司（演示）", _code(2), "模拟长河市政公司（演示）", 260, None),
    ("单位", "模拟云台水务技术有限公司（演示）", _code(3), "", 190, None),
    ("单位", "模拟石城园林绿化有限公司（演示）", _code(4), "", 520, 30),
    ("单位", "模拟东湖机电安装有限公司（演示）", "", "", 75, None),
    ("单位", "模拟紫金装饰有限公司（演示）", _code(6), "模拟紫金装潢公司（演示）", 48, None),
    ("自然人", "甲某（演示）", "", "", 120, None),
)
SERIOUS_LIST = (
    ("单位", "模拟秦淮劳务有限公司（演示）", _code(11), "", 150, None),
    ("单位", "模拟太湖检测有限公司（演示）", _code(12), "", 310, 12),
)
LISTS = (
    (WatchKind.COURT, "court_list", COURT_LIST, COURT),
    (WatchKind.SERIOUS, "serious_list", SERIOUS_LIST, ORGAN),
)
BIDDERS = (
    Line(1, "模拟江海建设有限公司（演示）", _code(1)),
    Line(2, "模拟长河路桥工程有限公司（演示）", _code(2), consortium="模拟联合体一（演示）"),
    Line(3, "模拟北山建筑有限公司（演示）", _code(21), consortium="模拟联合体一（演示）"),
    Line(4, "模拟云台水务技术有限公司（演示）", _code(3)),
    Line(5, "模拟石城园林绿化有限公司（演示）", _code(4)),
    Line(6, "模拟 东湖机电安装有限公司(演示)", _code(25)),
    Line(7, "模拟金陵装饰有限公司（演示）", _code(26), "模拟紫金装潢公司（演示）"),
    Line(8, "模拟秦淮劳务有限公司（演示）", _code(11)),
)
TENDERS = (
    (Tender("registration", "ZB-演示-01", "河道清淤工程（演示）"), BIDDERS),
    (Tender("award", "ZB-演示-01", "河道清淤工程（演示）"), BIDDERS[1:4]),
    (Tender("registration", "ZB-演示-02", "智慧水务平台建设（演示）"), BIDDERS[2:3]),
)


def enter_screenings(var: Path, people: People, today: date, take_in: Import) -> None:
    """Bring the lists in, put them in force, compare the bidders of two tenders, and walk each hit as far as its state."""
    _confirm_measure(people["fuzeren"])
    for kind, layout, rows, organ in LISTS:
        if not WatchVersion.objects.filter(kind=kind).exists():
            path = _workbook(var / "demo" / f"{layout}.xlsx", layout, rows, organ, today)
            told = ("--as-of", f"{today}", "--source", f"{organ}的名单共享接口", "--extent", "full")
            take_in(layout, path, "--as", str(people["luru"].pk), *told)
        for version in WatchVersion.objects.filter(kind=kind, status="draft"):
            keeping.put_in_force(version, by=people["fuhe"], reason="与列入机关的名单一致")
    for tender, bidders in TENDERS:
        known = ScreeningCheck.objects.filter(step=tender.step, project_number=tender.project_number)
        if not known.exists():
            walk_hits(check(tender, bidders, by=people["jingban"]), people, today)


def _confirm_measure(director: Posting) -> None:
    """Let the director have confirmed the courts' measure and leave the other, so that both sides are seen."""
    for row in RuleValue.objects.filter(kind="watch_measure", key=WatchKind.COURT, confirmed_at=None):
        settle_rule(row, by=director, reason="与文件原文核对一致（演示）")


def walk_hits(case: ScreeningCheck, people: People, today: date) -> None:
    """Let the hits of one comparison stand in different states: one released, one to be released, one told."""
    blocking = Hit.objects.filter(body__check_case=case, status=HitStatus.BLOCKING).order_by("body__row")
    for hit, steps in zip(blocking, (3, 2, 1), strict=False):
        deciding.tell(hit, by=people["jingban"], told_on=today, told_how="书面告知，签收回执（演示）")
        if steps > 1:
            deciding.object_to(hit, by=people["jingban"], objection="案件已经履行完毕（演示）")
            deciding.ask_release(
                hit, by=people["jingban"], ground="document", ground_document=RELEASE, reason="法院已出具文书"
            )
        if steps > 2:
            deciding.release(hit, by=people["fuzeren"], reason="文书已核对")
    waiting = Hit.objects.filter(body__check_case=case, status=HitStatus.WAITING).order_by("-body__row")
    if named := waiting.first():
        deciding.dismiss(named, by=people["jingban"], reason="统一社会信用代码不同，曾用名登记时间不符")


def _workbook(path: Path, kind: str, rows: Sequence[tuple[object, ...]], organ: str, today: date) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    layout = LAYOUTS[kind]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(layout.title)
        sheet.write_row(0, 0, [template_name(column) for column in layout.columns])
        for line, one in enumerate(rows, 1):
            sheet.write_row(line, 0, _cells(line, one, kind, organ, today))
    return path


def _cells(line: int, one: tuple[object, ...], kind: str, organ: str, today: date) -> list[object]:
    subject, name, code, former, listed, removed = one
    number = (
        f"（{today.year - 1}）演示执{line}号" if kind == "court_list" else f"模拟列入决定〔演示〕{line}号"
    )
    given = {
        "subject": subject,
        "name": name,
        "credit_code": code,
        "former_names": former,
        "document_number": number,
        "list_organ": organ,
        "list_cause": "有履行能力而拒不履行（演示）",
        "listed_on": f"{today - timedelta(days=int(str(listed)))}",
        "removed_on": f"{today - timedelta(days=int(str(removed)))}" if removed is not None else "",
    }
    return [given.get(column.key, "") for column in LAYOUTS[kind].columns]
