import datetime as dt

from tests.actions.importing import batch_of, read, save, take, take_back, told
from tests.factories import NOW
from webapp.actions import imports, weights
from webapp.domain.energy import Mode
from webapp.domain.imports import Outcome, WeightsFound
from webapp.importers import Recording, Weighing
from webapp.storage import walks as walk_store
from webapp.storage import weights as store
from webapp.storage.engine import Database
from webapp.storage.models import User

DAY = dt.date(2026, 10, 2)
EAST = dt.timedelta(hours=2)
AT_SEVEN = dt.datetime(2026, 10, 2, 7, 30, tzinfo=dt.timezone(EAST))


def weighed(kg: float, *, hours: float = 0) -> Weighing:
    return Weighing(weighed_at=AT_SEVEN + dt.timedelta(hours=hours), utc_offset=EAST, weight_kg=kg)


def kept(database: Database, user: User) -> list[tuple[dt.date, float]]:
    with database.reading() as session:
        return [(measured.day, measured.value) for measured in store.newest_first(session, user.diary)]


def test_the_first_weight_of_each_day_is_saved_and_a_second_import_adds_nothing(
    database: Database, alice: User
) -> None:
    found = [weighed(74.9, hours=3), weighed(74.2), weighed(74.0, hours=24)]
    (first,), (again,) = take(database, alice, *found), take(database, alice, *found)

    assert (first.outcome, first.weights) == (Outcome.NEW, WeightsFound((DAY, DAY + dt.timedelta(days=1)), 0, 0))
    assert (again.outcome, again.weights) == (Outcome.KNOWN, WeightsFound((), 2, 0))
    assert kept(database, alice) == [(DAY + dt.timedelta(days=1), 74.0), (DAY, 74.2)]


def test_a_weight_that_was_typed_in_wins(database: Database, alice: User) -> None:
    with database.writing() as session:
        weights.set_weight(session, alice.diary, DAY, 71.5, today=NOW.date())

    take(database, alice, weighed(74.2))
    assert kept(database, alice) == [(DAY, 71.5)]


def test_a_weight_that_cannot_be_is_left_out_and_counted(database: Database, alice: User) -> None:
    (line,) = take(database, alice, weighed(742), weighed(74.2, hours=24 * 365))

    assert line.weights == WeightsFound((), 0, 2)


def test_without_an_offset_the_day_is_that_of_the_person(database: Database, alice: User) -> None:
    late = dt.datetime(2026, 10, 2, 23, 30, tzinfo=dt.UTC)
    take(database, alice, Weighing(weighed_at=late, utc_offset=None, weight_kg=74.2))

    assert kept(database, alice) == [(dt.date(2026, 10, 3), 74.2)]


def test_the_walks_of_the_file_are_worked_out_with_its_weights(database: Database, alice: User) -> None:
    walk = Recording(
        started_at=AT_SEVEN, time_zone=None, utc_offset=EAST, mode=Mode.FORWARD_WALK, seconds=600, distance_m=800
    )
    outcomes = [imported.outcome for imported in take(database, alice, walk, weighed(74.2))]

    assert outcomes == [Outcome.NEW, Outcome.NEW]
    with database.reading() as session:
        row = walk_store.latest(session, alice.diary)
        assert row and row.weight_kg == 74.2


def test_an_undo_takes_back_the_weights_but_for_those_that_were_changed_since(database: Database, alice: User) -> None:
    batch = read(database, alice)
    with database.writing() as session:
        part = imports.next_part(session, alice.diary, batch_of(session, alice, batch), "export.xml", now=NOW)
        for weighing in (weighed(74.2), weighed(74.0, hours=24)):
            part.take(session, batch_of(session, alice, batch), [weighing])
    assert kept(database, alice) == []
    save(database, alice, batch)
    with database.writing() as session:
        weights.set_weight(session, alice.diary, DAY, 71.5, today=NOW.date())
    take_back(database, alice, batch)

    assert kept(database, alice) == [(DAY, 71.5)]
    (line,) = told(database, alice, batch)
    assert line.weights == WeightsFound((DAY + dt.timedelta(days=1),), known=1, odd=0, taken_back=1)
