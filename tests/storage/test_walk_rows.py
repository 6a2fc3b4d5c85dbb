"""A walk and the rows that keep it."""

from tests.factories import NOW, whole_walk
from webapp.actions import walks
from webapp.domain.walks import Source
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_every_field_of_a_walk_is_in_its_rows(database: Database, alice: User) -> None:
    whole = whole_walk()
    with database.writing() as session:
        walks.log_walk(session, alice.diary, whole, source=Source.FORM, now=NOW)
    with database.reading() as session:
        row = store.find(session, alice.diary, whole.id)
        assert row
        assert walk_rows.to_domain(row) == whole
