import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError

from tests.factories import NOW, add_user, log, times
from webapp.storage.engine import Database, Session
from webapp.storage.models import Goal, SegmentRow, User, WalkRow, WeekTotal

ROOT = Path(__file__).parents[2]
# Reads a number and writes it one higher, as often as it is told: what two writers at once would lose.
COUNT_UP = """
import sys
from pathlib import Path
from sqlalchemy import text
from webapp.storage.engine import Database

database = Database.in_file(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    with database.writing() as session:
        minutes = session.scalar(text("SELECT minutes FROM goal"))
        session.execute(text("UPDATE goal SET minutes = :more"), {"more": minutes + 1})
database.close()
"""


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What the database is asked while the block runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def count_up(database: Database, by: int) -> None:
    for _ in range(by):
        with database.writing() as session:
            goal = session.scalars(select(Goal)).one()
            goal.minutes += 1


@pytest.fixture
def goal(database: Database, alice: User) -> Callable[[], int | None]:
    """A goal of no minutes, and the way to read it."""
    with database.writing() as session:
        session.add(Goal(user_id=alice.id, starts_on=NOW.date(), minutes=0))

    def minutes() -> int | None:
        with database.reading() as session:
            return session.scalar(select(Goal.minutes))

    return minutes


@pytest.mark.parametrize("kind", ["reading", "writing"])
def test_every_connection_is_durable_and_strict(database: Database, kind: str) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
    with getattr(database, kind)() as session:
        found = [session.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]

    assert found == ["wal", 2, 1, 0, 10_000]


def test_writing_takes_the_lock_at_once_and_reading_never(database: Database) -> None:
    with statements(database) as asked:
        with database.writing() as session:
            session.scalar(text("SELECT 1"))
        with database.reading() as session:
            session.scalar(text("SELECT 2"))

    assert asked == ["BEGIN IMMEDIATE", "SELECT 1", "BEGIN", "SELECT 2"]


def test_eight_threads_that_read_and_then_write_lose_nothing(
    database: Database, goal: Callable[[], int | None]
) -> None:
    each = times(20, long=500)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: count_up(database, each), range(8)))

    assert goal() == 8 * each


def test_two_processes_that_read_and_then_write_lose_nothing(
    database: Database, goal: Callable[[], int | None]
) -> None:
    each = times(100, long=2000)
    command = [sys.executable, "-c", COUNT_UP, str(database.file), str(each)]
    others = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    count_up(database, each)

    assert [other.wait(timeout=300) for other in others] == [0, 0]
    assert goal() == 3 * each


def test_two_databases_on_one_file_wait_for_each_other(database: Database, goal: Callable[[], int | None]) -> None:
    assert database.file
    other = Database.in_file(database.file)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: count_up(one, 50), (database, other)))
    other.close()

    assert goal() == 100


def test_a_reader_neither_waits_for_a_writer_nor_sees_what_is_not_committed(
    database: Database, goal: Callable[[], int | None]
) -> None:
    with database.writing() as session:
        session.scalars(select(Goal)).one().minutes = 7
        session.flush()
        assert goal() == 0

    assert goal() == 7


def test_a_reader_sees_one_moment(database: Database, goal: Callable[[], int | None]) -> None:
    with database.reading() as session:
        before = session.scalar(select(Goal.minutes))
        writer = threading.Thread(target=count_up, args=(database, 1))
        writer.start()
        writer.join()

        assert (before, session.scalar(select(Goal.minutes)), goal()) == (0, 0, 1)


def test_a_writing_block_that_raises_leaves_nothing(database: Database, alice: User) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        log(session, alice)
        _ = 1 / 0

    with database.reading() as session:
        assert [session.scalar(select(kind.id)) for kind in (WalkRow, SegmentRow)] == [None, None]
    add_user(database, "Bob")


def test_what_is_added_while_reading_is_never_kept(database: Database, goal: Callable[[], int | None]) -> None:
    with database.reading() as session:
        session.scalars(select(Goal)).one().minutes = 7
        session.flush()

    assert goal() == 0


def test_a_row_without_its_parent_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), database.writing() as session:
        session.add(Goal(user_id=404, starts_on=NOW.date(), minutes=60))


def test_the_rows_of_a_removed_account_go_with_it(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        log(session, alice)
        log(session, bob)
    with database.writing() as session:
        session.execute(text("DELETE FROM account WHERE name = 'Alice'"))

        counted = [session.scalar(select(func.count()).select_from(kind)) for kind in (WalkRow, SegmentRow, WeekTotal)]
        assert counted == [1, 2, 1]


def test_the_same_rows_are_refused_twice(database: Database, alice: User) -> None:
    def twice(session: Session) -> None:
        session.add_all(Goal(user_id=alice.id, starts_on=NOW.date(), minutes=60) for _ in range(2))

    with pytest.raises(IntegrityError, match="UNIQUE"), database.writing() as session:
        twice(session)


def test_a_time_without_a_zone_is_not_stored(database: Database, alice: User) -> None:
    with pytest.raises(Exception, match="without a time zone"), database.writing() as session:
        session.merge(alice).created_at = NOW.replace(tzinfo=None)


def test_a_connection_holds_little_of_the_file(database: Database) -> None:
    with database.reading() as session:
        assert session.scalar(text("PRAGMA cache_size")) == -256


def test_closing_leaves_one_file_that_holds_everything(database: Database, goal: Callable[[], int | None]) -> None:
    count_up(database, 3)
    database.close()

    assert database.file
    assert not database.file.with_name(database.file.name + "-wal").exists()
    assert goal() == 3
