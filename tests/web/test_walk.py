"""The shell of the walk screen: the same for everybody, kept on the phone, and a phone's own key."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import NOW, SAME_ORIGIN, signed_in
from webapp.domain import programme, verdicts
from webapp.domain.guided import guided
from webapp.domain.keys import Scope
from webapp.paths import STATIC
from webapp.security import keys
from webapp.storage import keys as store
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web import browsers

MOST_BYTES_OF_THE_SCREEN, MOST_BYTES_OF_THE_OUTBOX = 15_000, 5_000
KEPT = ("/walk", "/walk/parts", "/offline", "/slow", "/waiting", "/sw.js", "/manifest.webmanifest")
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Mobile Safari/604.1"
PIXEL = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"


def constant(worker: TestResponse, name: str) -> object:
    found = re.search(rf"^const {name} = (.*);$", worker.text, re.MULTILINE)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("path", KEPT)
def test_the_shell_is_kept_and_asked_for_in_a_word(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.cache_control.no_cache and not answer.cache_control.no_store
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"], "Accept-Encoding": "gzip"})
    assert (again.status_code, again.data) == (304, b"")
    assert again.cache_control.no_cache and not again.cache_control.no_store
    assert "Content-Security-Policy" in again.headers


@pytest.mark.parametrize("path", KEPT)
def test_the_shell_says_not_a_word_about_anybody(client: FlaskClient, as_alice: FlaskClient, path: str) -> None:
    mine = as_alice.get(path)
    assert mine.data == client.get(path).data
    assert "Alice" not in mine.text
    assert "Set-Cookie" not in mine.headers


@pytest.mark.parametrize("path", KEPT)
def test_the_shell_comes_compressed(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.content_encoding == "gzip"
    assert {"Accept-Encoding", "Accept-Language"} <= set(answer.vary)


def test_every_address_of_the_shell_is_there(client: FlaskClient) -> None:
    worker = client.get("/sw.js")
    assert worker.mimetype == "text/javascript"
    shell = constant(worker, "SHELL")
    assert isinstance(shell, list)
    assert {"/walk", "/walk/parts", "/offline", "/static/css/tokens.css", "/static/js/walk/events.js"} <= set(shell)
    assert len(set(shell)) == len(shell)
    for address in shell:
        assert "?" not in address
        assert client.get(address).status_code == 200, address


def test_every_script_and_style_of_the_walk_screen_is_in_the_shell(client: FlaskClient) -> None:
    shell = constant(client.get("/sw.js"), "SHELL")
    assert isinstance(shell, list)
    page = client.get("/walk").text
    assert {address for address in re.findall(r'"(/static/[^"]+\.(?:css|js))"', page)} <= set(shell)
    assert {f"/static/js/walk/{path.name}" for path in (STATIC / "js/walk").glob("*.js")} <= set(shell)


def weight(client: FlaskClient, addresses: set[str]) -> int:
    """How many bytes these are, compressed."""
    return sum(len(client.get(address, headers={"Accept-Encoding": "gzip"}).data) for address in addresses)


def with_modules(scripts: set[str]) -> set[str]:
    """The scripts, and those that they import at once; what is imported when it is wanted does not count."""
    found = set(scripts)
    for script in scripts:
        named = re.findall(r'^import .*"\./(\w+\.js)";$', (STATIC / script.removeprefix("/static/")).read_text(), re.M)
        found |= with_modules({f"/static/js/walk/{name}" for name in named})
    return found


def test_the_walk_screen_weighs_15_kb_at_most(client: FlaskClient) -> None:
    files = set(re.findall(r'"(/static/[^"]+\.(?:css|js))"', client.get("/walk").text))
    scripts = with_modules({file for file in files if file.endswith(".js")})
    assert "/static/js/walk/store.js" in scripts and "/static/js/walk/direction.js" not in scripts
    assert weight(client, {"/walk"} | files | scripts) <= MOST_BYTES_OF_THE_SCREEN


def test_the_service_worker_and_the_outbox_weigh_5_kb_at_most(client: FlaskClient) -> None:
    scripts = with_modules({"/static/js/walk/outbox.js"})
    assert weight(client, {"/sw.js"} | scripts) <= MOST_BYTES_OF_THE_OUTBOX


def test_the_phone_reads_a_session_by_the_names_that_the_plan_gives_it() -> None:
    numbers = re.search(r"^const NUMBERS = (\[.*\]);$", (STATIC / "js/walk/session.js").read_text(), re.M)
    assert numbers
    names = [name for name in guided(programme.LEVEL_1[0]) if name != "go"]
    assert json.loads(numbers[1]) == names


def test_the_phone_counts_a_session_as_the_plan_does() -> None:
    script = (STATIC / "js/walk/session.js").read_text()
    assert f"const LEAST_SHARE = {verdicts.LEAST_SHARE};" in script


def test_a_changed_file_makes_another_version(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = constant(client.get("/sw.js"), "VERSION")
    assert constant(client.get("/sw.js"), "VERSION") == before
    monkeypatch.setattr("webapp.web.assets.content_hash", lambda name: f"new {name}")
    assert constant(client.get("/sw.js"), "VERSION") != before


def test_a_worker_may_run(client: FlaskClient) -> None:
    assert "worker-src 'self'" in client.get("/walk").headers["Content-Security-Policy"]


def test_a_static_file_is_asked_for_in_a_word(client: FlaskClient) -> None:
    for accepts in ("", "gzip"):
        first = client.get("/static/css/base.css", headers={"Accept-Encoding": accepts})
        known = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": accepts}
        again = client.get("/static/css/base.css", headers=known)
        assert (again.status_code, again.data) == (304, b"")
        assert again.cache_control.no_cache and not again.cache_control.no_store
        other = client.get("/static/css/base.css", headers={"If-None-Match": 'W/"other"'})
        assert other.status_code == 200


def test_the_manifest_says_how_to_install(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/walk?from=icon", "/", "standalone")
    assert [one["url"] for one in manifest["shortcuts"]] == ["/walk?go=forward", "/walk?go=backward", "/walk?go=repeat"]
    target = manifest["share_target"]
    assert (target["action"], target["method"]) == ("/import/share", "POST")
    assert {".gpx", ".fit", ".tcx"} <= set(target["params"]["files"][0]["accept"])


def test_the_manifests_pictures_are_there_in_the_sizes_that_it_says(client: FlaskClient) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").text)
    icons = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"), ("180x180", "any")} <= icons
    for picture in [*manifest["icons"], *manifest["screenshots"]]:
        answer = client.get(picture["src"])
        assert (answer.status_code, answer.mimetype) == (200, "image/png")


def test_a_phone_gets_a_key_that_only_adds_walks(as_alice: FlaskClient, database: Database, alice: User) -> None:
    answer = as_alice.post("/phone", headers={"User-Agent": IPHONE})
    assert answer.status_code == 200
    assert answer.cache_control.no_store
    assert set(answer.get_json()) == {"token", "instance", "person", "name"}
    assert answer.get_json()["instance"] == as_alice.get("/api/ping").get_json()["instance"]
    with database.reading() as session:
        found = keys.find(session, answer.get_json()["token"])
        (key,) = store.newest_first(session, alice.id)
    assert found and (found.user.name, found.scope) == ("Alice", Scope.WALKS)
    assert key.name == "Safari on iPhone"


def test_a_phone_where_nobody_is_signed_in_gets_no_key(stranger: FlaskClient, alice: User) -> None:
    """Its script is told so, and not led to a page that it can't read."""
    answer = stranger.post("/phone")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


