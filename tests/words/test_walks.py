"""What is filled in behind More, in the habits of the language."""

import pytest
from flask import Flask
from flask_babel import force_locale

from webapp.words import walks


def test_a_walk_is_told_from_one_like_it_by_its_place_and_the_beginning_of_its_note(app: Flask) -> None:
    with app.test_request_context():
        assert walks.where_and_note("treadmill", "Fog.\nCold.") == "Treadmill · Fog. Cold."
        assert walks.where_and_note(None, "along the river " * 9) == f"{('along the river ' * 9)[:60].rstrip()}…"
        assert walks.where_and_note(None, "") == ""


@pytest.mark.parametrize(
    ("locale", "typed", "words"),
    [("de", "5.5", "5,5 km/h"), ("en_GB", "5.5", "5.5 km/h"), ("de", "5.", "5. km/h"), ("de", "fast", "fast km/h")],
)
def test_a_typed_figure_is_written_as_the_language_writes_it(app: Flask, locale: str, typed: str, words: str) -> None:
    with app.test_request_context(), force_locale(locale):
        assert walks.filled({"speed": typed}).endswith(words)
