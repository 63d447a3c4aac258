"""Who may open what: every address of the office × every role × its own scope, another, and nobody.

The table beside this file says what is expected; `PORTAL_MATRIX=write` writes down what the portal does now,
which then has to be read against the house's table of verbs, line by line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from accounts import session_store
from common.models import RuleValue
from common.roles import Role
from common.worklist import Worklist
from postings.models import Posting
from tests import world
from tests.office import client_of, look
from tests.shared_worlds import shared

pytestmark = [pytest.mark.django_db, pytest.mark.world]
TABLE = Path(__file__).with_name("permission_matrix.txt")
HEADS = {
    Role.CLERK: "clerk",
    Role.REVIEWER: "reviewer",
    Role.SECRECY: "secrecy",
    Role.OFFICER: "officer",
    Role.DIRECTOR: "director",
    Role.REPRESENTATIVE: "represent",
    Role.FINDING_BODY: "finding",
    Role.AUDITOR: "auditor",
    Role.SECURITY_ADMIN: "security",
    Role.SYSTEM_ADMIN: "system",
}
NOBODY = "nobody"
DOOR = "这一页由"
"""How a page refuses a role before it looks for any object: in another place the answer is the same."""
COLUMNS = [*HEADS.values(), NOBODY]
WIDTH = 9


@dataclass(frozen=True)
class Line:
    """One address with the expected answers: `own/other`, or one alone where the address names no object."""

    method: str
    address: str
    cells: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return re.findall(r"\{(\w+)[.\w]*\}", self.address)

    @property
    def is_provincial(self) -> bool:
        return self.method.endswith("^")

    def expected(self, column: str) -> str:
        return dict(zip(COLUMNS, self.cells, strict=True))[column]

    def __str__(self) -> str:
        return " ".join(
            [f"{self.method:<5} {self.address:<58}", *(f"{cell:<{WIDTH}}" for cell in self.cells)]
        ).rstrip()


def _lines() -> list[Line]:
    rows = (text.split() for text in TABLE.read_text(encoding="utf-8").splitlines())
    return [
        Line(row[0], row[1], tuple(row[2:])) for row in rows if row and row[0].rstrip("^") in {"GET", "POST"}
    ]


LINES = _lines()


@dataclass
class Portal:
    """The two places, and a signed-in client of each seat of the first."""

    own: world.Scope
    other: world.Scope
    common: dict[str, Any]
    clients: dict[str, Client]
    provincial: dict[str, Client]

    def __deepcopy__(self, memo: dict[Any, Any]) -> Portal:
        return self  # it is asked and never changed

    def answer(self, line: Line, column: str, *, whole: bool = True) -> str:
        """Ask in both places; unless `whole`, leave to the door those roles that it refuses, all but each third line's one.

        In the other place a third of the roles are asked then, the rest are taken as the table says.
        """
        if not whole and not self._is_worth_asking(line, column):
            return line.expected(column)
        scopes = (self.own, self.other) if set(line.names) - set(self.common) else (self.own,)
        first = self._ask(line, column, scopes[0])
        if column == NOBODY or len(scopes) == 1:
            return _word(first)
        if not whole and (LINES.index(line) + COLUMNS.index(column)) % 3:
            return f"{_word(first)}/{line.expected(column).rpartition('/')[2]}"
        at_the_door = DOOR in first.content.decode() if first.status_code == 403 else False
        second = first if at_the_door else self._ask(line, column, scopes[1])
        return f"{_word(first)}/{_word(second)}"

    def _is_worth_asking(self, line: Line, column: str) -> bool:
        nth = LINES.index(line) + COLUMNS.index(column)
        if column == NOBODY:
            return nth % 5 == 0 or line.expected(column) != "login"
        return column in allowed_in(line) or nth % len(HEADS) == 0

    def _ask(self, line: Line, column: str, scope: world.Scope) -> Any:
        known = scope.things | self.common
        scoped = world.Scope(scope.place, scope.body, scope.finder, scope.seats, known)
        address = scoped.address(line.address)
        with transaction.atomic():
            client = (self.provincial if line.is_provincial else self.clients)[column]
            response = _send(client, line.method.rstrip("^"), address, [known[name] for name in line.names])
            transaction.set_rollback(True)
        return response


def _send(client: Client, method: str, address: str, things: list[Any]) -> Any:
    """Send one request; a POST carries the mark of what its page showed, a reason, and what the address asks."""
    signed_in = client.cookies.copy()
    parts = urlsplit(address)
    try:
        if method == "GET":
            return client.get(address)
        seen = world.token_of(things[0]) if things else ""
        return client.post(
            parts.path, {"page_token": seen, "reason": "核对无误", **dict(parse_qsl(parts.query))}
        )
    finally:
        client.cookies = signed_in


def _word(response: HttpResponse) -> str:
    leads_to_sign_in = response.status_code == 302 and "/accounts/login/?next=" in response["Location"]
    return "login" if leads_to_sign_in else str(response.status_code)


def shared_things(officer: Posting) -> dict[str, Any]:
    """What addresses name besides the things of a place: rules and proposals, one by `officer`; lists know no place."""
    return {
        "rule": RuleValue.objects.get(kind="publicity", key="minor"),
        "rule_proposal": world.proposed_rule(world.factories.posting(Role.OFFICER)),
        "own_rule_proposal": world.proposed_rule(officer, "withdrawal", "penalty"),
        "watch_version": world.screens.version(),
        "api_key": world.keying.asked()[0],
    }


@pytest.fixture(scope="module")
def _quickly() -> Iterator[None]:
    """No page is drawn, for its answer is known before; the queues of a seat are counted once: every request is undone.

    When a session was last seen is not written either: each undone request would leave a dead copy of its row to read past.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", said)
        patch.setattr(session_store, "SEEN_EVERY", timedelta(days=1))
        patch.setattr(Worklist, "queues", property(remembered({}, Worklist.queues.func)))
        yield


