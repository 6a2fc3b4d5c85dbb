"""A real Chromium and a real server, both once for all tests; each test has a person of its own there."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waitress.server import create_server

from tests import catalogues
from tests.e2e.browsers import MEASURE, Server, Watch, end
from tests.e2e.homes import Home
from tests.e2e.walking import pair
from tests.factories import NOW, add_user
from webapp import create_app
from webapp.config import Settings
from webapp.security import sign_ins
from webapp.storage.models import User

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "locale": "en-GB"}
# A machine that is busy is not a failure.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
# The clock of the server stands still, so the date of its browsers is near that one for ever.
SAME_DAY = """(() => {
  const Real = Date;
  globalThis.Date = class Date extends Real {
    constructor(...parts) {
      parts.length ? super(...parts) : super(Date.now());
    }
    static now() {
      return Real.now() - BEHIND;
    }
  };
})()"""
_numbers = count(1)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("BACKSTRIDE_TEST_CHROMIUM") or "/usr/bin/chromium"
    # Root has no sandbox; walk.local is a name of the home network, as a phone sees it.
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP walk.local 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application behind waitress, as `serve` starts it, on a free port; its clock stands still."""
    translations = tmp_path_factory.mktemp("translations")
    for language in catalogues.LANGUAGES:
        catalogues.compile_into(translations, catalogues.read(language))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("webapp.clock.now", lambda: NOW)
        patch.setattr("webapp.TRANSLATIONS", translations)
        app = create_app(Settings(data=tmp_path_factory.mktemp("server") / "data", host="127.0.0.1"))
        waitress = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
        thread = threading.Thread(target=waitress.run, daemon=True)
        thread.start()
        # One address was asked for, so it is one server and not several.
        server = Server(f"http://127.0.0.1:{waitress.effective_port}", app)  # type: ignore[union-attr]
        add_user(server.database, "Owner", role="owner")
        yield server
        waitress.close()
        thread.join(timeout=5)
        server.database.close()


@pytest.fixture
def walker(server: Server) -> User:
    """Somebody new."""
    return add_user(server.database, f"Alice {next(_numbers)}")


@pytest.fixture
def open_page(chromium: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens a page in a browser of its own, where a person is signed in, or nobody. It may not complain of anything."""
    contexts, watch = [], Watch()

    def open_one(user: User | None = None, **options: Any) -> Page:
        # A service worker would show the page for away from home whenever this machine is slow.
        usual: dict[str, Any] = {"base_url": server.address, "service_workers": "block", **PHONE}
        context = chromium.new_context(**usual | options)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(SAME_DAY.replace("BEHIND", str(round((time.time() - NOW.timestamp()) * 1000))))
        context.add_init_script(path=MEASURE)
        contexts.append(context)
        if user:
            with server.database.writing() as session:
                token = sign_ins.start(session, user, now=NOW)
            context.add_cookies([{"name": "backstride", "value": token, "url": server.address}])
        page = context.new_page()
        watch.over(page)
        return page

    yield open_one
    for context in contexts:
        end(context)
    assert watch.messages == []


@pytest.fixture
def page(open_page: OpenPage, walker: User) -> Page:
    """A phone on which somebody new is signed in."""
    return open_page(walker)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A server that can be left, with Alice's account."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.start()
    yield home
    home.kill()


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture
def phone(chromium: Browser, home: Home) -> Iterator[BrowserContext]:
    """A phone that has been at home: Alice is signed in, it has its key, and the shell is kept."""
    context = chromium.new_context(base_url=home.address, **PHONE)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=MEASURE)
    page = context.new_page()
    pair(page)
    page.close()
    yield context
    end(context)
