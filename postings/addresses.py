"""Where a notice about a posting leads: to what is open there."""

from __future__ import annotations

from django.urls import reverse

from common.notices import notice_addresses


def register() -> None:
    """Enter the address; called once when the app is ready."""
    notice_addresses["postings.posting"] = lambda key: reverse("postings:handovers")
