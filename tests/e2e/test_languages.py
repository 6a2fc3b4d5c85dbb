"""The languages in a browser: no page is too wide for a small phone, and what the phone keeps follows a choice."""

import pytest
from playwright.sync_api import Page, expect

from tests.catalogues import LANGUAGES
from tests.e2e.browsers import Server, measure
from tests.e2e.conftest import OpenPage
from tests.e2e.walking import settle, until
from tests.factories import NOW, add_user
from webapp.actions import demo
from webapp.storage.models import User

# German has the longest words; of the others the longest pages are enough.
LONGEST = ("/", "/walks/new", "/plan", "/pain", "/settings/server", "/settings/data")
PAGES = (
    *LONGEST,
    *(
        "/walks/",
        "/walks/many",
        "/walks/bin",
        "/progress",
        "/progress?span=year",
        "/health",
        "/settings",
        "/settings/units",
        "/settings/you",
    ),
    *("/settings/goal", "/settings/messages", "/settings/reminders", "/settings/calendar", "/settings/phones"),
    *("/settings/passkeys", "/settings/codes"),
    *("/import", "/export", "/records", "/records/2026", "/tests", "/tests/tug", "/body", "/learn", "/learn/balance"),
    *("/learn/technique", "/learn/energy", "/safety", "/physio", "/secure", "/works", "/works/install", "/welcome"),
    *("/recalculation", "/walk"),
)
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true })"
# Twice as large as it is: the whole page has 112.5 % of a browser's own text.
LARGE_TEXT = "document.documentElement.style.fontSize = '225%'"
# Buttons of the walk screen whose words do not fit into them, or into the phone.
CUT = """[...document.querySelectorAll('main button, main .turn')]
  .filter((button) => button.checkVisibility())
  .filter((button) => button.scrollWidth > button.clientWidth || button.scrollHeight > button.clientHeight + 1
    || button.getBoundingClientRect().right > innerWidth)
  .map((button) => button.textContent.trim())"""


@pytest.fixture(scope="module")
def reader(server: Server) -> User:
    """Somebody with a year of walks."""
    user = add_user(server.database, "Reader")
    with server.database.writing() as session:
        demo.fill(session, user, now=NOW)
    return user


def small_phone(open_page: OpenPage, user: User, language: str) -> Page:
    return open_page(user, locale=language, viewport={"width": 320, "height": 640})


def too_wide(page: Page, address: str) -> list[str]:
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(OPEN_ALL)
    usual = measure(page, "overflow()")
    page.evaluate(LARGE_TEXT)
    return [f"{address}: {part}" for part in [*usual, *measure(page, "overflow()")]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_small_phone(open_page: OpenPage, reader: User, language: str) -> None:
    page = small_phone(open_page, reader, language)
    found = [part for address in (PAGES if language == "de" else LONGEST) for part in too_wide(page, address)]
    assert page.evaluate("document.documentElement.lang") == language
    assert not found


def test_a_word_that_is_too_wide_is_found(open_page: OpenPage, reader: User) -> None:
    page = small_phone(open_page, reader, "en-GB")
    assert not too_wide(page, "/settings")
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    page.evaluate("document.querySelector('h1').textContent = 'Rückwärtsgehgeschwindigkeitsschätzung'")
    assert measure(page, "overflow()")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_of_a_walk_have_room_for_their_words(open_page: OpenPage, reader: User, language: str) -> None:
    page = small_phone(open_page, reader, language)
    page.goto("/walk")
    cut = []
    for button in ("start", "turn", "pause"):
        settle(page)
        page.locator(f"[data-do={button}]").tap()
        cut += page.evaluate(CUT)
    expect(page.locator("[data-do=resume]")).to_be_visible()
    assert [*cut, *page.evaluate(CUT)] == []
    page.evaluate("document.querySelector('[data-do=resume]').textContent = 'Weitergehen'.repeat(9)")
    assert page.evaluate(CUT)


KEPT_IN = """async () => {
  // While the next worker is made ready, there are two.
  const names = (await caches.keys()).filter((name) => name.startsWith("backstride-"));
  const pages = await Promise.all(names.map(async (name) => (await caches.open(name)).match("/walk")));
  const texts = await Promise.all(pages.map((page) => page?.text()));
  return texts.length > 0 && texts.every((text) => text?.includes('<html lang="LANGUAGE">'));
}"""


@pytest.mark.skipif(not LANGUAGES, reason="there is no other language yet")
def test_what_the_phone_keeps_follows_the_language_that_somebody_chose(
    open_page: OpenPage, walker: User, server: Server
) -> None:
    page = open_page(walker, service_workers="allow")
    page.goto("/settings/units")
    until(page, KEPT_IN.replace("LANGUAGE", "en"))
    page.locator("select[name=language]").select_option(LANGUAGES[0])
    page.locator("form[action*='/units?'] > button").click()
    expect(page.locator(f"html[lang={LANGUAGES[0]}]")).to_be_attached()
    until(page, KEPT_IN.replace("LANGUAGE", LANGUAGES[0]))
    page.goto("/walk")
    expect(page.locator(f"html[lang={LANGUAGES[0]}]")).to_be_attached()
