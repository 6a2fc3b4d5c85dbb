"""Static files: for ever under their hash, compressed, and nothing but them."""

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.paths import STATIC
from webapp.web import assets

HTMX = "/static/vendor/htmx-4.0.1.min.js"
# Smaller ones are sent as they are.
OUR_OWN = [
    path.relative_to(STATIC).as_posix()
    for path in [*STATIC.glob("css/*.css"), *STATIC.glob("js/**/*.js")]
    if path.stat().st_size >= 500
]
# Their iOS ends at 15: only newer ones have these.
NOT_ON_AN_IPHONE_6S = (
    r"AbortSignal\.|\.(?:at|findLast|toSorted|randomUUID|checkVisibility)\(|structuredClone|Object\.(?:hasOwn|groupBy)"
)


def test_a_file_under_its_hash_may_be_kept_for_ever(client: FlaskClient) -> None:
    page = client.get("/learn/energy").text
    addresses = re.findall(r'"(/static/[^"]+)"', page)
    assert len(addresses) >= 4
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.cache_control.immutable
        assert (answer.cache_control.max_age or 0) >= 31_536_000


def test_a_file_without_its_hash_is_asked_for_again(client: FlaskClient) -> None:
    answer = client.get("/static/css/base.css")
    assert answer.cache_control.no_cache
    assert not answer.cache_control.immutable


@pytest.mark.parametrize(
    ("accepts", "encoding", "ending"), [("br, gzip", "br", ".br"), ("gzip", "gzip", ".gz"), ("", None, "")]
)
def test_a_script_comes_as_small_as_the_browser_can_read(
    client: FlaskClient, accepts: str, encoding: str | None, ending: str
) -> None:
    answer = client.get(HTMX, headers={"Accept-Encoding": accepts})
    assert answer.content_encoding == encoding
    assert answer.data == (STATIC.parent / (HTMX[1:] + ending)).read_bytes()
    assert "Accept-Encoding" in answer.vary
    assert answer.mimetype == "text/javascript"


@pytest.mark.parametrize("name", OUR_OWN)
def test_our_own_files_are_compressed_without_comments_and_mean_the_same(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    sent, whole = gzip.decompress(answer.data).decode(), (STATIC / name).read_text()
    without_comments = re.sub(r"(?m)^\s*/\*(?s:.*?)\*/|^\s*//.*$", "", whole)
    assert answer.content_encoding == "gzip"
    assert len(sent) < len(whole)
    assert "".join(sent.split()) == "".join(without_comments.split())


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../app.py",
            "..%2fapp.py",
            "%2e%2e/app.py",
            "css/../../app.py",
            "/etc/passwd",
            "%2fetc/passwd",
            "..\\app.py",
        ),
        *("css", "css/", "", "nothing.css", "package.json", "package-lock.json", "vendor/../package.json"),
        *("node_modules/x.js", "vendor/htmx-4.0.1.min.js.gz", "vendor/htmx-4.0.1.min.js.br", "css/base.css%00.js"),
    ],
)
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code in (404, 308)


def test_what_is_not_there_may_be_there_tomorrow(client: FlaskClient) -> None:
    """A file that is missing is not remembered as missing by a cache on the way."""
    assert client.get("/static/nothing.css?v=1").cache_control.no_store


def test_no_page_names_an_address_outside(app: Flask, client: FlaskClient) -> None:
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', client.get("/learn/energy").text)


@pytest.mark.parametrize(("part", "times"), [("a", 300), ("a", 5000), ("a/", 3000), ("%1b[31m", 1)])
def test_a_name_that_no_file_can_have_is_not_found(client: FlaskClient, part: str, times: int) -> None:
    assert client.get(f"/static/css/{part * times}").status_code == 404


def test_a_text_between_backticks_keeps_its_lines() -> None:
    script = (
        "// A comment with `ticks`.\nconst text = `one\n  // two \\` three\n`;\n  /** What it does. */\n  say(text);\n"
    )
    assert assets.shorter_script(script.encode()).decode() == "const text = `one\n  // two \\` three\n`;\nsay(text);\n"


@pytest.mark.parametrize("script", [name for name in OUR_OWN if name.endswith(".js")])
def test_an_old_iphone_has_all_that_a_script_uses(script: str) -> None:
    sent = assets.shorter_script((STATIC / script).read_bytes()).decode()
    assert not re.search(NOT_ON_AN_IPHONE_6S, sent)


def test_a_checkout_without_built_files_shows_its_pages_and_says_so(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.test_request_context():
        address = assets.asset_url("vendor/not-built.min.js")
        with pytest.raises(FileNotFoundError):
            assets.asset_url("js/misspelt.js")
    assert app.test_client().get(address).status_code == 404
    assert "static/vendor/not-built.min.js is not built; `python3 app.py` builds it." in caplog.text


def test_a_page_waits_for_one_style_sheet_that_has_them_all_in_their_order(as_alice: FlaskClient) -> None:
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', as_alice.get("/").text)
    answer = as_alice.get(address)
    sheets = [as_alice.get(f"/static/css/{name}.css").data for name in ("tokens", "base", "parts", "today")]
    assert answer.data == b"".join(sheets) and answer.mimetype == "text/css" and answer.cache_control.immutable
    packed = as_alice.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.content_encoding == "gzip" and b".today{" in gzip.decompress(packed.data)


@pytest.mark.parametrize("name", ["base+base", "base+nothing", "base+", "base+../../app", "base+../js/zone.js"])
def test_only_style_sheets_are_joined_each_once(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/css/{name}.css").status_code == 404
