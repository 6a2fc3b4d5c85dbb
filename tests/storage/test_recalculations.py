"""What is read of a walk that is worked out again."""

from tests.factories import NOW, whole_walk
from webapp.actions import walks
from webapp.domain import energy
from webapp.domain.walks import Source
from webapp.storage import recalculations as store
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_a_walk_is_worked_out_again_with_every_field_of_its_stretches(database: Database, alice: User) -> None:
    whole = whole_walk()
    with database.writing() as session:
        walks.log_walk(session, alice.diary, whole, source=Source.FORM, now=NOW).walk.model = "bw-energy-1"
    with database.reading() as session:
        [again] = store.outdated(session, alice.diary, energy.MODEL)

    assert again.walk.segments == whole.segments
