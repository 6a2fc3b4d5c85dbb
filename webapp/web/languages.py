"""In which language a page is written, and by the habits of which region its dates and times are."""

from collections.abc import Mapping, Sequence

from babel import Locale, UnknownLocaleError
from flask import Response, current_app, g, request
from flask_babel import get_locale
from werkzeug.datastructures import LanguageAccept

from webapp.domain.languages import AS_THE_BROWSER
from webapp.security import sign_ins
from webapp.storage.models import User
from webapp.web import cookies
from webapp.words import units as unit_words

# In an address: the language that somebody picked who is not signed in.
PICKED = "language"
# What every page is kept in on a phone is the same for everybody; this tells the language, and nothing else.
COOKIE = "backstride-language"
# Who asks for English alone gets the day before the month and 24 hours, which most of the world writes.
_REGIONS = {"en": "en_GB"}
# As Babel has them, which would keep 2 MB in memory for each language that a page only names.
OWN_NAMES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}


def of_request() -> str:
    """The locale of the running request: what its person chose, or else what the browser asks for."""
    languages, wish = spoken(), _wish()
    return chosen(request.accept_languages, [wish] if wish in languages else languages)


def chosen(wanted: LanguageAccept, languages: Sequence[str]) -> str:
    """The first language of a browser that there is, with its region where the browser names one."""
    language = wanted.best_match(languages) or languages[0]
    regions = (tag.replace("-", "_") for tag in wanted.values() if tag.replace("-", "_").startswith(f"{language}_"))
    return next((tag for tag in regions if _is_known(tag)), _REGIONS.get(language, language))


def spoken() -> Sequence[str]:
    """The languages that there are, English first."""
    languages: Sequence[str] = current_app.config["LANGUAGES"]
    return languages


def names() -> Mapping[str, str]:
    """The languages that there are, each by the name that it gives itself."""
    return {language: _own_name(language) for language in spoken()}


def choices() -> list[tuple[str, str]]:
    """What Settings offers: to do as the browser does, or one language."""
    return [(AS_THE_BROWSER, str(unit_words.LIKE_THE_PHONE)), *names().items()]


def of_page() -> str:
    """The language of the running page, as a browser names it."""
    locale = get_locale() or Locale("en")
    return f"{locale.language}-{locale.script}" if locale.script else locale.language


def code_of_page() -> str:
    """The language of the running page, as its catalogue is called."""
    return of_page().replace("-", "_")


def name_of_page() -> str:
    return _own_name(code_of_page())


def picked() -> str | None:
    """The language that somebody picked before they sign in."""
    wish = request.args.get(PICKED, "")
    return wish if wish in spoken() else None


def remember(response: Response) -> None:
    """Let a browser ask for the pages that it keeps in the language of who is signed in there."""
    person: User | None = g.get("user")
    if person is None:
        return
    wish = person.language if person.language in spoken() else ""
    if wish == cookies.given(COOKIE):
        return
    if wish:
        cookies.give(response, COOKIE, wish, max_age=sign_ins.STAYS_FOR)
    else:
        cookies.take(response, COOKIE)


def _wish() -> str:
    person: User | None = g.get("user")
    if person is not None:
        return person.language
    return request.args.get(PICKED) or cookies.given(COOKIE)


def _own_name(language: str) -> str:
    return OWN_NAMES.get(language) or name_in_babel(language)


def name_in_babel(language: str) -> str:
    """The name that a language gives itself, as Babel has it."""
    name = Locale.parse(language).get_display_name(language) or language
    return f"{name[0].upper()}{name[1:]}"


def _is_known(tag: str) -> bool:
    # What follows an @ is anybody's word, and each word would be a locale that stays in memory.
    if "@" in tag:
        return False
    try:
        Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return False
    return True
