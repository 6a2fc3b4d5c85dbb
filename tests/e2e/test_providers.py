"""A provider in a browser: the cookies live through the way to another site and back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.factories import PASSWORD
from tests.provider import CLIENT_ID, SECRET, HomeProvider, serving
from webapp.config import Provider
from webapp.storage.models import User


@pytest.fixture
def provider(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[HomeProvider]:
    """A provider that the server of all tests knows for a while."""
    with serving() as provider:
        theirs = Provider(issuer=provider.issuer, client_id=CLIENT_ID, client_secret=SECRET, name="Authelia")
        extensions = server.app.extensions
        monkeypatch.setitem(
            extensions, "backstride_settings", replace(extensions["backstride_settings"], provider=theirs)
        )
        monkeypatch.setitem(server.app.config, "BASE_URL", server.address)
        monkeypatch.setitem(server.app.jinja_env.globals, "provider_name", "Authelia")
        yield provider


def test_somebody_connects_their_account_elsewhere_and_signs_in_by_it(
    open_page: OpenPage, walker: User, provider: HomeProvider
) -> None:
    page = open_page(walker)
    page.goto("/settings/you")
    page.get_by_role("link", name="Connect").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_text("You are connected as ann.")).to_be_visible()

    other = open_page()
    other.goto("/login?next=/settings")
    other.get_by_role("link", name="Sign in with Authelia").click()
    expect(other.get_by_role("heading", name="Settings")).to_be_visible()