@pytest.fixture
def portal(_quickly: None) -> Portal:
    return two_places(world.scope("320100"), world.scope("320500"))


@shared
def two_places(own: world.Scope, other: world.Scope) -> Portal:
    """One world for the whole module."""
    province = world.factories.PROVINCE
    seats = {head: world.factories.posting(role, province, unit=own.body) for role, head in HEADS.items()}
    clients = {head: client_of(own.seats[role]) for role, head in HEADS.items()}
    for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR):
        look(clients[HEADS[role]], own.seats[role], own.things["official"])
    return Portal(
        own,
        other,
        shared_things(seats["officer"]),
        clients | {NOBODY: Client()},
        {head: client_of(seat) for head, seat in seats.items()} | {NOBODY: Client()},
    )


def said(_template: Template, context: dict[str, Any] | None = None, request: Any = None) -> str:
    """Return the sentences of a page, which tell a refusal at the door from one further in."""
    return " ".join(str(value) for value in (context or {}).values() if isinstance(value, str | list))


def remembered(known: dict[Any, Any], count: Any) -> Any:
    """Return a property that counts the queues of a seat once: every request is undone, they stay as they are."""

    def queues(desk: Worklist) -> Any:
        key = desk.posting.pk if desk.posting else None
        if key not in known:
            known[key] = count(desk)
        return known[key]

    return queues


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"
        else:
            yield from _patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def resolved(line: Line) -> Any:
    """Return the view behind a line's address."""
    return resolve(re.sub(r"\{([.\w]+)\}", _sample, urlsplit(line.address).path))


@cache
def allowed_in(line: Line) -> frozenset[str]:
    """Return the columns whose roles the door of the line's view lets in."""
    roles = getattr(resolved(line).func, "roles", frozenset(Role))
    return frozenset(head for role, head in HEADS.items() if role in roles)


def test_whom_the_door_of_a_view_refuses_gets_403_in_the_table() -> None:
    let_in = {
        (str(line).split("  ")[0], column)
        for line in LINES
        for column in set(HEADS.values()) - allowed_in(line)
        if line.expected(column) not in {"403", "403/403"}
    }
    assert let_in == set()


def test_every_address_of_the_office_has_a_line() -> None:
    told = {resolved(line).view_name for line in LINES}
    assert set(_patterns(get_resolver("integrity_portal.urls"))) - told == set()


def _sample(found: re.Match[str]) -> str:
    plain = found[1] in world.RECORD_STATES or found[1] in {"department", "official", "account"}
    return found[1] if plain else "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)], ids=["", "whole"])
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.address}")
def test_each_role_gets_the_answer_of_the_table(line: Line, portal: Portal, whole: bool) -> None:
    writes = os.environ.get("PORTAL_MATRIX") == "write"
    cells = tuple(portal.answer(line, column, whole=whole or writes) for column in COLUMNS)
    found = Line(line.method, line.address, cells)
    if writes:
        _write(line, found)
    else:
        assert str(found) == str(line)
    assert "500" not in "/".join(found.cells)


