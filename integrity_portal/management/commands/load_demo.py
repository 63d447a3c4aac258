from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone

from common.errors import ActRefused
from integrity_portal.demo import (
    applicants,
    challenges,
    consequences,
    dossiers,
    journey,
    measures,
    objections,
    order,
    other_facts,
    people,
    repairs,
    shifting,
    tolerances,
)
from organisations.models import Department

DATA = Path(shifting.__file__).parent


class Command(BaseCommand):
    help = "装载演示数据：模拟名录与季度归集表，由演示人员按真实流程办理。可以重复执行，不会重复写入。"

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        try:
            self._load(today)
        except ActRefused:
            if timezone.localdate() == today:
                raise
            self._load(timezone.localdate())  # midnight came between two acts of one case

    def _load(self, today: date) -> None:
        var: Path = settings.VAR
        if not Department.objects.exists():
            self._import("departments", DATA / "departments.xlsx")
        units = {"subject": self._subject(), "finder": self._finder(), "manager": self._manager()}
        posts = people.post_people(var, units, os.environ.get("PORTAL_DEMO_PASSWORD", ""))
        if not journey.on_file().exists():
            months = shifting.months_since_made(today)
            source = shifting.shifted_return(
                DATA / "dishonesty_records.xlsx", var / "demo" / "dishonesty_records.xlsx", months
            )
            self._import("dishonesty", source, "--as", str(posts["luru"].pk))
        drafts = journey.on_file().filter(status="draft").select_related("department__region")
        walked = journey.on_file().filter(batch_id__isnull=False).exclude(status="draft").count()
        journey.walk_share(drafts.order_by("batch_row"), posts, today, walked=walked)
        others = list(Department.objects.order_by("credit_code")[: journey.ENDING_RECORDS])
        journey.enter_ending(posts, others, today)
        other_facts.enter_other_facts(posts, others, today)
        consequences.enter_rectifications(posts, units["subject"], today)
        tolerances.enter_tolerances(posts, units["subject"], today)
        measures.enter_measures(posts, units["subject"], others, today)
        dossiers.keep_files(posts, others, today)
        order.keep_daily_order(posts, today)
        objections.enter_objections(posts, today)
        applicants.enter_applicants(posts)
        repairs.ask_for_repairs(posts, today)
        challenges.enter_challenges(posts, units["subject"], today)
        self.stdout.write(
            f"演示数据就绪：{journey.on_file().count()} 条失信记录，{journey.published_count()} 次公示"
        )

    def _import(self, kind: str, source: Path, *extra: str) -> None:
        call_command("import_workbook", kind, str(source), *extra, stdout=self.stdout)

    def _subject(self) -> Department | None:
        """Return the department whose representative the demo shows: the one with most records."""
        return Department.objects.annotate(n=Count("records")).order_by("-n", "credit_code").first()

    def _manager(self) -> Department | None:
        """Return the body that keeps the demo's civil servants' files by 干部管理权限."""
        named = Department.objects.filter(name__contains="人力资源和社会保障局")
        return named.order_by("region__path", "credit_code").first()

    def _finder(self) -> Department | None:
        """Return the finding body that the demo shows: a supervision commission of the roster."""
        return Department.objects.filter(name__contains="监察委员会").order_by("credit_code").first()
