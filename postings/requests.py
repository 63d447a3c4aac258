"""An office request as the apps above know it: its posting is one of `postings.Posting`."""

from __future__ import annotations

from collections.abc import Sequence

from common.requests import OfficeRequest as AnyOfficeRequest
from postings.models import Posting


class OfficeRequest(AnyOfficeRequest):
    """A request whose posting is a `Posting`, acted through by its holder or a deputy."""

    posting: Posting
    postings: Sequence[Posting]
