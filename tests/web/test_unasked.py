"""Who is let in by the name that a proxy tells: only from a proxy that was named, and only whom the owner named."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, PASSWORD, SAME_ORIGIN, signed_in
from webapp import create_app
from webapp.config import Settings
from webapp.security import identities
from webapp.storage import identities as store
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web import admission

PROXY, STRANGER = "10.0.0.2", "192.168.1.66"
ANN = {"Remote-User": "ann"}


@pytest.fixture
def app(settings: Settings, database: Database) -> Iterator[Flask]:
    app = create_app(
        Settings(
            data=settings.data,
            trusted_proxies=(ip_network(PROXY),),
            proxy_user_header="Remote-User",
            proxy_sign_out="https://auth.example.org/logout",
        )
    )
    yield app
    app.extensions["backstride_database"].close()


@pytest.fixture
def ann(database: Database, alice: User) -> User:
    """Alice, whom the proxy calls ann."""
    with database.writing() as session:
        identities.link(session, alice, identities.PROXY, "ann", "ann", now=NOW)
    return alice


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser behind the proxy."""
    return behind(app, PROXY)


def behind(app: Flask, peer: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base |= {"REMOTE_ADDR": peer, "HTTP_SEC_FETCH_SITE": SAME_ORIGIN["Sec-Fetch-Site"]}
    return client


def who(client: FlaskClient, **headers: Any) -> str:
    """Whose page it is; nobody's where the way leads to the sign-in."""
    answer = client.get("/settings", headers=headers)
    if answer.status_code == 303:
        return ""
    return answer.text.partition('data-name="')[2].partition('"')[0]


PEERS = {"the proxy": PROXY, "a phone": STRANGER, "this machine": "127.0.0.1", "another proxy": "10.0.0.3"}
HEADERS: dict[str, dict[str, str]] = {
    "its name": ANN,
    "in capitals": {"REMOTE-USER": "ann"},
    "another header": {"X-Remote-User": "ann"},
    "with forged hops": ANN | {"X-Forwarded-For": PROXY},
    "none": {},
    "empty": {"Remote-User": " "},
    "in other letters": {"Remote-User": "Ann"},
    "the name here": {"Remote-User": "Alice"},
    "twice": {"Remote-User": "ann,ann"},
    "a stranger's": {"Remote-User": "mallory"},
    "too long": {"Remote-User": "a" * 5000},
    "the key of the name": {"backstride.named": "ann", "Backstride-Named": "ann"},
}
BELIEVED = {"its name", "in capitals", "with forged hops"}


@pytest.mark.parametrize("header", ["Remote-User", None])
@pytest.mark.parametrize("proxies", [(PROXY,), ()])
def test_only_a_proxy_that_was_named_is_believed_and_only_in_its_header(
    settings: Settings, database: Database, ann: User, header: str | None, proxies: tuple[str, ...]
) -> None:
    app = create_app(
        Settings(data=settings.data, trusted_proxies=tuple(map(ip_network, proxies)), proxy_user_header=header)
    )
    for peer_name, peer in PEERS.items():
        for name, headers in HEADERS.items():
            is_believed = name in BELIEVED and peer_name == "the proxy" and header is not None and proxies != ()
            assert who(behind(app, peer), **headers) == ("Alice" if is_believed else ""), (peer_name, name)
    app.extensions["backstride_database"].close()


def test_the_name_goes_before_the_cookie_of_somebody_else(browser: FlaskClient, ann: User, bob: User) -> None:
    """A tablet that two people share: the proxy knows who of them it is."""
    assert who(signed_in(browser, bob), **ANN) == "Alice"
    assert who(browser) == "Bob"


def test_a_name_that_nobody_has_opens_nothing_of_who_has_another(browser: FlaskClient, ann: User, bob: User) -> None:
    signed_in(browser, ann)
    assert who(browser, **{"Remote-User": "mallory"}) == ""
    signed_in(browser, bob)
    assert who(browser, **{"Remote-User": "mallory"}) == "Bob"


def test_who_has_no_name_yet_is_told_so_and_signs_in_by_password(browser: FlaskClient, alice: User) -> None:
    page = browser.get("/login", headers=ANN).text
    assert "You came as ann, and nobody here has that name yet." in page
    browser.post("/login", data={"name": "Alice", "password": PASSWORD}, headers=ANN)
    assert who(browser, **ANN) == "Alice"


def test_the_name_opens_no_call_for_scripts(browser: FlaskClient, ann: User) -> None:
    assert browser.get("/api/v1/walks", headers=ANN).status_code == 401


def test_a_form_of_another_page_is_refused_all_the_same(browser: FlaskClient, ann: User) -> None:
    answer = browser.post("/body/weight", data={"weight": "70"}, headers=ANN | {"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_who_signs_out_is_told_where(browser: FlaskClient, ann: User) -> None:
    answer = browser.post("/logout", headers=ANN)
    assert "To sign out, sign out there." in answer.text
    assert 'href="https://auth.example.org/logout"' in answer.text


def test_the_owner_names_somebody_at_the_proxy(
    browser: FlaskClient, database: Database, alice: User, bob: User
) -> None:
    path, typed = f"/household/people/{bob.id}/proxy-name", {"proxy_name": "robert", "proxy_password": PASSWORD}
    owner = signed_in(browser, alice)
    assert owner.post(path, data=typed).status_code == 303
    assert who(behind(browser.application, PROXY), **{"Remote-User": "robert"}) == "Bob"
    assert 'value="robert"' in owner.get(f"/household/people/{bob.id}").text

    owner.post(path, data=typed | {"proxy_name": ""})
    with database.reading() as session:
        assert store.find(session, bob.id, identities.PROXY) is None


@pytest.mark.parametrize("name", ["ann", "a,b", "a" * 300])
def test_a_name_that_is_taken_or_none_is_refused(browser: FlaskClient, ann: User, bob: User, name: str) -> None:
    typed = {"proxy_name": name, "proxy_password": PASSWORD}
    assert signed_in(browser, ann).post(f"/household/people/{bob.id}/proxy-name", data=typed).status_code == 422


def test_whom_the_proxy_names_may_send_a_recording(app: Flask, ann: User) -> None:
    most = admission.most_bytes(app)
    usual = most("POST", "/import", {"REMOTE_USER": "ann", "peer": STRANGER})
    assert most("POST", "/import", {"REMOTE_USER": "ann", "peer": PROXY}) > usual
    assert most("POST", "/import", {"REMOTE_USER": "mallory", "peer": PROXY}) == usual
    # A header of this name is in capitals there.
    assert most("POST", "/import", {"REMOTE_USER": "ann", "PEER": PROXY}) == usual
