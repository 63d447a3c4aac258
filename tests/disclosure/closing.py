"""How what stands in public ends, every public address that could tell of it, and what of it is left in an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.ends import End
from common.roles import Role
from disclosure import tasks
from disclosure import urls as addresses
from disclosure.columns import TABLES
from disclosure.store import snapshots
from intake.sealing import QueryCode
from organisations.services import reorganisations
from records import services
from records.models import Publication
from tests import factories, live
from tests.credit_reports import reporting
from tests.discipline import tolerating
from tests.disclosure.test_corrected import corrected
from tests.disclosure.test_wall import hide
from tests.shared_worlds import shared

TOKEN = "独一无二的标记卌卌"
NUMBER = "模拟罚决〔2026〕卌号"
SILENT = {"robots", "favicon", "healthz", "about", "captcha_picture", "captcha_tones"} | {
    "repair",
    "rights",
    "glossary",
    "sitemap_pages",
    "api",
    "api_docs",
    "openapi",
    "townships",
    "township",
    "promise",
    "rate",
    "agencies",
    "agency",
    "dishonest_enterprises",
    "dishonest_enterprise",
    "alert_confirm",
    "alert_end",
    "api_key",
    "api_usage",
    "webhooks",
}
"""Addresses that show nothing of what stands in public."""
LATER = (timezone.localtime() + timedelta(days=400)).strftime("%a, %d %b %Y %H:%M:%S GMT")
SetToday = Callable[[date], None]


def by_director(do: Callable[..., object], **given: Any) -> Callable[[Publication, SetToday], object]:
    return lambda act, set_today: do(act, by=factories.posting(Role.DIRECTOR), reason="依法办理", **given)


def withdrawn(act: Publication, set_today: SetToday) -> None:
    director = factories.posting(Role.DIRECTOR)
    services.withdraw_fact(act.fact.of_kind, by=director, reason="处罚被撤销", source=factories.source())


def tolerated(act: Publication, set_today: SetToday) -> None:
    tolerating.excluded(act.fact.of_kind)


def expired(act: Publication, set_today: SetToday) -> None:
    set_today(act.closes_on)


def expired_and_written_down(act: Publication, set_today: SetToday) -> None:
    set_today(act.closes_on)
    tasks.keep_store()


def superseded(act: Publication, set_today: SetToday) -> None:
    corrected(act)


def hidden(act: Publication, set_today: SetToday) -> None:
    """The whole department is no longer shown."""
    with transaction.atomic():
        hide(act.fact.of_kind.department)


def merged(body: Any, heir: Any) -> None:
    """One body goes into another by the acts of a reorganisation."""
    officer = factories.posting(Role.OFFICER)
    case = reorganisations.draft_reorganisation(
        by=officer,
        kind="merge",
        sources=[body],
        heirs=[heir],
        document_body="模拟机构编制委员会办公室（演示）",
        document_number="苏编办〔2026〕18号",
        document_dated_on=timezone.localdate(),
        effective_on=timezone.localdate(),
    )
    reorganisations.submit_reorganisation(case, by=officer)
    reorganisations.approve_reorganisation(case, by=factories.posting(Role.DIRECTOR), reason="与批复一致")


def merged_and_ended(act: Publication, set_today: SetToday) -> None:
    """The department goes into another, and that into a third, which then bears the record until it ends."""
    body = act.fact.of_kind.department
    for _ in range(2):
        heir = factories.department()
        merged(body, heir)
        body = heir
    act.refresh_from_db()
    WAYS[End.REPAIRED](act, set_today)


WAYS: dict[str, Callable[[Publication, SetToday], object]] = {
    "held": by_director(services.suspend),
    End.REPAIRED: by_director(services.end_publication, ground="repaired"),
    End.WITHDRAWN: withdrawn,
    End.TOLERATED: tolerated,
    End.SUPERSEDED: superseded,
    "hidden": hidden,
    "merged, then ended": merged_and_ended,
    End.EXPIRED: expired,
    "expired, written down": expired_and_written_down,
}
"""Those that move the clock come last: what they end ends with all that stands."""

NOTHING_GOES = {End.VOID, End.DECLINED, End.REOPENED, End.UNDONE}
"""Ways in which drafts and proposals end, which never stood in public, and the way back of what was tolerated."""


@shared
def shown(kind: str) -> Publication:
    """One fact of a kind in public, with a text and a number that nothing else bears."""
    if kind == "record":
        return factories.publication(facts=f"{TOKEN}，逾期二百日仍未支付", document_number=NUMBER)
    if kind == "judgment":
        made = factories.judgment("confirmed", summary=f"{TOKEN}，判决撤销", case_number=NUMBER)
    else:
        made = factories.commendation("confirmed", deeds=f"{TOKEN}，全部兑现", document_number=NUMBER)
    return factories.publication(made=made)


def paths_of(act: Publication) -> list[str]:
    """Every public address with what this publication fills in, and the questions that find it."""
    department = act.fact.of_kind.department
    filled = {"public_id": act.public_id, "code": department.credit_code, "name": "records", "part": 1}
    taken_along = snapshots.make(view=transaction.atomic)
    assert taken_along is not None
    filled |= {"snapshot": taken_along.label, "file": "records.csv"}
    query = QueryCode.fresh()
    report = reporting.issued(department, token_hash=query.token_hash)
    filled |= {"number": report.number, "kind": ".json", "query": query}
    found = []
    for pattern in addresses.urlpatterns:
        if pattern.name not in SILENT:
            wanted = pattern.pattern.regex.groupindex
            found.append(
                reverse(
                    f"disclosure:{pattern.name}",
                    urlconf="integrity_portal.public_urls",
                    kwargs={name: filled[name] for name in wanted},
                )
            )
    asked = [quote(words) for words in (TOKEN, TOKEN[:4], NUMBER, department.credit_code, department.name)]
    for place in ("records", "judgments", "commendations", "departments"):
        found += [f"/{place}/?q={words}" for words in asked]
    found += [f"/{place}?q={asked[1]}" for place in ("records.atom", "records.csv", "suggest/")]
    found += [f"/suggest/?q={words}" for words in asked[2:4]]
    found += [f"/api/v1/{table}?q={words}" for table in TABLES for words in asked]
    found += ["/api/v1/match?" + "&".join(f"q={words}" for words in asked)]
    files = [f"{table}.{format}" for table in TABLES for format in ("csv", "ndjson")]
    found += [
        f"/open-data/{taken_along.label}/{name}"
        for name in (*files, "open-data.xlsx", "datapackage.json", "changes.csv")
    ]
    found += [f"/api/v1/records?department={department.credit_code}", "/api/v1/records?fields=facts"]
    found += [f"/records.{kind}?department={department.credit_code}" for kind in ("atom", "csv")]
    found += [f"/records/?department={department.credit_code}", "/records/?sort=old", "/?page=1"]
    found += [f"/objection/?about={act.public_id}", f"/report-check/?number={report.number}"]
    found += [f"/alerts/?{asked}" for asked in (f"department={department.credit_code}", f"q={quote(TOKEN)}")]
    return found


@dataclass(frozen=True)
class Crawled:
    """What each address answered."""

    answers: Mapping[str, Any]
    tags: dict[str, str] = field(default_factory=dict)

    def told(self, act: Publication, way: str = "") -> list[str]:
        """Return the addresses whose answer names the publication or its text, what was asked apart.

        A corrected text still cites the document; nothing else does.
        """
        gone = (str(act.public_id), TOKEN, TOKEN[:6], *(() if way == End.SUPERSEDED else (NUMBER,)))
        secret = re.compile("|".join(map(re.escape, gone)))
        found = []
        for path, answer in self.answers.items():
            own = answer.content.decode(errors="replace").replace(f'value="{TOKEN}"', "")
            for asked in (TOKEN, NUMBER):
                own = own.replace(f"“{asked}”", "").replace(f'"{asked}"', "").replace(quote(asked), "")
            is_told = ("q=" not in path and secret.search(own)) or str(act.public_id) in own
            if is_told or str(act.public_id) in answer.get("Location", ""):
                found.append(path)
        return found

    def unchanged(self) -> list[str]:
        return [path for path, answer in self.answers.items() if answer.status_code == 304]


def crawl(read: Callable[..., Any], paths: Iterable[str], tags: Mapping[str, str] | None = None) -> Crawled:
    """Ask for each address; with `tags`, as a browser does that kept what it was given before."""
    answers = {}
    for path in paths:
        known = {"If-None-Match": tags[path]} if tags and path in tags else {}
        since = {"If-Modified-Since": LATER} if tags is not None else {}
        answers[path] = read(path, headers={**known, **since} or None)
        assert answers[path].status_code != 429, (
            f"{path}: who is throttled sees nothing, not even what was left"
        )
    found = {path: answer["ETag"] for path, answer in answers.items() if "ETag" in answer}
    return Crawled(answers, found)


class Told:
    """An answer of a real site, read as the test client's answers are."""

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status_code, self.headers, self.content = status, headers, content

    def __contains__(self, name: str) -> bool:
        return name in self.headers

    def __getitem__(self, name: str) -> str:
        return self.headers[name]

    def get(self, name: str, default: str = "") -> str:
        return self.headers.get(name, default)


def reader(address: str) -> Callable[..., Told]:
    """`read("/records/")`: the answer of a site that runs, redirects not followed."""

    def read(path: str, *, headers: dict[str, str] | None = None) -> Told:
        link = HTTPConnection(urlsplit(address).netloc, timeout=live.GLANCE)
        try:
            link.request("GET", path, headers=headers or {})
            answer = link.getresponse()
            return Told(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            link.close()

    return read