def test_another_page_gets_no_key(as_alice: FlaskClient, database: Database, alice: User) -> None:
    assert as_alice.post("/phone", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    with database.reading() as session:
        assert store.newest_first(session, alice.id) == []


def test_a_phone_hands_in_its_walk_when_nobody_is_signed_in_any_more(app: Flask, as_alice: FlaskClient) -> None:
    token = as_alice.post("/phone").get_json()["token"]
    as_alice.post("/logout")
    walk = {
        "id": "0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a11",
        "started_at": "2026-11-20T17:00:00+01:00",
        "time_zone": "Europe/Paris",
        "segments": [{"mode": "forward_walk", "seconds": 600}, {"mode": "backward_walk", "seconds": 120}],
    }
    headers = {"Authorization": f"Bearer {token}"} | SAME_ORIGIN
    first, second = (app.test_client().post("/api/v1/walks", json=walk, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json() == {"id": walk["id"], "status": "saved"}


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (IPHONE, "Safari on iPhone"),
        (PIXEL, "Chrome on Android"),
        (PIXEL + " SamsungBrowser/29.0", "Samsung Internet on Android"),
        ("Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox on Android"),
        ("curl/8.15.0", "a phone"),
        ("", "a phone"),
    ],
)
def test_a_browser_is_named_as_a_person_knows_it(app: Flask, user_agent: str, name: str) -> None:
    with app.test_request_context():
        assert browsers.named(user_agent) == name


def test_the_page_for_away_leads_to_the_walk_screen_and_never_reloads_itself(client: FlaskClient) -> None:
    page = client.get("/offline").text
    assert 'href="/walk"' in page
    assert "data-outbox" in page
    assert "http-equiv" not in page


def test_what_was_thrown_away_can_come_back_as_long_as_the_page_says(client: FlaskClient) -> None:
    """The store on the phone keeps it so long, and the screen says how long that is."""
    kept = re.search(
        r"^const KEEPS_\w+ = (\d+) \* 24 \* 3600 \* 1000;$", (STATIC / "js/walk/tidy.js").read_text(), re.M
    )
    assert kept
    assert f"It can come back for {kept[1]} days." in client.get("/walk/parts").text


def test_a_phone_that_asks_again_and_again_has_one_key(
    as_alice: FlaskClient, app: Flask, database: Database, alice: User
) -> None:
    tokens = [as_alice.post("/phone").get_json()["token"] for _ in range(61)]
    with database.reading() as session:
        assert len(store.newest_first(session, alice.id)) == 1
        assert [keys.find(session, token) is not None for token in tokens] == [False] * 60 + [True]


def test_each_person_on_a_phone_has_a_key(as_alice: FlaskClient, bob: User, database: Database, alice: User) -> None:
    """And http and https have one each: a browser keeps their walks apart."""
    as_alice.post("/phone")
    signed_in(as_alice, bob).post("/phone")
    with database.reading() as session:
        assert [len(store.newest_first(session, user.id)) for user in (alice, bob)] == [1, 1]


def test_of_very_many_phones_the_one_that_was_used_longest_ago_makes_room(database: Database, alice: User) -> None:
    with database.writing() as session:
        script = keys.add(session, alice, "script", now=NOW)
        tokens = [
            keys.pair(session, alice, "phone", f"device {number}", now=NOW + dt.timedelta(seconds=number))
            for number in range(keys.MOST_PHONES + 2)
        ]
        assert [keys.find(session, token) is not None for token in tokens[:3]] == [False, False, True]
        assert keys.find(session, script)


@pytest.mark.parametrize(
    ("says", "is_left"), [({"nothing_waits": "1"}, False), ({"nothing_waits": ""}, True), ({}, True)]
)
def test_the_key_of_a_browser_ends_with_the_sign_in_when_nothing_waits(
    as_alice: FlaskClient, database: Database, says: dict[str, str], is_left: bool
) -> None:
    token = as_alice.post("/phone").get_json()["token"]
    as_alice.post("/logout", data=says)
    with database.reading() as session:
        assert (keys.find(session, token) is not None) == is_left


def part(app: Flask, token: str) -> TestResponse:
    """What a phone without a cookie gets when it gives this key back."""
    return app.test_client().delete("/phone", headers={"Authorization": f"Bearer {token}"} | SAME_ORIGIN)


def test_a_phone_gives_its_key_back(app: Flask, as_alice: FlaskClient, database: Database) -> None:
    token = as_alice.post("/phone").get_json()["token"]
    assert part(app, token).status_code == 204
    with database.reading() as session:
        assert keys.find(session, token) is None
    assert part(app, token).status_code == 401


def test_the_key_of_a_script_or_of_nobody_is_no_phones(app: Flask, database: Database, alice: User) -> None:
    with database.writing() as session:
        token = keys.add(session, alice, "script", now=NOW)
    for shown in (token, "nothing", ""):
        assert part(app, shown).status_code == 401
    assert app.test_client().delete("/phone", headers=SAME_ORIGIN).status_code == 401
    with database.reading() as session:
        assert keys.find(session, token)
