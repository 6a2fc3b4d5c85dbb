"""What works in the background steps aside for whoever is answered, and comes to its end all the same."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text

from webapp.storage.engine import Database
from webapp.storage.right_of_way import RightOfWay

FOR_EVER_S = 600.0
PATIENCE_S = 30
LONG_ENOUGH_S = 0.05


class Work:
    """A thread of the background that counts its pieces."""

    def __init__(self, way: RightOfWay, piece: Callable[[], object]) -> None:
        self.pieces, self.is_over, self.moved = 0, False, threading.Condition()
        self._way, self._piece = way, piece
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        with self._way.in_background():
            while not self.is_over:
                with self.moved:
                    self.pieces += 1
                    self.moved.notify_all()
                self._piece()

    def goes_on(self) -> bool:
        with self.moved:
            before = self.pieces
            return self.moved.wait_for(lambda: self.pieces > before + 1, PATIENCE_S)


@contextmanager
def working(way: RightOfWay, piece: Callable[[], object]) -> Iterator[Work]:
    work = Work(way, piece)
    try:
        yield work
    finally:
        work.is_over = True
        work.thread.join(PATIENCE_S)
    assert not work.thread.is_alive()


def test_while_somebody_is_answered_no_further_piece_is_begun() -> None:
    way = RightOfWay(most_aside_s=FOR_EVER_S)
    with working(way, way.step) as work:
        with way.answering():
            work.thread.join(LONG_ENOUGH_S)
            pieces = work.pieces
            work.thread.join(LONG_ENOUGH_S)
            assert work.pieces == pieces
        assert work.goes_on()


def test_each_statement_of_the_background_is_a_step_and_none_of_a_page(database: Database) -> None:
    def ask() -> None:
        with database.reading() as session:
            session.execute(text("SELECT 1"))

    database.way = RightOfWay(most_aside_s=FOR_EVER_S)
    with working(database.way, ask) as work:
        with database.way.answering():
            begun = work.pieces
            ask()
            work.thread.join(LONG_ENOUGH_S)
            assert work.pieces <= begun + 1
        assert work.goes_on()


def test_where_somebody_is_answered_all_the_time_the_work_goes_on_in_between() -> None:
    way = RightOfWay(most_aside_s=0.001, least_work_s=0.001)
    with way.answering(), working(way, way.step) as work:
        assert all(work.goes_on() for _ in range(3))


def test_nobody_steps_aside_for_who_waits_for_the_turn_to_write(database: Database) -> None:
    def write() -> None:
        with database.writing() as session:
            session.execute(text("UPDATE account SET theme = 'dark'"))

    database.way = database.turns.way = RightOfWay(most_aside_s=FOR_EVER_S)
    with working(database.way, write), database.way.answering():
        for _ in range(5):
            write()
