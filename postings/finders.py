"""How postings are found from any page, by account or name of their holder."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from accounts.finders import called
from common.registry import Finder, Hit, registry
from common.roles import SECURITY_ADMINS
from common.trail import Actor
from organisations.search import found_in
from postings.models import Posting


def register() -> None:
    """Enter the finder; called once when the app is ready."""
    registry.register(POSTINGS)


def _postings(posting: Actor, words: str) -> QuerySet[Posting]:
    named = found_in(words, lambda word: called(word, "user__"), "unit__name", "region__name")
    held = Posting.objects.filter(named, user__is_machine=False)
    return held.select_related("user", "unit", "region").order_by("user__username", "since", "pk")


def _posting(held: Posting) -> Hit:
    until = f" 至 {held.until}" if held.until else " 起"
    address = f"{reverse('postings:postings')}?{urlencode({'q': held.user.username, 'past': 1})}"
    return Hit(f"{held.user.name} {held}", address, f"{held.since}{until}")


POSTINGS = Finder("postings", "岗位", _postings, _posting, "postings:postings", SECURITY_ADMINS, order=60)
