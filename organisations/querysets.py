"""Named questions. Who may see what is one method, `visible_to(posting)`, used everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import CharField, F, Func, Q, Value

from common.roles import Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from identifiers.credit_codes import normalise_credit_code
from organisations.scopes import department_scope, official_scope


class DepartmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, posting: Actor) -> DepartmentQuerySet:
        """Return the departments in the posting's scope."""
        return self.filter(department_scope(posting))

    def asked_for(self, words: str) -> DepartmentQuerySet:
        """Return those that some words may mean: in present and former names and codes."""
        words = words.strip()
        code = normalise_credit_code(words)
        every = self.model._base_manager
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(credit_code=code)
            | Q(pk__in=every.filter(codes__code=code).values("pk"))
            | Q(pk__in=every.filter(former_names__name__icontains=words).values("pk"))
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
