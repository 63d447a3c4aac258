"""The API's document: it tells what the answers are, and the examples beside it run as they are written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from disclosure.api import contract
from disclosure.api.examples import EXAMPLES
from disclosure.columns import TABLES
from disclosure.question import ADDRESSED
from integrity_portal import processes
from tests import factories, live
from tests.disclosure.rows import another, standing
from tests.disclosure.test_pages import summarised

pytestmark = pytest.mark.django_db
DOCUMENT = contract.document()


def schema_of(address: str) -> Draft202012Validator:
    """The shape of a 200 answer, with the parts that it names."""
    answer = DOCUMENT["paths"][address]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**answer, "components": DOCUMENT["components"]}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_every_address_of_the_api_is_in_the_document(public_side):
    there = {
        re.sub(r"<uuid:public_id>", "{id}", str(pattern.pattern))
        for pattern in get_resolver().url_patterns[0].url_patterns
        if (pattern.name or "").startswith("api_")
        and pattern.name not in {"api_docs", "api_key", "api_usage"}
    }
    named = {re.sub(r"^\^?(.*?)\(\?P<code>.*", r"\1{code}", one) for one in there}
    assert {f"/{one}" for one in named} == set(DOCUMENT["paths"])


def test_the_filters_of_records_are_those_of_the_page():
    told = {one["name"] for one in DOCUMENT["paths"]["/api/v1/records"]["get"]["parameters"]}
    assert told == {*ADDRESSED, "fields", "limit"}


def test_answers_have_the_shape_that_the_document_tells(read):
    made = standing()
    body = made.fact.of_kind.department
    acts = {
        "records": made,
        "judgments": factories.publication(made=factories.judgment("confirmed", department=body)),
        "commendations": factories.publication(made=factories.commendation("confirmed", department=body)),
    }
    another(made, 1)
    summarised([])
    asked = {f"/api/v1/{name}": f"/api/v1/{name}" for name in TABLES}
    asked |= {f"/api/v1/{name}/{{id}}": f"/api/v1/{name}/{act.public_id}" for name, act in acts.items()}
    asked |= {
        "/api/v1/departments/{code}": f"/api/v1/departments/{body.credit_code}",
        "/api/v1/statistics": "/api/v1/statistics",
        "/api/v1/match": f"/api/v1/match?q={body.credit_code}&q=nobody",
        "/api/v1/records": "/api/v1/records?limit=1",
    }
    assert set(asked) == set(DOCUMENT["paths"])
    for address, path in asked.items():
        faults = list(schema_of(address).iter_errors(json.loads(read(path).content)))
        assert not faults, (address, faults[0].message, list(faults[0].absolute_path))


def test_the_document_is_served_as_it_is(read):
    answer = read("/api/v1/openapi.json")
    assert json.loads(answer.content) == DOCUMENT
    assert answer["Access-Control-Allow-Origin"] == "*"


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.long
@pytest.mark.commits
def test_the_examples_run_as_they_are_written(live_public, tmp_path):
    made = standing()
    stand = {str(another(made, number, face={"severity": "serious"})) for number in range(3)}
    factories.department(name="南京市财政局（演示）")
    for example in EXAMPLES:
        written = example.at(live_public)
        assert live_public in written.curl
        answers = [
            run(["bash", "-c", written.curl], tmp_path),
            run([sys.executable, "-c", written.python], tmp_path),
        ]
        for answer in answers:
            if "severity" in written.curl:
                assert answer.count(made.face_title) == 3
            elif "limit=100" in written.curl:
                assert all(one in answer for one in stand)
            elif "None-Match" in written.curl:
                assert answer == "304\n"
            else:
                assert "92" in answer
                assert "去掉括号" in answer


@pytest.mark.long
@pytest.mark.commits
def test_a_stranger_program_finds_no_answer_that_the_document_does_not_tell(
    committed_db, redis_stores, tmp_path
):
    """Schemathesis asks whatever the document allows, and much that it does not."""
    made = standing()
    another(made, 1)
    factories.publication(made=factories.judgment("confirmed"))
    factories.publication(made=factories.commendation("confirmed"))
    summarised([])
    with live.site(processes.PUBLIC, redis_stores, API_READS_PER_HOUR="1000000") as site:
        command = [Path(sys.executable).with_name("schemathesis"), "run", f"{site}/api/v1/openapi.json"]
        done = subprocess.run(
            [*command, "--max-examples", "60", "--seed", "1", "--workers", "1", "--no-color"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
    assert done.returncode == 0, done.stdout[-6000:]
