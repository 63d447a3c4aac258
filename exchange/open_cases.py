"""What the exchange adds to the books of the lower floors: its open cases and its rules."""

from __future__ import annotations

from django.db.models import F, Q

from common.cases.open_cases import CaseKind
from common.rulebook import PeriodShape, RuleKind, SetShape, rulebook
from exchange import field_help
from exchange.models.row_errors import RowError
from organisations.vocabulary import Level

UNFINISHED = ("uploaded", "reading", "preview", "checking", "writing")


def register() -> None:
    """Enter them; called once when the app is ready."""
    from exchange.services import duties

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
    field_help.register()


BATCHES = CaseKind(
    "import_batch",
    "未办结的导入批次",
    "exchange.importbatch",
    Q(status__in=UNFINISHED)
    | Q(status="failed", files_gone_at__isnull=True)
    | Q(pk__in=RowError.objects.undecided().values("batch")),
    lambda posting: Q(posting=posting.pk),
    F("file_name"),
    is_private=True,
)
