"""Whatever is sent to a form: it is taken, refused in words or led elsewhere, and it touches nobody else's diary."""

import re
from io import BytesIO
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, backward, forward, log, times
from webapp.actions import exports
from webapp.actions.exports import Format
from webapp.paths import TEMPLATES
from webapp.storage.engine import Database
from webapp.storage.models import User

WEB = Path(__file__).parents[2] / "webapp" / "web"
# Every name that a template gives to a field, or that a view looks for.
NAMES = sorted(
    {
        *(name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'name="([a-z_.]+)"', path.read_text())),
        *(name for path in WEB.glob("*.py") for name in re.findall(r'form\.\w+\("([a-z_]+)"', path.read_text())),
        *("segments.0.minutes", "segments.3.speed", "segments.3.mode", "pain.back.during", "weight", "waist"),
    }
)
FIGURES = ("", "-1", "0", "0.5", "1", "3", "1e5", "NaN", "9" * 400, "١٢", "[]", "yes", "no")
WORDS = ("x", "a\0b", '<b>"', "L" * 5000, "\ud7ff", "forward", "backward_walk", "kg-km", "lb-mi", "//evil.example")
TIMES = ("2026-11-20", "2026-W47-5", "0001-01-01", "9999-12-31", "12:00", "25:00", "2026-11-20T17:00", "Mars/Base")


def everything_of(database: Database, user: User) -> str:
    file = BytesIO()
    with database.reading() as session:
        exports.export(session, user.diary, file, Format.JSON, now=NOW)
    return file.getvalue().decode()


@pytest.fixture
def theirs(database: Database, alice: User, bob: User) -> str:
    """The id of a walk of Bob's; Alice has walks too, one of three stretches and one in the bin."""
    with database.writing() as session:
        log(session, alice, forward(5), backward(5), forward(5))
        log(session, alice).deleted_at = NOW
        return str(log(session, bob, note="Fog.").uuid)


@pytest.mark.parametrize("seed", range(times(2, long=40)))
def test_odd_input_is_no_mistake_of_ours_and_touches_nobody_else(
    app: Flask, as_alice: FlaskClient, database: Database, bob: User, theirs: str, seed: int
) -> None:
    before, chance, failed = everything_of(database, bob), Random(seed), []
    values = (*FIGURES, *WORDS, *TIMES, theirs, str(bob.id))
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint.startswith(("api.", "account.", "goodbyes.")):
            continue
        path = re.sub(r"<uuid:\w+>", chance.choice([theirs, str(uuid4())]), rule.rule)
        form = {name: chance.choice(values) for name in chance.sample(NAMES, 20)}
        if as_alice.post(re.sub(r"<.*?>", "tug", path), data=form).status_code >= 500:
            failed.append((path, form))
    assert not failed
    assert everything_of(database, bob) == before


def test_the_form_of_a_walk_with_half_of_what_it_proposed_is_shown(as_alice: FlaskClient) -> None:
    assert as_alice.post("/walks/", data={"ended": "2026-11-20T17:00"}).status_code == 422
