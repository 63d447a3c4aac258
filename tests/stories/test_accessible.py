"""One page of every template of the office in a real browser: clean for axe, no wider than a phone, all in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page

from common.roles import SELF, Role
from supervision import aggregation
from tests import browser as browsers
from tests import factories, world
from tests.office import MODEL_BACKEND, client_of, code_of, look

pytestmark = [pytest.mark.story, pytest.mark.commits]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
TARGETS = {"runOnly": {"type": "rule", "values": ["target-size"]}}
"""On a phone the boxes are what changes: the rest is measured once, at the wide screen."""
OFFICE = (
    "accounts",
    "appeals",
    "challenges",
    "commitments",
    "common",
    "credit_reports",
    "dossiers",
    "exchange",
    "following",
    "inquiries",
    "organisations",
    "postings",
    "records",
    "supervision",
)
NOBODY = None
HALFWAY, CODED = "password alone", "code due"
"""Who has given the password only: an app to set up, and one that is set up."""
PARTS = 2
"""Two workers share the pages: together they take longer than any other test."""
TALL = 6_000
"""Height of the window, above that of any page: the bar that sticks to its lower edge then covers nothing half."""
ONE_ROW = 64
"""Pixels: a row of buttons with its space above and below."""
PAGES: dict[str, list[tuple[str | None, str]]] = {
    "accounts/accounts.html": [(Role.SYSTEM_ADMIN, "/accounts/")],
    "commitments/begin.html": [(Role.CLERK, "/commitments/new/")],
    "commitments/form.html": [(Role.CLERK, "/commitments/new/procurement/")],
    "commitments/commitment.html": [
        (Role.OFFICER, "/commitments/{running_commitment}/"),
        (Role.OFFICER, "/commitments/{asked_commitment}/"),
        (Role.OFFICER, "/commitments/{other_commitment}/?tab=breaches"),
    ],
    "commitments/breach.html": [(Role.DIRECTOR, "/breaches/{confirmed_breach}/")],
    "commitments/ledger.html": [(Role.DIRECTOR, "/commitments/ledger/")],
    "commitments/calendar.html": [(Role.DIRECTOR, "/commitments/calendar/")],
    "commitments/look_back.html": [(Role.OFFICER, "/commitments/look-back/")],
    "commitments/watch_versions.html": [(Role.CLERK, "/watch-lists/")],
    "commitments/watch_version.html": [(Role.REVIEWER, "/watch-lists/{watch_version}/")],
    "commitments/screening_checks.html": [(Role.OFFICER, "/screening/")],
    "commitments/screening_check.html": [(Role.OFFICER, "/screening/{screening_check}/")],
    "commitments/screen_many.html": [(Role.OFFICER, "/screening/list/")],
    "credit_reports/credit_reports.html": [(Role.OFFICER, "/credit-reports/")],
    "credit_reports/credit_report.html": [
        (Role.OFFICER, "/credit-reports/{issued_report.pk}/"),
        (Role.DIRECTOR, "/credit-reports/{revoking_report.pk}/"),
    ],
    "commitments/hit.html": [(Role.OFFICER, "/screening-hits/{waiting_hit}/")],
    "appeals/objection.html": [(Role.DIRECTOR, "/objections/{deciding_objection}/")],
    "appeals/objection_form.html": [(Role.REPRESENTATIVE, "/objections/new/{confirmed.pk}/")],
    "appeals/lead_form.html": [(Role.OFFICER, "/leads/new/")],
    "appeals/leads.html": [(Role.OFFICER, "/leads/")],
    "appeals/lead.html": [(Role.OFFICER, "/leads/{lead}/")],
    "appeals/reveal.html": [(Role.DIRECTOR, "/objections/{paper_objection}/reveal/")],
    "appeals/repair.html": [(Role.OFFICER, "/repairs/{granted_repair}/")],
    "appeals/repair_form.html": [(Role.REPRESENTATIVE, "/repairs/new/{repairable.pk}/")],
    "appeals/note.html": [
        (Role.SECRECY, "/notes/{signing_note}/"),
        (Role.REPRESENTATIVE, "/notes/{own_note}/"),
    ],
    "challenges/challenge.html": [(Role.DIRECTOR, "/challenges/{annulled_waiting_challenge}/")],
    "challenges/challenge_form.html": [(Role.REPRESENTATIVE, "/challenges/new/{confirmed.pk}/")],
    "common/upload_page.html": [(Role.CLERK, "/imports/new/"), (Role.OFFICER, "/honours/list/")],
    "common/form_page.html": [(Role.SYSTEM_ADMIN, "/accounts/new/"), (Role.SECURITY_ADMIN, "/postings/new/")],
    "accounts/consent.html": [
        (Role.SECURITY_ADMIN, "/accounts/consents/{agreed_consent}/"),
        (Role.CLERK, "/accounts/consents/{consent}/"),
    ],
    "accounts/link_gone.html": [(NOBODY, "/accounts/links/none/password/")],
    "accounts/login.html": [(NOBODY, "/accounts/login/")],
    "accounts/password.html": [(Role.CLERK, "/accounts/password/")],
    "accounts/second_factor.html": [(CODED, "/accounts/login/code/")],
    "accounts/set_up_factor.html": [(HALFWAY, "/accounts/login/code/")],
    "accounts/security.html": [(Role.CLERK, "/accounts/security/")],
    "accounts/confirm_code.html": [(Role.CLERK, "/accounts/security/codes/")],
    "accounts/kept_form.html": [(Role.CLERK, "/accounts/kept/{kept_form}/")],
    "accounts/kept_forms.html": [(Role.CLERK, "/accounts/kept/")],
    "common/attach.html": [(Role.CLERK, "/cases/records.dishonestyrecord/{draft.pk}/evidence/")],
    "common/deadline.html": [(Role.REVIEWER, "/deadlines/{deadline}/")],
    "common/evidence.html": [(Role.CLERK, "/evidence/{evidence}/")],
    "common/find.html": [(Role.CLERK, "/find/?q=模拟"), (Role.SYSTEM_ADMIN, "/find/")],
    "common/glossary.html": [(Role.CLERK, "/glossary/")],
    "common/manual.html": [(Role.OFFICER, "/help/")],
    "common/list.html": [
        (Role.AUDITOR, "/history/"),
        (Role.AUDITOR, "/file-log/"),
        (Role.AUDITOR, "/accounts/sign-ins/"),
        (Role.CLERK, "/file-requests/"),
        (Role.OFFICER, "/imports/proposals/"),
        (Role.AUDITOR, "/trail/?columns=at,act,who,reason,request"),
        (Role.AUDITOR, "/departments/?level=city"),
        (Role.OFFICER, "/officials/"),
        (Role.REVIEWER, "/corrections/"),
    ],
    "common/message.html": [(Role.CLERK, "/nowhere/")],
    "common/notices.html": [(Role.CLERK, "/notices/")],
    "common/notice_settings.html": [(Role.CLERK, "/notices/settings/")],
    "common/refused.html": [(Role.CLERK, "/history/")],
    "common/saved.html": [(Role.CLERK, "/lists/records/saved/")],
    "common/saved_one.html": [(Role.CLERK, "/filters/{saved}/")],
    "common/versions.html": [(Role.AUDITOR, "/history/records.dishonestyrecord/{confirmed.pk}/")],
    "common/withdraw.html": [(Role.CLERK, "/evidence/{evidence}/withdraw/")],
    "common/work.html": [(Role.CLERK, "/work/"), (Role.CLERK, "/work/sent/")],
    "following/api_keys.html": [(Role.OFFICER, "/api-keys/")],
    "following/api_key.html": [(Role.OFFICER, "/api-keys/{api_key}/")],
    "exchange/answer_check.html": [(Role.OFFICER, "/screening-answers/check/")],
    "exchange/signed_answer.html": [(Role.OFFICER, "/screening-answers/{signed_answer}/")],
    "exchange/signed_answers.html": [(Role.OFFICER, "/screening-answers/")],
    "exchange/batch.html": [(Role.CLERK, "/imports/{batch}/"), (Role.CLERK, "/imports/{preview}/")],
    "exchange/columns.html": [(Role.CLERK, "/imports/{preview}/columns/")],
    "exchange/decide.html": [(Role.OFFICER, "/imports/proposals/{proposal}/accept/")],
    "exchange/duties.html": [(Role.OFFICER, "/imports/duties/")],
    "exchange/duty.html": [(Role.CLERK, "/imports/duties/{duty}/")],
    "exchange/honour_check.html": [(Role.OFFICER, "/honours/{answered_check}/")],
    "exchange/honour_checks.html": [(Role.OFFICER, "/honours/")],
    "exchange/honour_list.html": [(Role.OFFICER, "/honours/list/")],
    "inquiries/inquiries.html": [(Role.OFFICER, "/inquiries/")],
    "inquiries/inquiry.html": [
        (Role.OFFICER, "/inquiries/{answered_inquiry}/"),
        (Role.DIRECTOR, "/inquiries/{pending_inquiry}/"),
    ],
    "inquiries/inquiry_list.html": [(Role.OFFICER, "/inquiries/list/")],
    "exchange/imports.html": [(Role.CLERK, "/imports/")],
    "exchange/upload.html": [(Role.CLERK, "/imports/new/")],
    "common/act.html": [
        (Role.REVIEWER, "/records/{pending_notice}/serve/"),
        (Role.DIRECTOR, "/records/{confirmed}/withdraw/"),
        (Role.DIRECTOR, "/publications/{public_publication}/end/"),
    ],
    "common/ask.html": [(Role.CLERK, "/handovers/new/"), (Role.CLERK, "/deputies/new/")],
    "records/choose_source.html": [(Role.CLERK, "/records/new/")],
    "records/correction.html": [(Role.OFFICER, "/corrections/{public_correction}/")],
    "records/correction_form.html": [(Role.CLERK, "/records/{confirmed}/correct/")],
    "organisations/department.html": [(Role.OFFICER, "/departments/{department}/")],
    "records/compare.html": [(Role.REVIEWER, "/records/{draft}/compare/{pending_review}/")],
    "postings/deputies.html": [(Role.CLERK, "/deputies/")],
    "records/fact_case.html": [(Role.REVIEWER, "/judgments/{waiting_judgment}/")],
    "records/fact_form.html": [(Role.CLERK, "/commendations/new/")],
    "records/facts.html": [(Role.CLERK, "/judgments/")],
    "records/form.html": [(Role.CLERK, "/records/{draft}/edit/")],
    "postings/handover.html": [(Role.CLERK, "/handovers/{handover}/")],
    "postings/handovers.html": [(Role.CLERK, "/handovers/")],
    "postings/home.html": [(Role.REVIEWER, "/"), (Role.SYSTEM_ADMIN, "/")],
    "dossiers/file_request.html": [(Role.CLERK, "/file-requests/{file_request}/")],
    "dossiers/official.html": [
        (Role.CLERK, "/officials/{official}/"),
        (Role.CLERK, "/officials/{official}/influence/new/"),
    ],
    "dossiers/own.html": [(SELF, "/own/")],
    "dossiers/own_choose.html": [(SELF, "/own/correct/career/{career}/")],
    "dossiers/own_none.html": [(Role.CLERK, "/own/")],
    "dossiers/officials.html": [(Role.OFFICER, "/officials/")],
    "postings/information_classes.html": [(Role.CLERK, "/information-classes/")],
    "postings/postings.html": [(Role.SECURITY_ADMIN, "/postings/")],
    "records/print.html": [(Role.REVIEWER, "/records/{statement}/print/")],
    "records/propose.html": [(Role.OFFICER, "/publications/new/record/{confirmed.pk}/")],
    "records/publication.html": [
        (Role.SECRECY, "/publications/{pending_publication}/"),
        (Role.OFFICER, "/publications/{pending_publication}/"),
    ],
    "records/publications.html": [(Role.DIRECTOR, "/publications/")],
    "records/record.html": [
        (Role.REVIEWER, "/records/{statement}/"),
        (Role.OFFICER, "/records/{confirmed}/?tab=review"),
        (Role.REVIEWER, "/records/{confirmed}/?tab=same"),
        (Role.CLERK, "/records/{draft}/?tab=evidence"),
        (Role.CLERK, "/records/{draft}/?tab=talk"),
        (Role.REVIEWER, "/records/{draft}/?tab=history"),
    ],
    "records/records.html": [(Role.REVIEWER, "/records/")],
    "organisations/reorganisation.html": [(Role.OFFICER, "/reorganisations/{reorganisation}/")],
    "organisations/reorganisation_form.html": [(Role.OFFICER, "/reorganisations/new/merge/")],
    "organisations/reorganisations.html": [(Role.OFFICER, "/reorganisations/")],
    "postings/rule.html": [(Role.OFFICER, "/rules/statement/period/")],
    "postings/rule_proposal.html": [(Role.DIRECTOR, "/rules/proposals/{rule_proposal}/")],
    "postings/rules.html": [(Role.OFFICER, "/rules/")],
    "supervision/board.html": [
        (Role.DIRECTOR, "/figures/board/"),
        (Role.DIRECTOR, "/figures/board/?show=load"),
        (Role.DIRECTOR, "/figures/board/?show=durations"),
    ],
    "supervision/figures.html": [(Role.DIRECTOR, "/figures/")],
    "supervision/runs.html": [(Role.DIRECTOR, "/figures/runs/")],
    "supervision/warning.html": [
        (Role.OFFICER, "/warnings/{proved_warning}/"),
        (Role.REPRESENTATIVE, "/warnings/{own_warning}/"),
    ],
}
BY_THE_WAY = {
    "common/case_page.html",
    "common/base.html",
    "common/bare.html",
    "accounts/half.html",
    "accounts/locked.html",
    "accounts/recovery_codes.html",
    "accounts/throttled.html",
    "accounts/password_set.html",
    "accounts/set_password.html",
    "following/confirmation.html",
    "following/key_shown.html",
    "following/mail_base.html",
    "following/news.html",
    "common/broken.html",
    "common/no_posting.html",
    "common/say.html",
    "common/bulk.html",
    "common/bulk_edit.html",
    "common/bulk_done.html",
    "dossiers/official_print.html",
    "dossiers/officials_found.html",
    "inquiries/report.html",
}
"""Frames, and pages that only an answer to a POST or a fault shows; their own tests look at them."""

LATIN = r"""() => {
  const found = [], seen = e => e.checkVisibility && e.checkVisibility();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());)
    if (!['SCRIPT', 'STYLE', 'CODE'].includes(node.parentElement.tagName) && seen(node.parentElement))
      found.push(node.data);
  for (const e of document.querySelectorAll('*'))
    for (const name of ['placeholder', 'title', 'aria-label', 'alt'])
      if (e.hasAttribute(name)) found.push(e.getAttribute(name));
  return [document.title, ...found].filter(text => /[A-Za-z]{2,}/.test(text));
}"""
KNOWN = re.compile(
    r"GB(/T)?|\.?XLSX|\.?CSV|JSON|Ctrl|PDF|SHA-256|PNG|JPE?G|DOCX|OFD|UTF-8|GBK|MB|KB|IP|LPR|Tab|Atom|"
    r"\b(?:BG|WS|CX|DF)-[\w-]*|PAdES|Ed25519|base64 -d [^\n]*|openssl [^\n]*|-rawin [^\n]*|\.sig|\.pem|"
    r"[\w.-]+\.(xlsx|csv|pdf|json)|person\d+|clock|rule\d*|[0-9a-f-]{12,}|[0-9A-Z]{12,}|"
    r"\b[A-Z]{1,4}-?\d[\w-]*|\b[0-9A-Z]*\d[0-9A-Z]*\b",
    re.IGNORECASE,
)


@pytest.fixture
def scene(committed_db: str) -> Iterator[tuple[world.Scope, dict[str | None, str]]]:
    """A place with everything in it, and the session of each seat."""
    made = world.scope("320100")
    made.things["rule_proposal"] = world.proposed_rule(factories.posting(Role.OFFICER))
    aggregation.run()
    clients: dict[str | None, Client] = {role: client_of(seat) for role, seat in made.seats.items()}
    clients[SELF] = client_of(made.things["own_access"])
    clients |= {HALFWAY: Client(), CODED: Client()}
    clients[HALFWAY].force_login(factories.person(), MODEL_BACKEND)
    clients[CODED].force_login(coded := factories.person(), MODEL_BACKEND)
    code_of(coded)
    look(clients[Role.CLERK], made.seats[Role.CLERK], made.things["official"])
    keys = {role: client.cookies[settings.SESSION_COOKIE_NAME].value for role, client in clients.items()}
    yield made, keys
    connection.close()


def test_every_template_of_the_office_has_a_page_here() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    whole = {
        str(file.relative_to(folder))
        for app in OFFICE
        for file in (folder / app).glob("*.html")
        if "{% extends" in file.read_text(encoding="utf-8")
    }
    assert whole - set(PAGES) - BY_THE_WAY == set()


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_every_template_is_clean_narrow_and_chinese(
    browser: Browser, live_office: str, scene: tuple[world.Scope, dict[str | None, str]], part: int
) -> None:
    made, keys = scene
    faults: list[str] = []
    with browsers.opened(browser, "desktop") as page:
        for role, address in [visit for visits in PAGES.values() for visit in visits][part::PARTS]:
            page.context.clear_cookies()
            if role:
                page.context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": keys[role], "url": live_office}]
                )
            page.goto(live_office + made.address(address))
            found = _faults(page)
            faults += [f"{role} {address}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def _faults(page: Page) -> list[str]:
    page.set_viewport_size({"width": 1440, "height": TALL})
    said = _violations(page, RULES)
    words = page.evaluate(LATIN)
    said += [f"Latin: {text.strip()[:80]}" for text in words if is_foreign(text)]
    page.set_viewport_size({"width": 390, "height": TALL})
    said += [f"on a phone: {fault}" for fault in _violations(page, TARGETS)]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        said.append("wider than 390 px")
    if page.evaluate("document.querySelector('.deskbar')?.offsetHeight ?? 0") > ONE_ROW:
        said.append("the header takes more than its one row below the name on a phone")
    return said


def _violations(page: Page, rules: dict[str, Any]) -> list[str]:
    found: list[Any] = Axe().run(page, options=rules).response["violations"]
    return [f"{fault['id']} {[node['target'] for node in fault['nodes']][:3]}" for fault in found]


def is_foreign(text: str) -> bool:
    """Whether a text on the screen holds a Latin word that is no name of a format or a code."""
    return bool(re.search(r"[A-Za-z]{2,}", KNOWN.sub("", text)))
