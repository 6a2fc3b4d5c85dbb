"""In which language a page is written, and by the habits of which region its dates and times are."""

from collections.abc import Collection

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale
from werkzeug.datastructures import LanguageAccept

# Who asks for English alone gets the day before the month and 24 hours, which most of the world writes.
_REGIONS = {"en": "en_GB"}


def chosen(wanted: LanguageAccept, languages: Collection[str]) -> str:
    """The first language of a browser that there is, with its region where the browser names one."""
    language = wanted.best_match(languages) or "en"
    regions = (tag.replace("-", "_") for tag in wanted.values() if tag.replace("-", "_").startswith(f"{language}_"))
    return next((tag for tag in regions if _is_known(tag)), _REGIONS.get(language, language))


def of_page() -> str:
    """The language of the running page, as a browser names it."""
    locale = get_locale() or Locale("en")
    return f"{locale.language}-{locale.script}" if locale.script else locale.language


def _is_known(tag: str) -> bool:
    # What follows an @ is anybody's word, and each word would be a locale that stays in memory.
    if "@" in tag:
        return False
    try:
        Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return False
    return True
