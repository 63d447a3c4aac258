"""The demo part by part: each part goes on where a start that was cut off left it, and adds nothing to one that is whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db.models import Count

from integrity_portal.demo import (
    applicants,
    challenges,
    consequences,
    dossiers,
    inquiries,
    journey,
    ledgers,
    leniencies,
    measures,
    notes,
    objections,
    order,
    other_facts,
    people,
    promises,
    repairs,
    reports,
    screenings,
    shifting,
    tolerances,
    warnings,
)
from organisations.models import Department
from postings.models import Posting

DATA = Path(shifting.__file__).parent
Units = dict[str, Department | None]
Import = Callable[..., None]


class Part(NamedTuple):
    """What the bar calls it, and what makes it."""

    title: str
    make: Callable[[], object]


def begin(var: Path, password: str, take_in: Import) -> tuple[dict[str, Posting], Units]:
    """Take in the roster and post the demo's officers: what the first page needs."""
    if not Department.objects.exists():
        take_in("departments", DATA / "departments.xlsx")
    units = {"subject": _subject(), "finder": _finder(), "manager": _manager()}
    return people.post_people(var, units, password), units


def parts(var: Path, posts: dict[str, Posting], units: Units, today: date, take_in: Import) -> list[Part]:
    """Return what is made after the first page, in order: each part builds on those before it."""
    others = list(Department.objects.order_by("credit_code")[: journey.ENDING_RECORDS])
    subject = units["subject"]
    return [
        Part("导入季度归集表", lambda: _take_in_return(var, posts, today, take_in)),
        Part("复核、告知、认定和公示", lambda: _walk_return(posts, today)),
        Part("即将期满的公示", lambda: journey.enter_ending(posts, others, today)),
        Part("败诉裁判和守信表彰", lambda: other_facts.enter_other_facts(posts, others, today)),
        Part("限期整改", lambda: consequences.enter_rectifications(posts, subject, today)),
        Part("容错", lambda: tolerances.enter_tolerances(posts, subject, today)),
        Part("惩戒措施和守信激励", lambda: measures.enter_measures(posts, subject, others, today)),
        Part("从轻和免于惩戒", lambda: leniencies.enter_leniencies(posts, subject, today)),
        Part("裁判履行预警", lambda: warnings.enter_warnings(posts, subject, today)),
        Part("公务员档案", lambda: dossiers.keep_files(posts, others, today)),
        Part("交接、规则和机构调整", lambda: order.keep_daily_order(posts, today)),
        Part("授权查询", lambda: inquiries.enter_inquiries(posts, others, today)),
        Part("异议", lambda: objections.enter_objections(posts, today)),
        Part("网上来件和线索", lambda: applicants.enter_applicants(posts)),
        Part("信用修复", lambda: repairs.ask_for_repairs(posts, today)),
        Part("单位说明", lambda: notes.enter_notes(posts, today)),
        Part("承诺与兑现", lambda: promises.enter_promises(posts, subject, today)),
        Part("乡镇街道和统计台账", lambda: ledgers.enter_ledgers(posts, today)),
        Part("投标人信用比对", lambda: screenings.enter_screenings(var, posts, today, take_in)),
        Part("源文书变动", lambda: challenges.enter_challenges(posts, subject, today)),
        Part("信用报告", lambda: reports.make_reports(posts, subject)),
    ]


def _take_in_return(var: Path, posts: dict[str, Posting], today: date, take_in: Import) -> None:
    if journey.on_file().exists():
        return
    months = shifting.months_since_made(today)
    name = "dishonesty_records.xlsx"
    source = shifting.shifted_return(DATA / name, var / "demo" / name, months)
    take_in("dishonesty", source, "--as", str(posts["luru"].pk))


def _walk_return(posts: dict[str, Posting], today: date) -> None:
    drafts = journey.on_file().filter(status="draft").select_related("department__region")
    walked = journey.on_file().filter(batch_id__isnull=False).exclude(status="draft").count()
    journey.walk_share(drafts.order_by("batch_row"), posts, today, walked=walked)


def _subject() -> Department | None:
    """Return the department whose representative the demo shows: the one with most records."""
    return Department.objects.annotate(n=Count("records")).order_by("-n", "credit_code").first()


def _manager() -> Department | None:
    """Return the body that keeps the demo's civil servants' files by 干部管理权限."""
    named = Department.objects.filter(name__contains="人力资源和社会保障局")
    return named.order_by("region__path", "credit_code").first()


def _finder() -> Department | None:
    """Return the finding body that the demo shows: a supervision commission of the roster."""
    return Department.objects.filter(name__contains="监察委员会").order_by("credit_code").first()
