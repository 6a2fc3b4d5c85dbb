"""A text that looks like a query, a template or a place to be filled is kept and shown as it was typed."""

from flask.testing import FlaskClient

from tests.web.pages import Page
from tests.web.test_walks import typed, walks_of
from webapp.storage.engine import Database
from webapp.storage.models import User

QUERIES = ("'; DROP TABLE walk; --", "x' OR '1'='1", "100 % fog", "a_b", "\\", '"walk".note')
PLACES = ("%s %d %(name)s", "{0} {name} {self.__class__}", "{{ 7 * 7 }}", "${7*7}", "%%", "<%= 7 * 7 %>")


def test_sql_that_is_typed_is_only_a_text(as_alice: FlaskClient, database: Database, alice: User) -> None:
    for note in QUERIES:
        as_alice.post("/walks/", data=typed(note=note))
    walks = {walk.note: str(walk.uuid) for walk in walks_of(database, alice)}
    assert walks.keys() == set(QUERIES)
    for words in QUERIES:
        found = as_alice.get("/walks/", query_string={"words": words}).text
        assert [note for note, uuid in walks.items() if uuid in found] == [words]


def test_what_looks_like_a_place_in_a_text_stays_text(as_alice: FlaskClient, database: Database, alice: User) -> None:
    for words in PLACES:
        as_alice.post("/walks/", data=typed(note=words))
        refused = as_alice.post("/walks/", data=typed(minutes=words, note=words))
        assert (refused.status_code, Page(refused).named("minutes")["value"]) == (422, words)
    for walk in walks_of(database, alice):
        assert walk.note in PLACES and walk.note in Page(as_alice.get(f"/walks/{walk.uuid}")).text
