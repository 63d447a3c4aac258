"""The proof's list of pages leaves no address out."""

from __future__ import annotations

import re

from django.urls import get_resolver, resolve

from tests.proof.pages import NO_PAGES, PUBLIC_PAGES, first_let_in
from tests.test_permission_matrix import LINES

SAMPLES = {
    "code": "11320000071298510Y",
    "township_code": "11320000071298510Y",
    "promising_code": "11320000071298510Y",
    "empty_code": "11320000071298510Y",
    "query_code": "0" * 20,
}


def test_every_public_address_is_a_page_of_the_proof_or_known_to_be_none() -> None:
    urls = "integrity_portal.public_urls"
    known = {pattern.name for part in get_resolver(urls).url_patterns for pattern in part.url_patterns}
    asked = [
        re.sub(r"\{(\w+)\}", _sample, path.partition("?")[0])
        for status, path in PUBLIC_PAGES
        if status != 404
    ]
    assert known - {resolve(path, urls).url_name for path in asked} == NO_PAGES


def _sample(found: re.Match[str]) -> str:
    return SAMPLES.get(found[1], "00000000-0000-4000-8000-000000000000")


def test_every_address_of_the_office_that_lets_somebody_in_is_a_page_of_the_proof() -> None:
    open_to_some = {
        line.address for line in LINES if any(cell.startswith(("200", "409", "422")) for cell in line.cells)
    }
    assert {line.address for line in LINES if first_let_in(line)[1]} == open_to_some
