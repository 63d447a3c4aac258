"""What the exchange adds to the books of the lower floors: its open cases, its rules, its place on the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from common.cases.open_cases import CaseKind, case_kinds
from common.notices import notice_addresses
from common.registry import SEEING, Place, Queue, Work, registry
from common.roles import Role
from common.rulebook import PeriodShape, RuleKind, SetShape, rulebook
from common.trail import Actor
from exchange import field_help
from exchange.models import ReportingDuty
from organisations.models.departments import Level

UNFINISHED = ("uploaded", "reading", "preview", "checking", "writing")


def register() -> None:
    """Enter them; called once when the app is ready."""
    from exchange.services import duties

    case_kinds.register(BATCHES)
    rulebook.register(
        RuleKind(
            "reporting_due",
            "归集报送期限",
            PeriodShape(("working_day", "calendar_day")),
            "季度终了后多久以内报送。未经确认的只提醒，不称逾期。",
            (duties.on_reporting_due,),
            order=70,
        ),
        RuleKind(
            "reporting_units",
            "归集报送单位",
            SetShape(Level.choices, "哪些级别的单位须按季报送"),
            "哪些级别的单位按季报送；没有失信记录的也须零报告。",
            order=80,
        ),
    )
    rulebook.add_effect("holidays", "duties", duties.on_duties_of_holidays)
    rulebook.add_effect("reminder", "duties", duties.on_reporting_reminder)
    registry.register(PLACE, QUEUE)
    field_help.register()
    notice_addresses["exchange.reportingduty"] = lambda key: reverse("exchange:duties")


BATCHES = CaseKind(
    "import_batch",
    "未完成的导入批次",
    "exchange.importbatch",
    Q(status__in=UNFINISHED) | Q(status="failed", files_gone_at__isnull=True),
    lambda posting: Q(posting=posting.pk),
    F("file_name"),
    is_private=True,
)
PLACE = Place("duties", "报送任务", "归集", "exchange:duties", SEEING, order=30, chapter="归集报送")


def _waiting(posting: Actor) -> Any:
    from exchange.models.duties import ReportingDuty

    mine = ReportingDuty.objects.visible_to(posting).pending().filter(unit=posting.unit_id)
    return mine.select_related("unit").order_by("due_on", "pk")


def _work(duty: ReportingDuty) -> Work:
    return Work(
        f"{duty.period}归集报送",
        reverse("exchange:duty", args=[duty.pk]),
        str(duty.unit),
        word="待报",
        due=duty.due_on,
    )


QUEUE = Queue(
    "duties",
    "待报送",
    "按季报送本单位的信息，没有的作零报告",
    frozenset({Role.CLERK, Role.FINDING_BODY, Role.REPRESENTATIVE}),
    _waiting,
    lambda posting: f"{reverse('exchange:duties')}?status=pending&mine=1",
    _work,
    place="duties",
    order=60,
    due="due_on",
)
