"""The acts of a rectification that change more than its status."""

from .mending import (
    Acceptance,
    accept,
    ask_extension,
    bar_submission,
    decide_extension,
    explain,
    open_extension,
    report,
    submit,
)
from .pressing import bar_refusal, find_refusal, notify_refusal, press, resume, state
from .registering import (
    Order,
    add_item,
    bar_registration,
    cancel,
    choose_body,
    competence_for,
    lapse,
    order,
    register,
    route,
)

__all__ = ["Acceptance", "Order", "accept", "add_item", "ask_extension", "bar_refusal", "bar_registration"]
__all__ += ["bar_submission", "cancel", "choose_body", "competence_for", "decide_extension", "explain"]
__all__ += ["find_refusal", "lapse", "notify_refusal", "open_extension", "order", "press", "register"]
__all__ += ["report", "resume", "route", "state", "submit"]
