"""The system check of the procedures: every machine is declared, every face answered, every end thought of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from common.cases.case_type import FACES, CaseType, Declined, Unanswered, case_types, given
from common.cases.hanging import EndBy, Parent, Wait, stand_ins
from common.deadlines.kinds import deadline_kinds
from common.ends import Ends, ways_of
from common.registry import Queue, registry
from common.workflow import Workflow


def check_case_types(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: object
) -> Iterable[CheckMessage]:
    """Name each machine without a case type, and each face, state and way of ending without an answer."""
    return [error for model in machines() for error in _of_machine(model)]


def machines() -> list[type[Workflow]]:
    """Return every machine that is a table of its own."""
    return [m for m in apps.get_models() if issubclass(m, Workflow) and not m._meta.proxy]


def _of_machine(model: type[Workflow]) -> Iterable[CheckMessage]:
    yield from _ends(model)
    case = case_types.get(model._meta.label_lower)
    if case is None:
        yield _error(model, "E001", "has no CaseType; declare it in the app's cases.py")
        return
    for face in FACES:
        yield from _answered(case, face)
    yield from _states(case)
    yield from _parents(case)
    for key in given(case.deadlines) or ():
        if key not in deadline_kinds:
            yield _error(model, "E013", f"face 'deadlines' names '{key}', which no app declares")


def _answered(case: CaseType, face: str) -> Iterable[CheckMessage]:
    answer = getattr(case, face)
    if isinstance(answer, Unanswered):
        yield _error(case.model, "E002", f"face '{face}' is neither given nor declined")
    elif isinstance(answer, Declined) and not answer.reason.strip():
        yield _error(case.model, "E003", f"face '{face}' is declined without a reason")
    elif isinstance(answer, tuple | list) and not answer:
        yield _error(case.model, "E004", f"face '{face}' is given but empty; decline it with a reason")


def _ends(model: type[Workflow]) -> Iterable[CheckMessage]:
    """Each state that the machine reaches and no verb leaves is an end, and ENDS says how."""
    if model.ENDS is None:
        yield _error(model, "E005", "declares no ENDS")
        return
    left = {state for sources, target in _verbs(model) if target for state in sources}
    reached = {target for sources, target in _verbs(model) if target} | {model.ENTER.target}
    for state in sorted(reached - left - set(model.ENDS)):
        yield _error(model, "E006", f"no verb leaves state '{state}', yet ENDS does not say how it ends")
    for state in sorted(set(model.ENDS) - reached):
        yield _error(model, "E007", f"ENDS names '{state}', which no verb reaches")


def _states(case: CaseType) -> Iterable[CheckMessage]:
    words = given(case.states)
    status = next(field for field in case.model._meta.fields if field.name == "status")
    if words is not None:
        for state in sorted({str(value) for value, _ in status.flatchoices} - set(words.values)):
            yield _error(case.model, "E008", f"face 'states' has no word for '{state}'")


def _parents(case: CaseType) -> Iterable[CheckMessage]:
    """What a case points to may end: each such key has an answer to each way."""
    parents = given(case.parents) or ()
    for parent in parents:
        yield from _answers(case, parent)
    known = {(parent.key, parent.model) for parent in parents}
    for name, other in _keys_to_machines(case.model):
        if other.ENDS and (name, other) not in known:
            yield _error(
                case.model, "E009", f"face 'parents' leaves out '{name}', a {other._meta.label_lower}"
            )


def _answers(case: CaseType, parent: Parent) -> Iterable[CheckMessage]:
    ends: Ends = parent.model.ENDS or {}
    where = f"face 'parents', {parent.model._meta.label_lower}"
    for way in sorted(ways_of(ends, _verbs(parent.model)) - set(parent.answers)):
        yield _error(case.model, "E010", f"{where}: no answer to '{way}'")
    for way, answer in parent.answers.items():
        if isinstance(answer, EndBy) and isinstance(answer.how, str):
            if answer.how not in case.model.TRANSITIONS:
                yield _error(case.model, "E011", f"{where}, '{way}': the machine has no act '{answer.how}'")
        elif isinstance(answer, Wait) and (Queue, answer.queue) not in registry.entries:
            yield _error(case.model, "E012", f"{where}, '{way}': no queue '{answer.queue}'")


def _verbs(model: type[Workflow]) -> list[tuple[Sequence[str], str]]:
    verbs = [*model.TRANSITIONS.values(), *model.ENTRIES.values()]
    return [(verb.sources, verb.target) for verb in verbs]


def _keys_to_machines(model: type[Workflow]) -> Iterable[tuple[str, type[Workflow]]]:
    for field in model._meta.fields:
        other = field.related_model
        if isinstance(other, type) and issubclass(other, Workflow):
            yield field.name, other
        elif other in stand_ins:
            yield from ((field.name, machine) for machine in stand_ins[other]())


def _error(model: type[Workflow], number: str, words: str) -> Error:
    return Error(f"{model._meta.label_lower}: {words}", obj=model, id=f"cases.{number}")
