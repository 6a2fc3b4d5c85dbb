"""The forms of a text that a script fills with its number."""

import pytest
from flask import Flask
from flask_babel import force_locale

from webapp.words.plurals import plural_forms


@pytest.mark.parametrize(
    ("language", "forms"), [("en", {"one", "other"}), ("pl", {"one", "few", "many"}), ("ja", {"other"})]
)
def test_a_script_gets_every_form_that_the_language_has(app: Flask, language: str, forms: set[str]) -> None:
    with app.test_request_context(), force_locale(language):
        assert plural_forms("%(count)s walk waits", "%(count)s walks wait").keys() == forms


def test_the_number_has_its_place_in_each_form(app: Flask) -> None:
    with app.test_request_context():
        found = plural_forms("%(count)s walk waits", "%(count)s walks wait")
    assert found == {"one": "{count} walk waits", "other": "{count} walks wait"}
