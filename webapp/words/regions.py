"""What Babel knows of languages and regions, without what no page writes: of 5.4 MB for British English, 1 MB stays.

Its files have the names of every currency, unit and time zone, and which languages each country speaks.
"""

from collections.abc import Iterable
from typing import Any, cast

from babel import localedata
from babel.core import get_global

_UNUSED_OF_A_LOCALE = (
    *("unit_patterns", "unit_display_names", "compound_unit_patterns", "date_fields", "interval_formats"),
    *("currency_names", "currency_names_plural", "currency_symbols", "currency_formats", "compact_currency_formats"),
    *("compact_decimal_formats", "time_zones", "meta_zones"),
)
_load = localedata.load


def keep_little(languages: Iterable[str]) -> None:
    """From here on, keep of each locale only what pages in these languages need."""
    spoken = {language.partition("_")[0] for language in languages}

    def load(name: Any, merge_inherited: bool = True) -> dict[str, Any]:
        data = _load(name, merge_inherited)
        for key in _UNUSED_OF_A_LOCALE:
            data.pop(key, None)
        # Every locale begins with this one.
        if name == "root":
            _forget_other_languages(spoken)
        return data

    # By this name Babel calls it for a locale, and for those that it inherits from.
    localedata.load = load


def _forget_other_languages(spoken: set[str]) -> None:
    countries = (get_global("territory_languages"), get_global("territory_currencies"), get_global("territory_zones"))
    for unused in (*countries, get_global("meta_zones"), get_global("windows_zone_mapping")):
        cast(dict[str, Any], unused).clear()
    likely = cast(dict[str, Any], get_global("likely_subtags"))
    kept = {tag: whole for tag, whole in likely.items() if tag.partition("_")[0] in spoken}
    likely.clear()
    likely.update(kept)
