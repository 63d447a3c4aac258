"""Finding anything from any page: each app says how its own things are found, the frame asks them all in one go."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from common.registry import Finder, Hit, Place, registry
from common.trail import Actor
from identifiers.collation import is_spelt
from privacy import scan
from privacy.suspects import Kind

SHOWN = 6
FEWEST, MOST = 2, 100
PERSONAL_KINDS = frozenset({Kind.ID_CARD, Kind.MOBILE, Kind.BANK_CARD})
PERSONAL = (
    "请不要在这里输入身份证号、手机号、银行账号，个人信息不能留在地址里。请改用名称、文号或编号查找；"
    "查公务员请到“公务员”一页，写明用途和依据后打开。"
)
TOO_SHORT = "请至少输入两个字。"


@dataclass(frozen=True)
class Found:
    """The first hits of one kind; `more` leads to the list of all where there are more than shown."""

    label: str
    hits: list[Hit]
    more: str = ""


def find(posting: Actor, words: str) -> list[Found]:
    """Return what `words` find in the posting's scope, by kind; places of the sidebar come first."""
    found = [_places(posting, words), _beginnings(posting, words)]
    found += [_ask(finder, posting, words) for finder in registry.of(Finder, posting.role)]
    return [kind for kind in found if kind.hits]


def refusal(words: str) -> str:
    """Return why `words` are not looked for, or "" where they are."""
    if len(words) < FEWEST:
        return TOO_SHORT
    return PERSONAL if is_personal(words) else ""


def is_personal(words: str) -> bool:
    """Say whether `words` hold a number of a person, however it is spaced."""
    return any(suspect.kind in PERSONAL_KINDS for suspect in scan(words, by_segmenter=False))


def _places(posting: Actor, words: str) -> Found:
    mine = [place for place in registry.of(Place, posting.role) if is_meant(place.label, words)]
    return Found("页面", [Hit(place.label, reverse(place.url_name), place.group) for place in mine])


def _beginnings(posting: Actor, words: str) -> Found:
    own = [(one, place) for place in registry.of(Place, posting.role) for one in place.begins]
    mine = [(one, place) for one, place in own if posting.role in one.roles and is_meant(one.label, words)]
    hits = [
        Hit(one.label, reverse(one.url_name, args=[one.key] if one.key else []), place.label)
        for one, place in mine
    ]
    return Found("办理", hits)


def is_meant(label: str, words: str) -> bool:
    """Say whether each of the words stands in a label, or spells it in pinyin（luru, lr）."""
    return all(word in label or is_spelt(label, word.lower()) for word in words.split())


def _ask(finder: Finder, posting: Actor, words: str) -> Found:
    rows = list(finder.rows(posting, words)[: SHOWN + 1])
    more = f"{reverse(finder.list_name)}?{urlencode({'q': words})}" if len(rows) > SHOWN else ""
    return Found(finder.label, [finder.hit(row) for row in rows[:SHOWN]], more)
