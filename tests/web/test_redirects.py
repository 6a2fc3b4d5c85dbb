"""No parameter leads a browser off the site, whatever is in it."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PASSWORD, log
from tests.web.test_access import ask, rules
from webapp.storage.engine import Database
from webapp.storage.models import User

ELSEWHERE = (
    *(
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
    ),
    *(
        "https://evil.example/",
        "https:evil.example",
        "http:\\\\evil.example",
        "HTTPS://EVIL.EXAMPLE",
        "//evil.example:80",
    ),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x"),
    *("/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/\r\nLocation: //evil.example"),
    *("/%2f/evil.example", "/%5cevil.example", "/%09/evil.example", "%2f%2fevil.example", "/..//evil.example"),
    *("/walks/..//evil.example", "/.//evil.example", "/;//evil.example", "/@evil.example", "//localhost@evil.example"),
    *(
        "//localhost\\@evil.example",
        "\uff0f\uff0fevil.example",
        "/\uff0fevil.example",
        "//evil\u3002example",
        "/\u2028/evil.example",
    ),
    *("//[::1]@evil.example", "/\0/evil.example", "//evil.example/walks/", "?next=//evil.example", "#//evil.example"),
)
# Whatever a form or an address has called the place to go on to, or might.
NAMES = ("next", "back", "page", "to", "then", "return", "url", "path", "from", "kept", "undo", "done", "host", "key")


def leads_to(answer: TestResponse) -> Iterator[str]:
    """Where an answer sends the browser, as a browser reads it."""
    for name in (
        "Location",
        "HX-Redirect",
        "HX-Location",
        "HX-Push-Url",
        "HX-Replace-Url",
        "Refresh",
        "Content-Location",
    ):
        if name in answer.headers:
            yield re.sub(r"[\t\n\r\0]", "", answer.headers[name]).strip().replace("\\", "/")


def check(answer: TestResponse) -> None:
    for place in leads_to(answer):
        parts = urlsplit(place)
        is_ours = (parts.scheme, parts.netloc) in (("", ""), ("http", "localhost"))
        assert is_ours and parts.path.startswith("/") and "evil" not in parts.path, place


def test_no_way_in_leads_off_the_site(stranger: FlaskClient, alice: User) -> None:
    for elsewhere in ELSEWHERE:
        check(stranger.get("/progress", headers={"HX-Request": "true", "HX-Current-URL": ascii(elsewhere)[1:-1]}))
        kept = json.dumps([elsewhere, [["a", "b"]], str(alice.id)])
        form = {"name": "Alice", "password": PASSWORD, "next": elsewhere, "kept": kept}
        check(stranger.post("/login", data=form))
        check(stranger.get("/login", query_string={"next": elsewhere}))
        check(stranger.post("/logout", data={"next": elsewhere}))


def test_no_parameter_leads_off_the_site(app: Flask, as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        uuid = log(session, alice).uuid
    places, asked = cycle(ELSEWHERE), 0
    for rule, method in rules(app):
        if rule.endpoint in ("account.sign_out", "goodbyes.create"):
            continue
        given = {name: next(places) for name in NAMES}
        form = None if method == "GET" else given
        with closing(ask(as_alice, rule, method, uuid, query_string=given, data=form)) as answer:
            check(answer)
        asked += 1
    assert asked > 150


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "/walks//evil.example/", "/\\evil.example/.."])
def test_no_address_is_mended_into_one_elsewhere(as_alice: FlaskClient, path: str) -> None:
    answer = as_alice.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code in (303, 308, 404)
    assert {urlsplit(place).netloc for place in leads_to(answer)} <= {"", "localhost"}
