"""The language and the region of a page: what its person chose, or else what the browser asks for."""

import datetime as dt
import re
from pathlib import Path

import icalendar
import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.test import TestResponse

from tests import catalogues
from tests.factories import PASSWORD, TODAY, forward, log
from tests.web.pages import Page
from tests.web.test_calendars import make
from tests.web.test_messages import add, answers
from tests.web.test_walks import walks_of
from webapp.domain.languages import without_browser
from webapp.domain.messages import Reply
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web import languages

WORDS = {"Settings": "Einstellungen", "Sign in": "Anmelden", "Forward": "Vorwärts", "A test": "Ein Test"}
BROWSER = {"Accept-Language": "en-GB"}
LOGIN = {"name": "Alice", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _speaks_some_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application of these tests has English and a little German."""
    catalogue = Catalog(locale="de")
    for english, german in WORDS.items():
        catalogue.add(english, german)
    catalogue.add("Walks", "Spaziergänge", context="a calendar")
    catalogues.compile_into(tmp_path / "translations", catalogue)
    monkeypatch.setattr("webapp.TRANSLATIONS", tmp_path / "translations")


def language_of(answer: TestResponse) -> str | None:
    return Page(answer).elements[0][1]["lang"]


def choose(client: FlaskClient, language: str) -> None:
    assert client.post("/settings/units", data={"language": language}, headers=BROWSER).status_code == 303


@pytest.mark.parametrize(
    ("wanted", "locale"),
    [("en-US", "en_US"), ("en", "en_GB"), ("xx", "en_GB"), ("en-US@anything", "en_GB"), ("en-", "en_GB")],
)
def test_a_page_is_written_by_the_habits_that_are_known(wanted: str, locale: str) -> None:
    assert languages.chosen(LanguageAccept([(wanted, 1)]), ["en"]) == locale


@pytest.mark.parametrize(("locale", "language"), [("en_GB", "en"), ("de_AT", "de"), ("zh_Hant_TW", "zh-Hant")])
def test_a_page_says_its_language_without_a_translator_who_names_it(app: Flask, locale: str, language: str) -> None:
    with app.test_request_context(), force_locale(locale):
        assert languages.of_page() == language


def test_the_browser_decides_until_somebody_chooses(as_alice: FlaskClient) -> None:
    german = as_alice.get("/settings", headers={"Accept-Language": "de-AT"})
    assert (language_of(german), german.headers["Content-Language"]) == ("de", "de")
    assert "Accept-Language" in german.vary and "Einstellungen" in german.text
    choose(as_alice, "en")
    assert language_of(as_alice.get("/settings", headers={"Accept-Language": "de-AT"})) == "en"


def test_a_choice_outdoes_the_browser_and_undo_gives_it_back(as_alice: FlaskClient) -> None:
    saved = as_alice.post("/settings/units", data={"language": "de"}, headers=BROWSER)
    page = Page(as_alice.get(saved.location, headers=BROWSER))
    assert "Einstellungen" in as_alice.get("/settings", headers=BROWSER).text
    assert page.notice
    as_alice.post(page.notice[0], data=page.notice[1])
    assert language_of(as_alice.get("/settings", headers=BROWSER)) == "en"


def test_a_day_that_ends_with_a_full_stop_is_not_read_out_with_two(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(20), day=TODAY - dt.timedelta(days=9)).uuid
    text = Page(as_alice.get(f"/walks/{uuid}/edit", headers={"Accept-Language": "de"})).text
    assert "11. Nov. Change the day" in text


def test_settings_names_each_language_in_its_own_words(as_alice: FlaskClient) -> None:
    text = as_alice.get("/settings/units").text
    assert re.findall(r'<option value="(\w+)"[^>]*>(\w+)</option>', text)[:2] == [("en", "English"), ("de", "Deutsch")]


def test_a_language_that_is_not_there_is_refused(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/units", data={"language": "it"})
    assert answer.status_code == 422 and Page(answer).refuses("language")


def test_what_a_phone_keeps_is_in_the_language_of_who_is_signed_in_there(
    as_alice: FlaskClient, client: FlaskClient
) -> None:
    before = client.get("/sw.js", headers=BROWSER).text
    choose(as_alice, "de")
    as_alice.get("/", headers=BROWSER)
    kept = as_alice.get("/walk", headers=BROWSER)
    assert language_of(kept) == "de" and "Vorwärts" in kept.text
    assert "Cookie" in kept.vary and language_of(client.get("/walk", headers=BROWSER)) == "en"
    worker = as_alice.get("/sw.js", headers=BROWSER).text
    assert re.findall("VERSION = .*", worker) != re.findall("VERSION = .*", before)


def test_a_tablet_keeps_it_no_longer_than_its_person_wants(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    choose(as_alice, "de")
    assert languages.COOKIE in as_alice.get("/").headers["Set-Cookie"]
    assert "Set-Cookie" not in as_alice.get("/").headers
    choose(as_alice, "system")
    as_alice.get("/")
    assert as_alice.get_cookie(languages.COOKIE) is None


def test_the_manifest_is_in_the_language_of_the_page_that_names_it(as_alice: FlaskClient) -> None:
    choose(as_alice, "de")
    page = Page(as_alice.get("/settings", headers=BROWSER))
    (address,) = (found["href"] or "" for tag, found in page.elements if found.get("rel") == "manifest")
    as_alice.delete_cookie(languages.COOKIE)
    assert (as_alice.get(address, headers=BROWSER).json or {})["lang"] == "de"


def test_a_stranger_picks_a_language_at_the_door_and_keeps_it(
    stranger: FlaskClient, database: Database, alice: User
) -> None:
    page = Page(stranger.get("/login?next=/plan", headers=BROWSER))
    (address,) = (found["href"] or "" for tag, found in page.elements if found.get("hreflang") == "de")
    picked = stranger.get(address, headers=BROWSER)
    assert (language_of(picked), Page(picked).form("/login?language=de")["next"]) == ("de", "/plan")
    refused = stranger.post("/login?language=de", data=LOGIN | {"password": "no"}, headers=BROWSER)
    assert language_of(refused) == "de"
    assert stranger.post("/login?language=de", data=LOGIN, headers=BROWSER).status_code == 303
    with database.reading() as session:
        assert users.get(session, alice.id).language == "de"


@pytest.mark.parametrize("picked", ["", "?language=xx", "?language=system"])
def test_who_picks_none_leaves_it_to_the_browser(
    stranger: FlaskClient, database: Database, alice: User, picked: str
) -> None:
    assert language_of(stranger.get(f"/login{picked}", headers=BROWSER)) == "en"
    stranger.post(f"/login{picked}", data=LOGIN, headers=BROWSER)
    with database.reading() as session:
        assert users.get(session, alice.id).language == "system"


@pytest.mark.parametrize(
    ("chosen", "set_up_in", "locale"),
    [("system", "de_AT", "de_AT"), ("de", "de_AT", "de_AT"), ("de", "en_GB", "de"), ("fr", "de_AT", "fr")],
)
def test_what_goes_out_without_a_browser_has_the_region_where_it_fits(chosen: str, set_up_in: str, locale: str) -> None:
    assert without_browser(chosen, set_up_in) == locale


def test_messages_and_calendars_follow_a_choice(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, stranger: FlaskClient
) -> None:
    heard = answers(monkeypatch, Reply.of(200, ""))
    place, feed = add(as_alice), make(as_alice)
    as_alice.post("/settings/messages/test", data={"id": place})
    choose(as_alice, "de")
    as_alice.post("/settings/messages/test", data={"id": place})
    assert [telling.title for telling in heard] == ["A test", "Ein Test"]
    calendar = icalendar.Calendar.from_ical(stranger.get(feed, headers=BROWSER).data)
    assert calendar["X-WR-CALNAME"] == "Spaziergänge"


def test_a_calendar_is_in_the_language_of_the_browser_in_which_its_address_was_made(as_alice: FlaskClient) -> None:
    as_alice.post("/settings/calendar/address", data={"instead_of": ""}, headers={"Accept-Language": "de"})
    (path,) = re.findall(r"http://localhost(/calendar/[\w-]+\.ics)", as_alice.get("/settings/calendar").text)
    assert icalendar.Calendar.from_ical(as_alice.get(path).data)["X-WR-CALNAME"] == "Spaziergänge"


@pytest.mark.parametrize("typed", ["12,5", "12.5", "12,50", "\u202f12,5"])
def test_a_figure_in_a_field_has_the_decimal_sign_of_its_language(as_alice: FlaskClient, typed: str) -> None:
    sent = Page(as_alice.get("/walks/new")).form("/walks/") | {"minutes": typed, "load": "4,5"}
    assert as_alice.post("/walks/", data=sent).status_code == 303
    walk = f"/walks/{sent['id']}"
    for language, shown in (("de", ("12,5", "4,5")), ("en-GB", ("12.5", "4.5"))):
        form = Page(as_alice.get(f"{walk}/edit", headers={"Accept-Language": language})).form(walk)
        assert (form["minutes"], form["load"]) == shown


def test_a_form_in_another_language_changes_no_figure_that_it_shows_rounded(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    with database.writing() as session:
        uuid = log(session, alice, forward(20, speed_kmh=5.123456)).uuid
    form = Page(as_alice.get(f"/walks/{uuid}/edit", headers={"Accept-Language": "de"})).form(f"/walks/{uuid}")
    assert form["speed"] == "5,12"
    assert as_alice.post(f"/walks/{uuid}", data=form | {"note": "Fog."}, headers=BROWSER).status_code == 303
    assert walks_of(database, alice)[0].segments[0].speed_kmh == 5.123456


def test_a_language_is_called_as_babel_calls_it() -> None:
    assert {language: languages.name_in_babel(language) for language in languages.OWN_NAMES} == languages.OWN_NAMES
    assert {"en", *catalogues.LANGUAGES} == languages.OWN_NAMES.keys()
