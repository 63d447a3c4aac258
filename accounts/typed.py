"""What a person had typed in a form that could not be taken, told from the marks that a form sends by itself."""

from __future__ import annotations

import re

from django.http import HttpRequest, QueryDict

from accounts.models.kept_forms import Content
from common.templatetags.posting_token import SHOWN_AS

LEFT_PAGE = "left_page"
"""The page that is being left, beside what was typed on it."""
UNSEEN = frozenset({"csrfmiddlewaretoken", SHOWN_AS, "page_token", "next", LEFT_PAGE})
"""What a form sends that nobody wrote in it."""
SECRET = frozenset({"old", "new", "again", "code"})
"""Fields of passwords and codes, beside those that bear the word."""
CODE = re.compile(r"[a-z_]+|[0-9a-f-]{36}|[0-9a-f]{64}")
"""What a choice, a key or a digest looks like."""


def typed_in(post: QueryDict) -> list[str]:
    """Return what the person had written in the form, passwords, marks and codes of choices left out."""
    return typed_of([(name, value) for name, values in post.lists() for value in map(str, values)])


def typed_of(fields: list[tuple[str, str]]) -> list[str]:
    """Return what was written by hand in the fields of a form."""
    told = (value.strip() for name, value in fields if not _is_secret(name) and name not in UNSEEN)
    return list(dict.fromkeys(text for text in told if text and not CODE.fullmatch(text)))


def content_of(request: HttpRequest) -> Content:
    """Return a form as it can be sent once more: without passwords, codes, the old token, and files but for their names."""
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", LEFT_PAGE} and not _is_secret(name)
    ]
    files = [str(file.name) for name in request.FILES for file in request.FILES.getlist(name)]
    return Content(fields, files)


def _is_secret(name: str) -> bool:
    return "password" in name or name in SECRET
