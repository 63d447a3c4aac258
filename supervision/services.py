"""What people may do with the nightly figures."""

from __future__ import annotations

from common.errors import NotAllowed
from common.roles import CREDIT_OFFICE, Role
from common.trail import Actor, write_notable
from supervision import aggregation
from supervision.models.runs import AggregationRun, Occasion


def rerun(*, by: Actor) -> AggregationRun:
    """Make the figures anew at once, for the credit office, with a trail row; see `aggregation.run`."""
    require_may_rerun(by)
    made = aggregation.run(kind=Occasion.RERUN)
    write_notable(made, "rerun", by=by, reason="重新统计", state=made.state, error=made.error)
    return made


def require_may_rerun(by: Actor) -> None:
    """Refuse whoever is not of the credit office."""
    if by.role not in CREDIT_OFFICE:
        who = "、".join(role.label for role in Role if role in CREDIT_OFFICE)
        raise NotAllowed(f"重新统计由{who}办理，您现在的岗位是{Role(by.role).label}")
