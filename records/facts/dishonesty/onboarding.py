"""The last step out of an empty portal: the first facts on file."""

from __future__ import annotations

from common.registry import SEEING
from common.roles import Role
from common.trail import Actor
from postings.onboarding import STEPS, Step, beginning
from records.models import DishonestyRecord


def register() -> None:
    """Enter the step and who sees facts already; called once when the app is ready."""
    beginning.has_facts = _has_records
    STEPS.append(FIRST_RECORDS)


def _has_records(posting: Actor) -> bool:
    return DishonestyRecord.objects.visible_to(posting).exists()


FIRST_RECORDS = Step(
    "导入第一份归集表",
    "导入失信信息归集表或逐条录入，提交后由复核员复核、告知、认定，再由信用办送审公示",
    Role.CLERK,
    "imports",
    SEEING,
    _has_records,
)
