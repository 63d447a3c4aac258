"""Sessions as rows that say whose they are and when they end; named by SESSION_ENGINE."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models import OfficeSession
from accounts.rule_kinds import session_limits

BEGAN, FROM, AGENT = "began", "from", "agent"
POSTING = "posting"
"""Where a session keeps the posting that its person chose; what it means is known above."""
SEEN_EVERY = timedelta(minutes=1)
"""A session that is used is written down as seen no more often than this."""


class SessionStore(DatabaseStore):
    """Django's store of sessions in the database, with limits that the server keeps by itself."""

    row: OfficeSession | None = None

    @classmethod
    def get_model_class(cls) -> type[OfficeSession]:
        return OfficeSession

    def load(self) -> dict[str, Any]:
        """Return what the session holds, nothing once it is over; the row is remembered for `touch`."""
        living = OfficeSession.objects.filter(expire_date__gt=timezone.now())
        self.row = living.filter(session_key=self.session_key).first()
        if self.row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(self.row.session_data)
        return held

    def create_model_instance(self, data: dict[str, Any]) -> OfficeSession:
        """Return the row of this session; whoever signs in begins it, its end follows from the limits of today."""
        now = timezone.now()
        is_signed_in = SESSION_KEY in data
        began = data.setdefault(BEGAN, now.timestamp()) if is_signed_in else now.timestamp()
        row = cast(OfficeSession, super().create_model_instance(data))
        row.began_at, row.seen_at = datetime.fromtimestamp(began, UTC), now
        row.user_id, row.address, row.agent = data.get(SESSION_KEY), data.get(FROM), data.get(AGENT, "")
        row.expire_date = session_limits(timezone.localdate()).end(row.began_at, now)
        if self.row is not None and self.row.session_key == row.session_key:
            row.public_id = self.row.public_id
        self.row = row
        return row

    def touch(self) -> None:
        """Write down that the session is used, so that it does not end as idle."""
        now = timezone.now()
        if self.row is None or now - self.row.seen_at < SEEN_EVERY:
            return
        end = session_limits(timezone.localdate()).end(self.row.began_at, now)
        OfficeSession.objects.filter(pk=self.row.pk).update(seen_at=now, expire_date=end)
