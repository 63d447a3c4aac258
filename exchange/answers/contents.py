"""What a signed answer says: the comparison, the lists by their versions, and of each bidder what stands now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from commitments.screening.models import CheckedBody, ScreeningCheck, WatchVersion
from commitments.screening.services.deciding import is_removed
from commitments.screening.services.looking import good_until
from commitments.screening.vocabulary import HOLDING, Answer, HitStatus
from exchange.answers.vocabulary import Verdict

KIND = "投标人信用比对答复"


def bidders_of(check: ScreeningCheck, today: date) -> list[dict[str, Any]]:
    """Return each bidder with what stands of it on a day; a natural person is named by the end of the number alone."""
    is_stale = check.lists.filter(is_stale=True).exists()
    bodies = check.bodies.order_by("row").prefetch_related("hits__entry")
    return [_bidder(body, verdict_of(body, today, is_stale=is_stale)) for body in bodies]


def verdict_of(body: CheckedBody, today: date, *, is_stale: bool) -> Verdict:
    """Return what stands of a bidder: blocked while a hit holds whose entry is not removed, else what lets it pass.

    Nothing lets a bidder pass that came without code and number: no list can be searched for it. rules.md 6.3
    """
    hits = list(body.hits.all())
    if any(hit.status in HOLDING and not is_removed(hit, today) for hit in hits):
        return Verdict.BLOCKED
    if body.answer == Answer.INVALID or not (body.credit_code or body.id_number_hash):
        return Verdict.INVALID
    if is_stale:
        return Verdict.STALE
    return Verdict.RELEASED if any(hit.status == HitStatus.RELEASED for hit in hits) else Verdict.CLEAR


def _bidder(body: CheckedBody, verdict: Verdict) -> dict[str, Any]:
    return {
        "row": body.row,
        # What is signed is kept for ever by others: a person's name is not among it.
        "name": "" if body.id_number_tail else body.name,
        "credit_code": body.credit_code,
        "id_tail": body.id_number_tail,
        "consortium": body.consortium,
        "verdict": verdict.value,
        "words": str(verdict.label),
    }


def lists_of(check: ScreeningCheck) -> list[dict[str, Any]]:
    """Return the lists of a comparison, each with the version that was looked at and by which rule it counts."""
    return [
        {
            "list": one.get_kind_display(),
            "version": one.version.number if one.version else "",
            "as_of": one.version.as_of.isoformat() if one.version else "",
            "is_stale": one.is_stale,
            "covers_step": one.covers,
            "basis": one.rule.basis,
        }
        for one in check.lists.select_related("version", "rule")
    ]


def renewed(check: ScreeningCheck, today: date) -> list[str]:
    """Return the names of the lists of which a version that was not looked at counts on a day."""
    newest = WatchVersion.objects.newest
    return [
        str(one.get_kind_display())
        for one in check.lists.all()
        if (now := newest(one.kind, today)) and now.pk != one.version_id
    ]


def valid_until(check: ScreeningCheck) -> date | None:
    """Return the last day on which every list that was good then still is, None where none was."""
    fresh = check.lists.filter(is_stale=False).select_related("version")
    days = [good_until(one.version, check.looked_on) for one in fresh if one.version]
    return min(days, default=None)


def content_of(
    check: ScreeningCheck, *, number: str, at: datetime, until: date, given: Mapping[str, str], key: str
) -> str:
    """Return the text that is signed: JSON in one written form, so that its digest is its own."""
    told = {
        "kind": KIND,
        "number": number,
        "made_at": at.isoformat(),
        "valid_until": until.isoformat(),
        **given,
        "check": {
            "number": check.number,
            "step": check.get_step_display(),
            "project_number": check.project_number,
            "project_name": check.project_name,
            "compared_on": check.looked_on.isoformat(),
        },
        "lists": lists_of(check),
        "bidders": bidders_of(check, at.date()),
        "signature": {"algorithm": "Ed25519", "fingerprint": f"sha256:{key}"},
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def said_bidders(content: str) -> Sequence[Mapping[str, Any]]:
    """Return the bidders of a text that was given out."""
    found: Sequence[Mapping[str, Any]] = json.loads(content)["bidders"]
    return found


def said_lists(content: str) -> Sequence[Mapping[str, Any]]:
    """Return the lists of a text that was given out."""
    found: Sequence[Mapping[str, Any]] = json.loads(content)["lists"]
    return found
