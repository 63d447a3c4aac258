"""The acts on a measure that change more than its status."""

from .deciding import (
    Decision,
    Spared,
    bar_decision,
    bar_imposing,
    bar_sparing,
    drop,
    exempt,
    faults_of_lightening,
    impose,
    last_of,
    lift,
    lighten,
)
from .ending import end_with_fact, end_with_publication, end_with_repair
from .lifting import bar_keeping, escalate, expire, keep, write
from .registering import (
    bar_registration,
    cancel,
    choose_body,
    competence_for,
    is_repaired,
    notify,
    register,
    route,
    state,
)

__all__ = ["Decision", "Spared", "bar_decision", "bar_imposing", "bar_keeping", "bar_registration"]
__all__ += ["bar_sparing", "cancel", "choose_body", "competence_for", "drop", "end_with_fact"]
__all__ += ["end_with_publication", "end_with_repair", "escalate", "exempt", "expire"]
__all__ += ["faults_of_lightening", "impose", "is_repaired", "keep", "last_of", "lift", "lighten", "notify"]
__all__ += ["register", "route", "state", "write"]
