"""Every page of the portal: one list of visits, which the proof runs over pages, forms and hostile input share.

The office's come from the permission matrix (each address × the first seat that it lets in), the public site's from
the list below; a test compares both with the addresses that exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import set_urlconf

from intake.sealing import QueryCode
from postings.models import Posting
from supervision import aggregation
from tests import factories, world
from tests.commitments import ledgers, makers
from tests.commitments import test_opening as openings
from tests.commitments.makers import days_ago
from tests.disclosure.rows import another, standing
from tests.office import client_of, look, signed_in
from tests.test_permission_matrix import COLUMNS, HEADS, LINES, NOBODY, Line, shared_things

OFFICE, PUBLIC = "office", "public"
EMPTY, HOMELESS = "empty", "homeless"
"""Seats besides those of the matrix: `empty/clerk` in a place without any case, and a person without a posting."""
SHOWN = ("200", "409", "422")
PUBLIC_PAGES: tuple[tuple[int, str], ...] = (
    (200, "/"),
    (200, "/records/"),
    (200, "/records/?q=拖欠"),
    (200, "/records/?q=拖欠飞船"),
    (200, "/records/?q=欠"),
    (200, "/records/?q={code}"),
    (200, "/records/?domain=procurement&city=320100"),
    (200, "/records/?page=2"),
    (200, "/r/{public_id}/"),
    (410, "/r/{ended_id}/"),
    (404, "/r/00000000-0000-4000-8000-000000000000/"),
    (404, "/nowhere/"),
    (200, "/judgments/"),
    (200, "/judgments/?q=飞船"),
    (200, "/j/{judgment_id}/"),
    (200, "/commendations/"),
    (200, "/c/{honour_id}/"),
    (200, "/departments/"),
    (200, "/departments/?q=飞船"),
    (200, "/departments/{code}/"),
    (200, "/departments/{empty_code}/"),
    (200, "/statistics/"),
    (200, "/statistics/?region=320100"),
    (200, "/statistics/?region=321300"),
    (200, "/about/"),
    (200, "/information-classes/"),
    (200, "/repair/"),
    (200, "/rights/"),
    (200, "/glossary/"),
    (200, "/records/?city=320100&county=320102"),
    (200, "/objection/"),
    (200, "/objection/?about={public_id}"),
    (200, "/follow/"),
    (200, "/promises/"),
    (200, "/promises/?q=飞船"),
    (200, "/promises/?city=320100&domain=investment"),
    (200, "/departments/{promising_code}/promises/"),
    (200, "/departments/{empty_code}/promises/"),
    (200, "/p/{investment_id}/"),
    (200, "/townships/"),
    (200, "/townships/?q=飞船"),
    (200, "/townships/{township_code}/"),
    (404, "/townships/{code}/"),
    (200, "/townships/rate/"),
    (200, "/p/{promise_id}/"),
    (404, "/p/00000000-0000-4000-8000-000000000000/"),
    (200, "/agencies/"),
    (200, "/agencies/?q=飞船"),
    (200, "/a/{agency_id}/"),
    (404, "/a/00000000-0000-4000-8000-000000000000/"),
    (200, "/dishonest-enterprises/"),
    (200, "/e/{enterprise_id}/"),
    (404, "/e/00000000-0000-4000-8000-000000000000/"),
    (200, "/alerts/?city=320100"),
    (200, "/api/keys/"),
    (200, "/api/usage/"),
    (200, "/api/webhooks/"),
    (200, "/alerts/?department={code}"),
    (200, "/alerts/confirm/{token}/"),
    (200, "/alerts/end/{token}/"),
    (200, "/departments/{code}/report/"),
    (200, "/report-check/"),
    (200, "/report-check/?number=BG-2020-000001"),
    (200, "/reports/asked/{query_code}/"),
    (200, "/open-data/"),
    (410, "/open-data/datapackage.json"),
    (200, "/api/"),
    (200, "/api/docs/"),
)
NO_PAGES = (
    {
        "records_feed",
        "records_csv",
        "suggest",
        "department_feed",
        "archive_json",
        "judgments_feed",
        "commendations_feed",
    }
    | {"sitemap", "sitemap_part"}
    | {"sitemap_pages"}
)
NO_PAGES |= {f"api_{one}" for one in ("department", "record", "judgment", "commendation")}
NO_PAGES |= {f"api_{many}" for many in ("departments", "records", "judgments", "commendations")}
NO_PAGES |= {"open_data_file", "openapi", "api_statistics", "api_match"}
NO_PAGES |= {
    "report_file",
    "statistics_csv",
    "robots",
    "favicon",
    "healthz",
    "captcha_picture",
    "captcha_tones",
}
"""Public addresses that answer with a file or one word."""
BROKEN = {OFFICE: "common/broken.html", PUBLIC: "disclosure/broken.html"}


@dataclass(frozen=True)
class Visit:
    """One page as one seat sees it; `body` is given where no address leads to it, as with an error of the program."""

    side: str
    seat: str
    pattern: str
    address: str
    status: int
    body: str = ""

    @property
    def name(self) -> str:
        return f"{self.pattern} ({self.seat})" if self.seat else self.pattern


@dataclass
class Scene:
    """What lies in the database of a run, and who may look: two places, an empty one, seats and their sessions."""

    own: world.Scope
    other: world.Scope
    seats: dict[str, Posting]
    cookies: dict[str, str]
    public: dict[str, str]

    def address(self, line: Line) -> str:
        return self.own.address(line.address)


def scene() -> Scene:
    """Make everything that the visits need, in the present database."""
    own, other = world.scope("320100"), world.scope("320500")
    bare = world.seats("320900", factories.department("320900"), factories.department("320900"))
    seats = {head: own.seats[role] for role, head in HEADS.items()}
    seats |= {
        f"{head}^": factories.posting(role, factories.PROVINCE, unit=own.body) for role, head in HEADS.items()
    }
    seats |= {f"{EMPTY}/{head}": bare[role] for role, head in HEADS.items()}
    shared = shared_things(seats["officer^"])
    own.things |= shared
    other.things |= shared
    public = _in_public()
    aggregation.run()
    clients = {name: client_of(seat) for name, seat in seats.items()}
    look(clients["clerk"], seats["clerk"], own.things["official"])
    cookies = {name: _cookie(client) for name, client in clients.items()} | {HOMELESS: _homeless()}
    return Scene(own, other, seats, cookies, public)


def _cookie(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _homeless() -> str:
    return _cookie(signed_in(factories.person()))


def _in_public() -> dict[str, str]:
    made = standing(facts="道路养护项目拖欠工程结算款，逾期二百日仍未支付")
    for number in range(30):
        another(made, number)
    body = made.fact.of_kind.department
    refused = factories.judgment("confirmed", outcome="refused", department=body)
    honour = factories.commendation("confirmed", department=body)
    return {
        "public_id": str(made.public_id),
        "judgment_id": str(factories.publication(made=refused).public_id),
        "token": "aB0_-" * 8 + "abc",
        "honour_id": str(factories.publication(made=honour).public_id),
        "ended_id": str(factories.publication("ended").public_id),
        "code": made.fact.of_kind.department.credit_code,
        "empty_code": factories.department().credit_code,
        "query_code": str(QueryCode.fresh()),
        **_promised(),
    }


def _promised() -> dict[str, str]:
    openings.settle()
    body = factories.department("320102", name="模拟镇人民政府（演示）", level="township")
    promise = openings.shown(ledgers.line("townships", "pledge", body=body))
    listed = openings.shown(ledgers.line("statistics", "listing", decided_on=days_ago(10)))
    invested = openings.shown(makers.running("investment"))
    return {
        "promising_code": invested.commitment.department.credit_code,
        "investment_id": str(invested.public_id),
        "township_code": body.credit_code,
        "promise_id": str(promise.public_id),
        "enterprise_id": str(listed.public_id),
        "agency_id": str(openings.shown(ledgers.tender()).public_id),
    }


def office_visits(made: Scene) -> list[Visit]:
    """Each address of the matrix with the first seat that gets a page there, lists once more where they are empty."""
    visits = []
    for line in LINES:
        seat, status = first_let_in(line)
        if line.method.rstrip("^") != "GET" or not status:
            continue
        mark = "^" if line.is_provincial and seat != NOBODY else ""
        visits.append(Visit(OFFICE, seat + mark, line.address, made.address(line), status))
        if not (line.names or mark or "?" in line.address or seat == NOBODY):
            visits.append(Visit(OFFICE, f"{EMPTY}/{seat}", line.address, line.address, status))
    return visits + _refusals(made)


def first_let_in(line: Line) -> tuple[str, int]:
    """The seat whose page is looked at and its status; 0 where every seat is refused or led on."""
    for wanted in SHOWN:
        for column in COLUMNS:
            if line.expected(column).partition("/")[0] == wanted:
                return column, int(wanted)
    return "", 0


def _refusals(made: Scene) -> list[Visit]:
    elsewhere = made.other.address("/records/{confirmed}/")
    return [
        Visit(OFFICE, "clerk", "/history/", "/history/", 403),
        Visit(OFFICE, HOMELESS, "/", "/", 403),
        Visit(OFFICE, "clerk", "/nowhere/", "/nowhere/", 404),
        Visit(OFFICE, "clerk", "/records/{of another place}/", elsewhere, 404),
        Visit(OFFICE, "clerk", "an error of the program", "/breaks/", 500, _broken(OFFICE)),
    ]


def public_visits(made: Scene) -> list[Visit]:
    visits = [
        Visit(PUBLIC, "", pattern, pattern.format(**made.public), status) for status, pattern in PUBLIC_PAGES
    ]
    return [*visits, Visit(PUBLIC, "", "an error of the program", "/breaks/", 500, _broken(PUBLIC))]


def _broken(side: str) -> str:
    set_urlconf("integrity_portal.public_urls" if side == PUBLIC else None)
    try:
        return render_to_string(BROKEN[side])
    finally:
        set_urlconf(None)
