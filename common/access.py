"""Who may open an office page at all: each view names the roles, the queryset narrows the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render

from common.errors import NotAllowed
from common.registry import SEEING
from common.requests import OfficeRequest
from common.roles import Role

View = Callable[..., HttpResponseBase]


def requires_posting(roles: Collection[Role] = SEEING) -> Callable[[View], View]:
    """Let a view be opened through a posting with one of `roles`, told as the view's `roles`; without any say what to do."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: OfficeRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.posting is None:
                return render(request, "common/no_posting.html", status=403)
            if request.posting.role not in roles:
                who = "、".join(role.label for role in Role if role in roles and role != Role.CLOCK)
                raise NotAllowed(f"这一页由{who}使用，您现在的岗位是{request.posting.get_role_display()}")
            if any("\x00" in key for key in kwargs.values() if isinstance(key, str)):
                raise Http404  # the database knows no text with a NUL in it
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return guard
