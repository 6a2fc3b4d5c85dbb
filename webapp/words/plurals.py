"""The forms of a text that counts, for a script: it learns the number only when the page is long made."""

from babel import Locale
from flask_babel import get_locale, ngettext

# Every form that a language has for whole numbers comes up to here.
_MOST = 200


def plural_forms(singular: str, plural: str) -> dict[str, str]:
    """A text by the names that CLDR and `Intl.PluralRules` give its forms; %(count)s is where the number goes."""
    locale = get_locale() or Locale("en")
    numbers: dict[str, int] = {}
    for number in range(_MOST + 1):
        numbers.setdefault(locale.plural_form(number), number)
    return {form: ngettext(singular, plural, number, count="{count}") for form, number in numbers.items()}
