"""The language and the region of a page are those that a browser asks for, if we know them."""

import pytest
from flask import Flask
from flask_babel import force_locale
from werkzeug.datastructures import LanguageAccept

from webapp.web import languages


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
