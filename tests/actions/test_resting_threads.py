"""The thread that rests until it is woken."""

import datetime as dt
import threading

import pytest

from webapp.actions import resting_threads
from webapp.actions.resting_threads import RestingThread

PATIENCE_S = 30


def test_it_starts_at_the_first_call_and_ends_when_nothing_is_due() -> None:
    worked = threading.Event()
    resting = RestingThread("test", worked.set)
    assert resting.thread is None

    resting.wake()
    if thread := resting.thread:
        thread.join(PATIENCE_S)
    assert worked.is_set()
    assert resting.thread is None


def test_a_call_wakes_it_from_its_rest() -> None:
    twice, rests = threading.Event(), list[dt.timedelta]()

    def work() -> dt.timedelta:
        rests.append(dt.timedelta(days=1))
        if len(rests) == 2:
            twice.set()
        return rests[-1]

    resting = RestingThread("test", work)
    resting.wake()
    while len(rests) == 1 or not twice.is_set():
        resting.wake()
    resting.end(PATIENCE_S)
    assert resting.thread is None


def test_a_call_while_it_works_is_heard() -> None:
    count = 0

    def work() -> None:
        nonlocal count
        count += 1
        if count == 1:
            resting.wake()

    resting = RestingThread("test", work)
    resting.wake()
    if thread := resting.thread:
        thread.join(PATIENCE_S)
    assert count == 2


def test_once_it_is_over_it_does_nothing_more() -> None:
    resting = RestingThread("test", lambda: dt.timedelta(days=1))
    resting.wake()
    thread = resting.thread
    resting.end(PATIENCE_S)
    resting.wake()
    assert thread and not thread.is_alive()
    assert resting.thread is None


def test_what_the_work_has_used_is_given_back_before_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(resting_threads, "_give_memory_back", lambda: done.append("given back"))
    resting = RestingThread("test", lambda: done.append("worked"))
    resting.wake()
    if thread := resting.thread:
        thread.join(PATIENCE_S)
    assert done == ["worked", "given back"]
