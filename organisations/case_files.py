"""What may be laid beside a reorganisation, and who hears of it."""

from __future__ import annotations

from django.urls import reverse

from common.case_file_rules import acted_through, require_own_procedure, require_say
from common.case_files import CaseFile

REORGANISATIONS = CaseFile(
    "organisations.reorganisation",
    lambda case: case.document_number,
    lambda case: reverse("organisations:reorganisation", args=[case.pk]),
    require_own_procedure,
    require_own_procedure,
    require_say,
    lambda case, by: acted_through(case) - {by.pk},
)
