"""A page about health says in a translation that nobody has signed for it, until somebody has."""

import pytest
from flask import Flask
from flask_babel import force_locale

from webapp.words import translators


@pytest.mark.parametrize(("locale", "says_so"), [("en_GB", False), ("en_US", False), ("de_AT", True), ("fr", True)])
def test_a_translation_says_that_nobody_has_checked_it(app: Flask, locale: str, says_so: bool) -> None:
    with app.test_request_context(), force_locale(locale):
        assert bool(translators.warning()) == says_so


def test_one_that_somebody_signed_for_says_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translators, "CHECKED_BY", {"de": "Dr. Muster, physiotherapist, 2027"})
    with app.test_request_context(), force_locale("de_AT"):
        assert translators.warning() == ""
