"""Named questions. Who may see what is one method, `visible_to(posting)`, used everywhere."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import models
from django.db.models import CharField, F, Func, Q, Value

from common.roles import Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from identifiers.credit_codes import normalise_credit_code
from organisations.scopes import department_scope, official_scope

_LETTERS = re.compile(r"[a-z]{2,}")
_PART_OF_CODE = re.compile(r"[0-9A-Z]{6,18}")


class DepartmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, posting: Actor) -> DepartmentQuerySet:
        """Return the departments in the posting's scope."""
        return self.filter(department_scope(posting))

    def by_codes(self, codes: Collection[str]) -> dict[str, Any]:
        """Return the departments by their codes of now and before, those of now first."""
        found = {one.credit_code: one for one in self.filter(credit_code__in=codes)}
        left = [code for code in codes if code not in found]
        former = self.filter(codes__code__in=left).prefetch_related("codes") if left else ()
        return {**{code.code: one for one in former for code in one.codes.all()}, **found}

    def asked_for(self, words: str) -> DepartmentQuerySet:
        """Return those in whose names, present and former, each of the words stands, by their pinyin too, or whose code it is."""
        found = self
        for word in words.split():
            found = found.filter(self._meant_by(word))
        return found

    def _meant_by(self, word: str) -> Q:
        code = normalise_credit_code(word)
        every = self.model._base_manager
        spelt = Q(pk__in=self.model.objects.spelt(word.lower()).values("pk"))
        return (
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | (Q(credit_code__contains=code) if _PART_OF_CODE.fullmatch(code) else Q(credit_code=code))
            | Q(pk__in=every.filter(codes__code=code).values("pk"))
            | Q(pk__in=every.filter(former_names__name__icontains=word).values("pk"))
            | (spelt if _LETTERS.fullmatch(word.lower()) else Q(pk__in=[]))
        )

    def spelt(self, letters: str) -> DepartmentQuerySet:
        """Return those whose name's pinyin holds the letters, whole syllables（nanjing）or initials（njs）."""
        bare = Func(
            F("sort_key"),
            Value("[0-9 ]"),
            Value(""),
            Value("g"),
            function="regexp_replace",
            output_field=CharField(),
        )
        heads = Func(
            F("sort_key"),
            Value("([a-z])[a-z]*[0-9]? ?"),
            Value(r"\1"),
            Value("g"),
            function="regexp_replace",
            output_field=CharField(),
        )
        return self.alias(bare=bare, heads=heads).filter(
            Q(bare__icontains=letters) | Q(heads__icontains=letters)
        )


class OfficialQuerySet(models.QuerySet[Any]):
    def visible_to(self, posting: Actor) -> OfficialQuerySet:
        """Return the files that the posting's unit keeps by 干部管理权限; the auditor sees all."""
        return self.filter(official_scope(posting))


class OfOfficialQuerySet(WorkflowQuerySet):
    """What hangs on an official's file is seen with it."""

    def visible_to(self, posting: Actor) -> OfOfficialQuerySet:
        return self.filter(official_scope(posting, "official__"))


class ReorganisationQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> ReorganisationQuerySet:
        """Return the reorganisations of departments in scope; a department learns of those in force."""
        found = self.filter(department_scope(posting, "department__"))
        return found.filter(status="effective") if posting.role == Role.REPRESENTATIVE else found

    def due(self, today: date) -> ReorganisationQuerySet:
        """Return those approved whose day has come."""
        return self.filter(status="scheduled", effective_on__lte=today)