# What the table may say at all: the house's table of verbs, written a second time and by hand

CLERKS, BLIND, OWN = {"clerk", "finding"}, {"security", "system"}, set(HEADS.values())
ALLOWED: dict[str, set[str]] = {
    r"/(records|judgments|commendations)/new/|/imports/(new|template)/": CLERKS,
    r"/records/{\w+}/(edit|correct|submit|void)/|/bulk/(submit|edit)/": CLERKS,
    r"/(judgments|commendations)/{\w+}/(edit|correct|submit|void)/|/corrections/{\w+}/(edit|cancel)/": CLERKS,
    r"/records/{\w+}/(pass_review|serve|waive|return|confirm)/|/corrections/{\w+}/review/|/bulk/(pass_review|confirm|return)/": {
        "reviewer"
    },
    r"/(judgments|commendations)/{\w+}/(confirm|return)/": {"reviewer"},
    r"/records/{\w+}/state/": {"represent"},
    r"/(publications|corrections)/{\w+}/text/|/publications/new/": {"officer"},
    r"/(publications|corrections|notes)/{\w+}/suspect/": {"officer", "secrecy"},
    r"/(publications|corrections|notes)/{\w+}/sheet/": {"secrecy"},
    r"/notes/(new/|{\w+}/(resubmit|withdraw)/)": {"represent"},
    r"/notes/{\w+}/(accept|return)/": {"officer"},
    r"/notes/{\w+}/(publish|decline)/": {"director"},
    r"/(records|publications|judgments|commendations)/{\w+}/(publish|suspend|resume|end|withdraw)/": {
        "director"
    },
    r"/leads/(new|{\w+}/convert)/": {"officer"},
    r"/leads/{\w+}/(adopt|dismiss|reveal)/": {"officer", "director"},
    r"^/(lists/)?leads/": {"officer", "director", "auditor"},
    r"/repairs/(new/|{\w+}/(resubmit|withdraw)/)": {"represent", "officer"},
    r"/repairs/{\w+}/(accept|reject|receive|doubt)/": {"officer"},
    r"/repairs/{\w+}/route/": {"director"},
    r"/repairs/{\w+}/(grant|refuse|undo)/": {"director", "finding"},
    r"/corrections/{\w+}/apply/|/reorganisations/{\w+}/(approve|return|effect)/": {"director"},
    r"/reorganisations/(new/|bodies/|{\w+}/(edit|submit|void)/)": {"officer"},
    r"/rules/.*/(propose|withdraw)/": {"officer"},
    r"/rules/.*/(confirm|decline|settle)/": {"director"},
    r"/imports/.*/(accept|decline|reopen|remind)/|/figures/runs/again/": {"officer", "director"},
    r"/imports/{\w+}/(cancel|resume|commit|confirm|undo|columns)/|/duties/{\w+}/file/": CLERKS,
    r"/imports/rows/{\w+}/": CLERKS,
    r"/duties/{\w+}/nil/": CLERKS | {"represent"},
    r"^/accounts/(new/|{|$)": {"system"},
    r"^/accounts/consents/{\w+}/(agree|decline|half)/": {"security", "system"},
    r"^/accounts/consents/{consent}/withdraw/": {"clerk"},
    r"^/postings/($|new/|{\w+}/end/)": {"security"},
    r"/publications/bulk/publish/": {"director"},
    r"/rectifications/{\w+}/(explain|report|ask_extension)/": {"represent"},
    r"/rectifications/{\w+}/(add_item|order|accept|warn)/|/rectifications/new/": {"officer"},
    r"/rectifications/{\w+}/(choose_body|cancel|grant_extension|interview|stay|resume|notify_refusal)/": {
        "director"
    },
    r"^/measures/(new/|{\w+}/(route|notify|write)/)|^/incentives/(new|official)/|^/transfers/new/": {
        "officer"
    },
    r"^/measures/{\w+}/cancel/|^/incentives/{\w+}/decline/|^/transfers/{\w+}/send/": {"director"},
    r"^/measures/{\w+}/state/": {"represent"},
    r"^/measures/{\w+}/lift/": {"director", "finding"},
    r"^/honours/(list|one)/|^/honours/{\w+}/answer/": {"officer", "director"},
    r"^/honours/|^/transfers/": {"officer", "director", "auditor"},
    r"^/(measures|incentives|leniencies)/": OWN - BLIND,
    r"^/leniencies/(new/|{\w+}/withdraw/)": {"represent", "officer"},
    r"^/leniencies/{\w+}/(accept|reject|examine)/": {"officer", "finding"},
    r"^/leniencies/{\w+}/(spare|lighten|refuse|return)/": {"director", "finding"},
    r"/tolerances/(new/|{\w+}/withdraw/)": {"represent", "officer"},
    r"/tolerances/{\w+}/(accept|reject|correct|doubt)/": {"officer"},
    r"/tolerances/{\w+}/(choose_body|exclude|include)/": {"director"},
    r"/tolerances/{\w+}/(answer|report|consult|submit)/": {"officer", "finding"},
    r"/tolerances/{\w+}/(grant|refuse|return|keep|revoke)/": {"director", "finding"},
    r"/tolerances/{\w+}/state/": {"represent", "officer", "finding"},
    r"^/commitments/new/|^/commitments/{\w+}/(edit|add_instalment|submit|void)/|^/breaches/{\w+}/draft_record/": {
        "clerk"
    },
    r"^/commitments/{\w+}/(register|return)/": {"reviewer"},
    r"^/commitments/({\w+}/(follow_up|fulfil|ask_change|hand_on|raise_dispute)|bulk/hand_on)/": {
        "represent",
        "officer",
    },
    r"^/commitments/{\w+}/(accept|breach)/|^/breaches/{\w+}/route/": {"officer"},
    r"^/commitments/{\w+}/(grant_change|refuse_change|find_unlawful|show|hide)/": {"director"},
    r"^/commitments/{\w+}/sign_public/": {"secrecy"},
    r"^/commitments/{\w+}/issue_(code|line_code)/": {"represent", "officer"},
    r"^/breaches/{\w+}/(notify|confirm|revoke)/": {"director"},
    r"^/breaches/{\w+}/(find_true|order)/": {"officer", "finding"},
    r"^/breaches/{\w+}/state/": {"represent"},
    r"^/breaches/{\w+}/correct/": {"director"},
    r"^/breaches/{\w+}/repair/": {"officer", "finding"},
    r"^/commitments/look-back/": {"officer", "director", "finding", "auditor"},
    r"^/(commitments|breaches)/": OWN - BLIND,
    r"^/screening/(one|list)/|^/screening-hits/{\w+}/(tell|object|ask_release)/": {
        "represent",
        "officer",
        "finding",
    },
    r"^/screening-hits/{\w+}/(confirm|dismiss)/": {"officer"},
    r"^/screening-hits/{\w+}/(release|refuse_release)/": {"director"},
    r"^/screening": OWN - BLIND - {"secrecy"},
    r"^/api-keys/new/": {"officer"},
    r"^/api-keys/{\w+}/(approve|refuse|revoke)/": {"officer", "director"},
    r"^/(lists/)?api.keys/": {"officer", "director", "auditor"},
    r"^/credit-reports/new/": {"officer", "director"},
    r"^/credit-reports/{[\w.]+}/ask_revocation/": {"officer"},
    r"^/credit-reports/{[\w.]+}/(revoke|keep)/": {"director"},
    r"^/(lists/)?(credit-reports|credit_reports)/": {"officer", "director", "auditor"},
    r"^/inquiries/(new|list)/|^/inquiries/{\w+}/(submit|drop|note_reply|show|use|leave_unused|correct)/": CLERKS
    | {"officer"},
    r"^/inquiries/{\w+}/(approve|refuse)/": {"reviewer", "director"},
    r"^/(lists/)?inquiries/": {"clerk", "reviewer", "officer", "director", "finding", "auditor"},
    r"^/watch-lists/unchanged/|^/watch-lists/{\w+}/void/": {"clerk"},
    r"^/watch-lists/{\w+}/put_in_force/": {"reviewer"},
    r"^/watch-lists/": {"clerk", "reviewer", "officer", "director", "auditor"},
    r"^/challenges/new/": {"represent", "officer", "finding"},
    r"^/challenges/{\w+}/(accept|decline|follow_up|prepare)/": {"officer"},
    r"^/challenges/{\w+}/(stay|lift|return|uphold|annul|change|remit|close)/": {"director"},
    r"^/challenges/{\w+}/mend/": CLERKS,
    r"^/challenges/{\w+}/(clarify|notify|serve)/": {"officer", "director"},
    r"^/lists/challenges/|^/challenges/($|{\w+}/$)": OWN - BLIND,
    r"^/lists/postings/": {"security"},
    r"^/lists/accounts/": {"system"},
    r"^/(intake/kept|lists/kept_messages)/": {"system"},
    r"^/(accounts/sign-ins|lists/sign_ins)/": {"auditor"},
    r"^/lists/runs/": {"officer", "director", "auditor"},
    r"^/lists/proposals/": OWN - BLIND,
    r"^/lists/(officials|file_requests)/": {"clerk", "reviewer", "officer", "director", "finding", "auditor"},
    r"^/lists/(records|publications|departments|judgments|commendations|corrections|reorganisations|duties|imports|rectifications|tolerances|leniencies)/": OWN
    - BLIND,
    r"^/(lists/)?(history|file-log|file_log|trail)/": {"auditor"},
    r"^/officials/(new/|{\w+}/(edit|invite|end-access|career)/)|^/file-requests/{\w+}/\w+/": CLERKS,
    r"^/officials/{\w+}/reveal/": CLERKS | {"reviewer", "director"},
    r"^/(repairs|notes|records|corrections|publications|judgments|commendations|departments|reorganisations|rectifications|tolerances|competence)/": OWN
    - BLIND,
    r"^/(lists/)?objections/($|export)|^/lists/objections/|^/objections/{\w+}/$": OWN - BLIND,
    r"^/letters/series/": {"officer", "director"},
    r"^/objections/new/|^/objections/{\w+}/(supply|cancel)/": {"represent", "officer"},
    r"^/objections/register/|^/objections/{\w+}/(ask|accept|reject|forward|record_answer|succeed|close)/": {
        "officer"
    },
    r"^/objections/{\w+}/(route|return|hold|release|withdraw_fact|uphold|settle|refuse)/": {"director"},
    r"^/objections/{\w+}/answer/": {"finding"},
    r"^/objections/{\w+}/mend/": CLERKS,
    r"^/objections/{\w+}/(reveal|notify|serve)/": {"officer", "director"},
    r"^/(officials|file-requests|cases|deadlines|evidence|rules|imports|figures)/": OWN - BLIND,
}
"""The first answer 200, 302, 409 or 422 of a role on an address that matches must be one that the house gives it."""
LET_IN = {"200", "302", "409", "422"}


