"""The page about the calls for scripts."""

import re
import shlex

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import Page
from webapp.web.api import openapi


def test_a_stranger_reads_of_every_call_on_a_page_that_loads_nothing_from_elsewhere(app: Flask) -> None:
    answer = app.test_client().get("/api/docs")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    with app.test_request_context():
        assert [call.name for call in openapi.calls() if f'id="{call.name}"' not in answer.text] == []
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', answer.text)
    assert [address for address in loaded if not address.startswith("/")] == []
    assert "<script" not in answer.text


def test_every_link_within_the_page_leads_somewhere(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/api/docs"))
    ids = {attributes.get("id") for _, attributes in page.elements}
    links = {attributes.get("href") or "" for name, attributes in page.elements if name == "a"}
    assert {link for link in links if link.startswith("#")} <= {f"#{id}" for id in ids}


def test_who_is_signed_in_finds_it_beside_the_keys_and_the_way_back(as_alice: FlaskClient) -> None:
    assert "/api/docs" in as_alice.get("/settings/phones").text
    answer = as_alice.get("/api/docs")
    assert 'href="/settings/phones"' in answer.text
    assert "tabs" in answer.text


@pytest.mark.parametrize("name", ["create_walk", "list_walks", "set_weight"])
def test_an_example_is_a_whole_command_for_a_shell(stranger: FlaskClient, name: str) -> None:
    text = Page(stranger.get("/api/docs")).text
    commands = [shlex.split(line) for line in re.findall(r"curl (?:.+\\\n)*.+", text)]
    call = {"create_walk": "/walks", "list_walks": "/walks", "set_weight": "/weights"}[name]
    assert ["curl", f"http://localhost/api/v1{call}"] in [command[:2] for command in commands]
    assert all("Authorization: Bearer TOKEN" in command for command in commands if command[1].endswith(call))


def test_a_script_that_goes_wrong_there_is_told_so_as_anywhere_below_it(stranger: FlaskClient) -> None:
    assert stranger.post("/api/docs").mimetype == "application/problem+json"
