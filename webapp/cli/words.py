"""The same sentences as on the pages, for the shell."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask_babel import Babel

from webapp.actions.imports import Imported
from webapp.domain.problems import Invalid
from webapp.words import imports as import_words
from webapp.words import texts


def complaint(invalid: Invalid) -> click.ClickException:
    """What is wrong, field by field, as click prints it."""
    with _language():
        return click.ClickException("\n".join(f"{one.field}: {texts.problem(one)}" for one in invalid.problems))


def imported(one: Imported, *, is_dry_run: bool) -> str:
    """What became of one recording of a file, in a line."""
    with _language():
        return import_words.line(one, is_dry_run=is_dry_run, is_skipped=True)


@contextmanager
def _language() -> Iterator[None]:
    app = Flask("webapp")
    Babel(app)
    with app.test_request_context():
        yield