@pytest.mark.parametrize("pattern", ALLOWED, ids=str)
def test_the_table_lets_nobody_do_what_the_house_gives_to_others(pattern: str) -> None:
    matching = [line for line in LINES if re.search(pattern, line.address)]
    assert matching, "no line is about this"
    let_in = {
        (str(line).split("  ")[0], column)
        for line in matching
        for column in HEADS.values()
        if LET_IN & set(line.expected(column).split("/")) and column not in ALLOWED[pattern]
    }
    assert let_in == set()


def test_the_auditor_changes_nothing() -> None:
    own = ("/posting/", "/find/", "/notices/", "/accounts/log", "/accounts/security/", "/lists/", "/filters/")
    looks = ("/officials/", "/{official}/open/", "/{official}/close/", "/{official}/print/")
    looks += ("/{answered_inquiry}/reports/", "/{answered_inquiry}/reports/2/")
    posts = [
        line
        for line in LINES
        if line.method.startswith("POST")
        and not line.address.startswith(own)
        and not urlsplit(line.address).path.endswith(looks)
    ]
    assert {
        line.address for line in posts if set(line.expected("auditor").split("/")) & {"200", "302"}
    } == set()


def test_only_the_auditor_and_the_administrators_reach_another_place() -> None:
    reached = {
        (line.address, column)
        for line in LINES
        for column in set(HEADS.values()) - {"auditor"} - BLIND
        if line.expected(column).partition("/")[2] in LET_IN
        and "/bulk/" not in line.address
        and not line.address.startswith("/watch-lists/")  # which know no place
    }
    assert reached == set()


def test_nobody_gets_further_than_the_sign_in_and_a_dead_link() -> None:
    reached = {line.address: line.expected(NOBODY) for line in LINES if line.expected(NOBODY) != "login"}
    assert reached == {"/accounts/login/": "200", "/accounts/links/none/password/": "410"}


def _write(old: Line, new: Line) -> None:
    kept = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [str(new) if row.split()[:2] == [old.method, old.address] else row for row in kept]
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
