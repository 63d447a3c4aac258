"""The service（送达）of a notice that a procedure records itself: when it can have been, and from when its clock runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from common.errors import Incomplete
from common.models import Evidence


@dataclass(frozen=True)
class NoticeService:
    """One service: its day, how it was done, and the file that proves one from before the step that allows it."""

    served_on: date
    how: str
    proof: Evidence | None = None

    def require_possible(
        self, case: models.Model, *, decided_on: date, known_on: date | None, reason: str
    ) -> None:
        """Raise Incomplete for a day that cannot be; from before `known_on` only with a reason and a file of the case.

        行政处罚法 44, rules.md 0.2o
        """
        lacks = {} if self.how.strip() else {"served_how": "请写明送达方式与凭证"}
        if self.served_on > timezone.localdate():
            lacks["served_on"] = "送达日期不能晚于今天"
        elif self.served_on < decided_on:
            lacks["served_on"] = f"送达日期不能早于认定日期 {decided_on}"
        elif known_on and self.served_on < known_on:
            before = f"送达早于复核通过之日 {known_on}"
            if not reason.strip():
                lacks["reason"] = f"{before}，请写明理由"
            if not self._is_proved(case):
                lacks["proof"] = f"{before}，请由录入人先把送达凭证传到“证据”，再在这里选择"
        if lacks:
            raise Incomplete("；".join(lacks.values()), lacks)

    def _is_proved(self, case: models.Model) -> bool:
        laid = Evidence.objects.of(case).standing()
        return self.proof is not None and laid.filter(pk=self.proof.pk).exists()

    def runs_from(self, known_on: date | None) -> date:
        """Return the day from which who is heard could both hold the notice and see the matter（rules.md 0.2t）."""
        return max(self.served_on, known_on or self.served_on)

    def columns(self) -> dict[str, Any]:
        """Return what the case keeps of it."""
        proof = self.proof.pk if self.proof else None
        return {"served_on": self.served_on, "served_how": self.how, "served_proof": proof}
