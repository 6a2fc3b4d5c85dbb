"""What stays of a language in memory."""

import pickle

import pytest
from babel import localedata
from babel.core import get_global
from flask import Flask


@pytest.fixture(autouse=True)
def fresh(app: Flask) -> None:
    """Another test may have read a locale before there was an application."""
    localedata.clear_caches()


@pytest.mark.parametrize("tag", ["root", "en", "en_GB", "de", "fr_CA", "es"])
def test_a_language_keeps_little_more_than_what_its_pages_write(tag: str) -> None:
    kept = localedata.load(tag)
    assert {"number_symbols", "datetime_skeletons", "day_periods", "plural_form"} <= kept.keys() or tag == "root"
    # What Babel has of British English is 176 kB in this form.
    assert len(pickle.dumps(kept)) < 60_000


def test_of_other_languages_and_of_countries_nothing_is_kept() -> None:
    localedata.load("root")
    assert get_global("likely_subtags")["en"] == "en_Latn_US"
    assert len(get_global("likely_subtags")) < 100
    assert not get_global("territory_languages")
