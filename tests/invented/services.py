"""What the acts of a demand do beside the step itself: letter, deadline, hold."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from common.cases.hanging import end_open_cases
from common.causes import Cause
from common.deadlines.services import Start, cancel, meet, start
from common.rule_values import rule
from letters import services as letters
from letters.models import Letter, LetterService
from letters.services import Delivery, Issuer
from records import services
from records.models import Hold, Publication
from tests.invented.deadlines import ANSWER
from tests.invented.models import HOLD

OFFICE = Issuer(uuid.UUID(int=7), "模拟督办办公室（演示）")


def letters_of(case):
    return Letter.objects.of(case)


def hold_of(case):
    """Return the open hold that the demand began, None where there is none."""
    return Hold.objects.open().filter(begun_by=HOLD, cause_object=case.pk).first()


@transaction.atomic
def write(case, *, by, reason=""):
    """Write the letter by the template in force and give it its number."""
    case.move("write", by=by, reason=reason)
    period = rule("statement", "period", timezone.localdate())
    values = {"文书": case.fact.number, "要求": case.demand, "期限": f"{period.value}个工作日"}
    addressee = str(case.fact.department)
    made = letters.draft(case, "urging", issuer=OFFICE, addressee=addressee, values=values, by=by)
    return letters.issue(made, by=by)


@transaction.atomic
def serve(case, *, by, on, proof, reason=""):
    """Write down the service; the answer is due from then on."""
    case.move("serve", by=by, reason=reason)
    made = letters_of(case).get(status=Letter.Status.ISSUED)
    handed = Delivery(LetterService.Manner.DIRECT, str(case.fact.department), on, proof)
    served = letters.serve(made, handed, by=by)
    begun = Start(served.served_on, f"{served.served_on} 督办函送达", rule("statement", "period", on))
    start(ANSWER, case, begun, by=by)
    case.refresh_from_db()
    return served


@transaction.atomic
def hold(case, *, by, reason):
    """Take the publication off the pages until the demand is settled."""
    case.move("hold", by=by, reason=reason)
    return services.begin_hold(case.publication, by=by, cause=Cause.of(case, "hold"), reason=reason)


@transaction.atomic
def settle(case, act, *, by, reason=""):
    """Do an act after which nothing is held any more."""
    case.move(act, by=by, reason=reason)
    held = hold_of(case)
    if held:
        services.end_hold(held, by=by, cause=Cause.of(case, act), reason=reason or "督办办结")
    if act == "cancel":
        cancel(ANSWER, [case.pk], reason=reason, by=by)
    return case


@transaction.atomic
def answer(case, *, by, reason):
    case.move("answer", by=by, reason=reason, answer=reason)
    meet(ANSWER, [case.pk], on=timezone.localdate(), by=by)
    return case


def lapse(rows, ended):
    """End the demands on what ended, with their clocks, in one statement each."""
    keys = list(rows.values_list("pk", flat=True))
    key = "publication" if ended.model is Publication else "fact"
    end_open_cases(rows, key, "lapse", ended, "所督办的")
    cancel(ANSWER, keys, reason=ended.reason, by=ended.by)
