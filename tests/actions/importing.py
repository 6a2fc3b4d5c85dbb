"""Recordings as they are imported, and what waits for an answer."""

import datetime as dt
from io import BytesIO
from typing import Any

from tests.factories import NOW
from tests.importers import xml_files
from webapp import importers
from webapp.actions import import_answers, imports
from webapp.domain.imports import Imported, OpenQuestion, Outcome, UnsureAs
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User


def imported(database: Database, user: User, data: bytes, **fields: Any) -> list[Imported]:
    found: list[Imported] = []
    for reading in importers.read("walk", BytesIO(data)):
        with database.writing() as session:
            fields = {"now": NOW} | fields
            found += imports.import_found(session, user.diary, reading.name, reading.found, **fields)
    return found


def outcomes(database: Database, user: User, *files: bytes, **fields: Any) -> list[Outcome]:
    return [one.outcome for data in files for one in imported(database, user, data, **fields)]


def kept(database: Database, user: User) -> list[tuple[dt.datetime, int]]:
    with database.reading() as session:
        rows = store.page(session, user.diary, first=None, last=None, before=None, limit=99)
        return [(row.started_at, row.seconds) for row in reversed(rows)]


def waiting(database: Database, user: User, now: dt.datetime = NOW) -> list[OpenQuestion]:
    with database.reading() as session:
        return import_answers.open_questions(session, user.diary, now=now)


def say(database: Database, user: User, said: UnsureAs, now: dt.datetime = NOW) -> list[Outcome]:
    ids = [walk.id for question in waiting(database, user, now) for walk in question.walks]
    with database.writing() as session:
        return [one.outcome for one in import_answers.answer(session, user.diary, ids, said, now=now)]


def walk_at(start: dt.datetime, seconds: int = 600, sport: str = "walking") -> bytes:
    return xml_files.gpx(xml_files.track(xml_files.steps(seconds=seconds, m_s=1.25), sport=sport, start=start))
