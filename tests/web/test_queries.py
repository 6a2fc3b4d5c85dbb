"""Pages ask the database as often for 200 walks as for 2."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy import event

from tests.factories import TODAY, log
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


def test_two_hundred_walks_take_as_many_queries_as_two(
    as_alice: FlaskClient, script: FlaskClient, database: Database, alice: User
) -> None:
    pages = ("/", "/progress", "/progress?span=all", "/walks/", "/walks/bin", "/walks/new")
    clients = dict.fromkeys(pages, as_alice) | {"/api/v1/walks": script, "/api/v1/weeks": script}
    found = []
    for more in (4, 396):
        with database.writing() as session:
            for number in range(more):
                walk = log(session, alice, day=TODAY - dt.timedelta(days=number % 70))
                walk.deleted_at = walk.created_at if number % 2 else None
        found.append(counts(clients))
    assert found[0] == found[1]
    assert max(found[1].values()) <= 12
