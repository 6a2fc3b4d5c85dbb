"""The languages: each has every text of the code with the same places in it, and no page has anything else.

Each test goes over the languages that are in `translations/`; beside it one shows that it can fail.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from flask.testing import FlaskClient

from tests import catalogues, visible
from tests.catalogues import LANGUAGES
from tests.factories import NOW, add_user, signed_in
from tests.test_reading import EVERYDAY, OF_NOBODY, crawl
from tests.web.test_walk import MOST_BYTES_OF_THE_SCREEN, weight, with_modules
from webapp import create_app
from webapp.actions import demo
from webapp.config import Settings
from webapp.domain import norms

FEWEST_PAGES = 70
# To which no link leads: those that a phone keeps, and those of the first day.
APART = (
    "/walk/parts",
    "/slow",
    "/waiting",
    "/welcome",
    "/safety?first=yes",
    "/progress?span=all",
    "/walks/new?like=last",
)
REFUSED = {
    "/walks/": {"minutes": "x", "backward": "2000"},
    "/settings/goal": {"goal": "x"},
    "/body/weight": {"weight": "7"},
}
# A shorter piece of a sentence may be the same in two languages.
FEWEST_WORDS = 3
_PLACE, _WORD = re.compile(r"%\(\w+\)[sd]|%%"), re.compile(r"[^\W\d_]{2,}")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
every_language = pytest.mark.parametrize("language", LANGUAGES)
Pages = Mapping[str, str]
Crawl = Callable[[str], Pages]
Browsers = Mapping[str, FlaskClient]


@pytest.fixture(scope="module")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """Nobody's, Bob's, who is new, and that of Alice, who has a year of walks, at a server that has every language."""
    folder = tmp_path_factory.mktemp("languages")
    for catalogue in (catalogues.pseudo(), *map(catalogues.read, LANGUAGES)):
        catalogues.compile_into(folder / "translations", catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("webapp.TRANSLATIONS", folder / "translations")
        patch.setattr("webapp.clock.now", lambda: NOW)
        yield from _at_a_server(folder)


@pytest.fixture(scope="module")
def pages(browsers: Browsers) -> Crawl:
    """All pages in a language, each crawled once."""
    return cache(lambda language: _crawled(browsers, language))


def _at_a_server(folder: Path) -> Iterator[Browsers]:
    app = create_app(Settings(data=folder / "data", host="127.0.0.1"))
    app.testing = True
    database = app.extensions["backstride_database"]
    alice = add_user(database, "Alice", role="owner")
    with database.writing() as session:
        demo.fill(session, alice, now=NOW)
    yield {
        "nobody": app.test_client(),
        "Alice": signed_in(app.test_client(), alice),
        "Bob": signed_in(app.test_client(), add_user(database, "Bob")),
    }
    app.extensions["backstride_imports"].end(60)
    database.close()


def _crawled(browsers: Browsers, language: str) -> Pages:
    pages: dict[str, str] = {}
    for name, browser in browsers.items():
        browser.environ_base |= {"HTTP_ACCEPT_LANGUAGE": language, "HTTP_SEC_FETCH_SITE": "same-origin"}
        found = crawl(browser, OF_NOBODY if name == "nobody" else (*EVERYDAY, *APART))
        pages |= {f"{name} {path}": page for path, page in found.items()}
    answers = {path: browsers["Alice"].post(path, data=data) for path, data in REFUSED.items()}
    return pages | {f"refused {path}": answer.text for path, answer in answers.items()}


def untranslated(english: Pages, pages: Pages, catalogue: Catalog) -> list[str]:
    """The English that is left on pages: texts of one or two words that stand alone, and pieces of longer ones."""
    translated = {
        text: form
        for message in catalogues.messages(catalogue)
        for text, form in catalogues.forms(message)
        if form != text
    }
    known = set(translated.values())
    short = {text for text in translated if text not in known}
    spoken = " ".join(known)
    long = {piece for text in translated for piece in _pieces(text) if piece not in spoken}
    found = []
    for path, page in pages.items():
        seen = [" ".join(text.split()) for text in visible.texts(page)]
        alike = set(visible.texts(english[path])) & set(seen) & short
        whole = "\n".join(seen)
        found += [f"{path}: {text}" for text in sorted(alike | {piece for piece in long if piece in whole})]
    return found


def _pieces(text: str) -> Iterator[str]:
    for piece in _PLACE.split(text):
        if len(_WORD.findall(piece)) >= FEWEST_WORDS:
            yield piece.strip()


@every_language
def test_every_text_is_translated_with_the_same_places_in_it(language: str) -> None:
    catalogue = catalogues.read(language)
    wrong = {
        message.id: found
        for message in catalogues.messages(catalogue)
        if (found := list(catalogues.complaints(message, catalogue.num_plurals)))
    }
    assert not wrong


SPOILED = {
    "it is empty": Message("Sign in", ""),
    "it is only guessed": Message("Sign in", "Abmelden", flags=["fuzzy"]),
    "it has other places": Message("%(name)s, %(line)s", "%(name)s"),
    "it begins or ends with another space": Message("Sign in", "Anmelden "),
    "it shouts": Message("Well walked", "¡Bien!"),
    "it has another number of forms than the language": Message(("%(num)d walk", "%(num)d walks"), ("%(num)d",)),
}


@pytest.mark.parametrize("complaint", SPOILED)
def test_a_bad_translation_is_noticed(complaint: str) -> None:
    assert list(catalogues.complaints(SPOILED[complaint], plurals=2)) == [complaint]


def test_a_form_of_a_plural_may_be_that_of_either_number() -> None:
    message = Message(("One field", "%(num)d fields"), ("%(num)d Feld", "%(num)d Felder"))
    assert not list(catalogues.complaints(message, plurals=2))


@every_language
def test_a_catalogue_has_the_texts_of_the_code_and_no_others(language: str) -> None:
    """`python -m tests.catalogues update` brings it there; what is new is empty then."""
    assert catalogues.differences(catalogues.read(language)) == (set(), set())


def test_a_text_that_is_missing_or_too_many_is_found() -> None:
    catalogue = catalogues.pseudo()
    catalogue.delete("Sign in")
    catalogue.add("No text of ours", "Kein Text von uns", context="a test")
    assert catalogues.differences(catalogue) == ({(None, "Sign in")}, {("a test", "No text of ours")})


def test_what_one_language_says_is_not_said_by_another() -> None:
    first, other = catalogues.updated("it"), catalogues.updated("nl")
    catalogues.messages(first)[0].string = "Ciao"
    assert not catalogues.messages(other)[0].string


@every_language
def test_a_catalogue_names_no_person(language: str) -> None:
    head = catalogues.path_of(language).read_text("utf-8").partition("\n#:")[0]
    assert "@" not in head and "the makers of Backstride" in head


@every_language
def test_no_page_has_english_left(pages: Crawl, language: str) -> None:
    english, translated = pages("en-GB"), pages(language)
    assert translated.keys() == english.keys()
    assert len(translated) >= FEWEST_PAGES
    assert not untranslated(english, translated, catalogues.read(language))


@pytest.mark.parametrize("left", ["Sign in", "An owner who forgot it sets a new one on the server:"])
def test_english_that_is_left_is_found(left: str) -> None:
    page, catalogue = "<main><p>Welcome.</p><p>{}</p></main>", Catalog(locale="de")
    catalogue.add(left, "Etwas anderes")
    assert untranslated({"/": page.format(left)}, {"/": page.format(left)}, catalogue) == [f"/: {left}"]
    assert not untranslated({"/": page.format(left)}, {"/": page.format("Etwas anderes")}, catalogue)


# What is the same in every language: names, units, and what Alice wrote.
NAMES = {"Alice", "Backstride", "Bob", "NAME", "UTC", "cm", "kg", "km", "lb", "localhost", "mi"}


def outside_gettext(page: str) -> set[str]:
    """The words of a page in the pseudo-language that have no brackets around them."""
    rest = "\n".join(visible.texts(page))
    while _MARKED.search(rest):
        rest = _MARKED.sub(" ", rest)
    return set(_WORD.findall(rest))


def same_everywhere() -> set[str]:
    """Words that no catalogue has: of languages in themselves, studies, dates, and what somebody wrote."""
    locale = Locale(catalogues.PSEUDO)
    sources = [limit.source for limit in norms.CUTOFFS] + [usual.source for usual in norms.NORMS]
    dates = [str(name) for part in (locale.days, locale.months) for form in part.values() for name in _names(form)]
    languages = [
        Locale(language).get_display_name(language) or "" for language in ("en", *LANGUAGES, catalogues.PSEUDO)
    ]
    words = set(_WORD.findall(" ".join([*sources, *dates, *languages, *demo._NOTES])))
    return NAMES | words | {word.capitalize() for word in words}


def _names(form: Mapping[str, Mapping[int, str]]) -> Iterator[str]:
    for width in form.values():
        yield from width.values()


def test_no_page_has_a_text_that_does_not_go_through_gettext(pages: Crawl) -> None:
    found = {path: outside_gettext(page) - same_everywhere() for path, page in pages(catalogues.PSEUDO).items()}
    assert len(found) >= FEWEST_PAGES
    assert not {path: words for path, words in found.items() if words}


def test_a_text_outside_gettext_is_found() -> None:
    page = (
        '<main><p>⟦You walked ⟦30 min⟧ today.⟧ Well done</p><input aria-label="⟦Minutes⟧"><i title="More"></i></main>'
    )
    assert outside_gettext(page) == {"Well", "done", "More"}


@every_language
def test_the_walk_screen_weighs_no_more_in_another_language(browsers: Browsers, language: str) -> None:
    nobody = browsers["nobody"]
    nobody.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    files = set(re.findall(r'"(/static/[^"]+\.(?:css|js))"', nobody.get("/walk").text))
    scripts = with_modules({file for file in files if file.endswith(".js")})
    assert weight(nobody, {"/walk"} | files | scripts) <= MOST_BYTES_OF_THE_SCREEN
