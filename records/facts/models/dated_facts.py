"""The days and the grade by which a fact's periods run."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from policy.vocabulary import SourceKind
from policy.windows import anchor_of


class DatedFact(models.Model):
    """What every kind says of its days, its source and the rule of publicity that it goes by."""

    KIND: ClassVar[str]
    DATES: ClassVar[tuple[str, str]] = ("decided_on", "effective_on")
    """The days of the decision and of its effect."""
    BASIS: ClassVar[str] = ""
    """The field that names its source, "" where its kind does."""
    GRADE: ClassVar[str] = ""
    """The field that chooses the publicity rule, "" where its kind does."""

    class Meta:
        abstract = True

    @property
    def grade(self) -> str:
        """Return the key of the publicity rule for it: its kind, unless it is graded."""
        return str(getattr(self, self.GRADE) if self.GRADE else self.KIND)

    @classmethod
    def grades(cls) -> list[str]:
        """Return the keys of the publicity rules that its facts go by."""
        if not cls.GRADE:
            return [str(cls.KIND)]
        graded: Any = cls._meta.get_field(cls.GRADE)
        return [key for key, _ in graded.flatchoices]

    @classmethod
    def graded(cls, grade: str) -> dict[str, str]:
        """Return the condition on publications of this kind that their fact goes by one rule."""
        return {f"fact__{cls.KIND}__{cls.GRADE}": grade} if cls.GRADE else {}

    @property
    def basis(self) -> str:
        """Return on what kind of source it rests: its kind, unless it names one."""
        return str(getattr(self, self.BASIS) if self.BASIS else self.KIND)

    @property
    def decided(self) -> date:
        """Return the day of the decision."""
        found: date = getattr(self, self.DATES[0])
        return found

    @property
    def effective(self) -> date:
        """Return the day from which it has effect."""
        found: date = getattr(self, self.DATES[1])
        return found

    @property
    def runs_from_effect(self) -> bool:
        """Say whether its periods run from the effect of the document, not from the decision（rules.md 0.2r）."""
        return self.basis == SourceKind.JUDGMENT

    @property
    def anchor(self) -> date:
        """Return the day from which its periods run."""
        return anchor_of(self.basis, decided_on=self.decided, effective_on=self.effective)

    @property
    def stands_until(self) -> date | None:
        """Return the day after which it says nothing any more, None where it has none."""
        return None
