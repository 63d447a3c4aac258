"""Where a notice about a posting, a handover or a rule proposal leads."""

from __future__ import annotations

from django.urls import reverse

from common.notices import notice_addresses


def register() -> None:
    """Enter the addresses; called once when the app is ready."""
    notice_addresses.update(ADDRESSES)


ADDRESSES = {
    "postings.handover": lambda key: reverse("postings:handover", args=[key]),
    "postings.ruleproposal": lambda key: reverse("postings:rule_proposal", args=[key]),
    "postings.posting": lambda key: reverse("postings:handovers"),
}
