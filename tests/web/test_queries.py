"""Pages ask the database as often for 200 walks as for 2."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import event

from tests.actions.importing import read, save, walk_at
from tests.factories import NOW, TODAY, add_user, forward, log
from webapp.domain.safety import Check
from webapp.domain.standings import Choice, ChoiceKind
from webapp.domain.walks import Pain, Planned, Site
from webapp.storage import body, pain, plan, safety, weights
from webapp.storage.engine import Database
from webapp.storage.models import User


@contextmanager
def queries(client: FlaskClient) -> Iterator[list[str]]:
    """The statements that the server sends to its database."""
    engine = client.application.extensions["backstride_database"].engine
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def counts(clients: dict[str, FlaskClient]) -> dict[str, int]:
    found = {}
    for path, client in clients.items():
        with queries(client) as sent:
            assert client.get(path).status_code == 200
        found[path] = len(sent)
    return found


def test_the_check_up_takes_as_many_queries_for_many_walks_and_people(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    found = []
    for more in (2, 18):
        with database.writing() as session:
            for number in range(more):
                log(session, alice, day=TODAY - dt.timedelta(days=7 * number))
        add_user(database, f"Person {more}", time_zone="Moon/Sea")
        found.append(counts({"/doctor": as_alice}))
    assert found[0] == found[1]


def test_two_hundred_walks_take_as_many_queries_as_two(
    as_alice: FlaskClient, script: FlaskClient, database: Database, alice: User
) -> None:
    pages = ("/", "/health", "/settings", "/progress", "/progress?span=all", "/walks/", "/walks/bin", "/walks/new")
    filters = ("/walks/?way=backward&words=fog", "/walks/?way=all_forward", "/walks/many")
    clients = dict.fromkeys((*pages, *filters), as_alice) | {"/api/v1/walks": script, "/api/v1/weeks": script}
    # The first use of a key in a day is noted.
    script.get("/api/v1/summary")
    found = []
    for more in (4, 396):
        with database.writing() as session:
            for number in range(more):
                walk = log(session, alice, day=TODAY - dt.timedelta(days=number % 70))
                walk.deleted_at = walk.created_at if number % 2 else None
        found.append(counts(clients))
    assert found[0] == found[1]
    assert max(found[1].values()) <= 14


def test_an_import_of_many_recordings_takes_as_many_queries_as_one_of_few(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    """New ones, such that may be the same, and such of which nobody can tell what they were."""
    found = []
    for days in (range(2), range(2, 22)):
        starts = [NOW - dt.timedelta(days=day + 1) for day in days]
        save(database, alice, read(database, alice, *map(walk_at, starts)))
        new = [walk_at(start - dt.timedelta(hours=3)) for start in starts]
        alike = [walk_at(start + dt.timedelta(minutes=3)) for start in starts]
        unsure = [walk_at(start - dt.timedelta(hours=6), sport="unknown") for start in starts]
        batch = read(database, alice, *new, *alike, *unsure, *map(walk_at, starts))
        asked = counts({f"/import/{batch}": as_alice, f"/import/{batch}?group=new": as_alice, "/import": as_alice})
        found.append(list(asked.values()))
    assert found[0] == found[1]


def test_many_walks_of_a_rule_take_as_many_queries_as_few(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    rule = {"id": str(UUID(int=1)), "portion": "all", "sure": "portion=all"}
    assert as_alice.post("/settings/directions", data=rule).status_code == 303
    found = []
    for days in (range(2), range(2, 22)):
        with database.writing() as session:
            for back in days:
                log(session, alice, forward(), day=TODAY - dt.timedelta(days=back))
        found.append(counts(dict.fromkeys(("/settings/directions/past", "/settings/directions"), as_alice)))
    assert found[0] == found[1]


def test_ten_years_take_as_many_queries_as_one(as_alice: FlaskClient, database: Database, alice: User) -> None:
    pages = ("/records", f"/records/{TODAY.year}", "/physio?weeks=12", "/physio")
    found = []
    for months in (range(12), range(12, 120)):
        with database.writing() as session:
            for back in months:
                log(session, alice, day=TODAY - dt.timedelta(days=30 * back))
        found.append(counts(dict.fromkeys(pages, as_alice)))
    assert found[0] == found[1]
    assert max(found[1].values()) <= 14


def test_ten_years_of_pain_and_of_a_body_take_as_many_queries_as_one(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    sites = (Site.KNEE_LEFT, Site.BACK)
    found = []
    for weeks in (range(52), range(52, 520)):
        with database.writing() as session:
            pain.follow(session, alice.diary, sites)
            for back in weeks:
                day = TODAY - dt.timedelta(days=7 * back + 1)
                hurt = tuple(Pain(site=site, before=1, during=3) for site in sites)
                uuid = log(session, alice, day=day, stumbles=1, pain=hurt).uuid
                weights.set_on(session, alice.diary, day, 70)
                body.set_waist(session, alice.diary, day, 90)
                body.add_strength_day(session, alice.diary, day)
        pages = ("/", "/pain", "/body", "/progress?span=all", f"/walks/{uuid}/review")
        found.append([count for _, count in sorted(counts(dict.fromkeys(pages, as_alice)).items())])
    assert found[0] == found[1]
    assert max(found[1]) <= 14


def test_ten_years_of_the_plan_take_as_many_queries_as_one(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    began = TODAY - dt.timedelta(weeks=520)
    with database.writing() as session:
        safety.keep(session, alice.diary, Check(birth_year=1980), now=NOW)
        for level in (1, 5):
            kind = ChoiceKind.START if level == 1 else ChoiceKind.LEVEL
            at = dt.datetime.combine(began, dt.time(level), dt.UTC)
            plan.add(session, alice.diary, Choice(kind=kind, at=at, day=began, level=level))
    found = []
    for weeks in (range(52), range(52, 520)):
        with database.writing() as session:
            for back in weeks:
                hurt = (Pain(site=Site.BACK, during=1),)
                log(session, alice, day=TODAY - dt.timedelta(weeks=back), planned=Planned(5, 1), pain=hurt)
        found.append(counts(dict.fromkeys(("/", "/plan", "/plan/sled", "/safety"), as_alice)))
    assert found[0] == found[1]
    assert found[1]["/"] <= 17
    assert found[1]["/plan"] <= 10


def test_no_query_of_today_goes_through_every_walk(as_alice: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, day=TODAY - dt.timedelta(days=1))
        pain.follow(session, alice.diary, {Site.BACK})
        safety.keep(session, alice.diary, Check(birth_year=1956), now=NOW)
        plan.add(session, alice.diary, Choice(kind=ChoiceKind.START, at=NOW, day=TODAY))
    with queries(as_alice) as sent:
        as_alice.get("/")
    asked = [one for one in sent if "walk." in one and ("LIMIT" not in one or "has_hurt" in one)]
    with database.engine.connect() as connection:
        steps = [
            str(step.detail)
            for statement in asked
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?"))
        ]
    assert len(asked) >= 3
    assert [step for step in steps if "ix_walk_hurt" in step]
    assert not [step for step in steps if (" walk " in step and "(user_id=?)" in step) or step.startswith("SCAN walk")]
