"""Reminders: what is left is told once a day, until the goal is reached."""

import datetime as dt
import json
from collections.abc import Collection

import pytest

from tests.factories import NOW, forward, log
from webapp.actions import goals, messages
from webapp.actions.messenger import Messenger
from webapp.domain.messages import Failure, Figures, MessageEvent, Reply, TargetKind, Telling
from webapp.storage import messages as message_store
from webapp.storage import reminders as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

WEEK = dt.timedelta(weeks=1)
HOUR = dt.timedelta(hours=1)
# Six in the evening in Paris, on the Friday of the tests, an instant before which nothing rings.
SIX = NOW.replace(hour=17, minute=0)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[messages.Delivery]:
    found: list[messages.Delivery] = []

    def send(delivery: messages.Delivery, _tell: messages.Tell, _allowed: Collection[str]) -> Reply:
        found.append(delivery)
        return Reply.of(200, "")

    monkeypatch.setattr(messages, "send", send)
    return found


def told(_language: str, event: MessageEvent, _figures: Figures) -> Telling:
    return Telling(event, "")


def remind(database: Database, user: User) -> None:
    wanted = {MessageEvent.REMINDER}
    with database.writing() as session:
        kind = TargetKind.WEBHOOK
        messages.add_target(session, user.diary, kind, "https://x.example/", wanted, language="en", now=SIX)
        store.keep(session, user.diary, range(7), dt.time(18))


def walked_before(session: Session, user: User) -> None:
    """Nobody who begins: the goal is the weekly one."""
    log(session, user, forward(5), day=SIX.date() - 2 * WEEK)


def test_it_tells_what_is_left_once_a_day_however_often_the_server_starts(
    database: Database, alice: User, sent: list[messages.Delivery]
) -> None:
    remind(database, alice)
    with database.writing() as session:
        walked_before(session, alice)
        log(session, alice, forward(98))
    assert Messenger(database, told).send_due(SIX - HOUR) == SIX
    for _ in range(3):
        assert Messenger(database, told).send_due(SIX + HOUR / 60) == SIX + dt.timedelta(days=1)

    (delivery,) = sent
    assert (delivery.event, delivery.figures["minutes_to_go"], delivery.figures["goal_minutes"]) == (
        "reminder",
        52,
        150,
    )


@pytest.mark.parametrize("is_away", [False, True])
def test_a_week_that_is_met_or_away_is_quiet(
    database: Database, alice: User, sent: list[messages.Delivery], is_away: bool
) -> None:
    remind(database, alice)
    with database.writing() as session:
        log(session, alice, forward(20 if is_away else 150))
        goals.set_away(session, alice.diary, SIX.date(), is_away=is_away)

    assert Messenger(database, told).send_due(SIX) == SIX + dt.timedelta(days=1)
    assert sent == []


@pytest.mark.parametrize(("minutes", "left"), [(8, [(10, 18)]), (18, [])])
def test_who_begins_is_told_of_the_first_goal_that_today_shows(
    database: Database, alice: User, sent: list[messages.Delivery], minutes: int, left: list[tuple[int, int]]
) -> None:
    remind(database, alice)
    with database.writing() as session:
        log(session, alice, forward(minutes))

    Messenger(database, told).send_due(SIX)
    figures = [delivery.figures for delivery in sent]
    assert [(told["minutes_to_go"], told["goal_minutes"]) for told in figures] == left


def test_a_kill_between_ringing_and_sending_loses_nothing(
    database: Database, alice: User, sent: list[messages.Delivery]
) -> None:
    remind(database, alice)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "begin_due", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Messenger(database, told).send_due(SIX)
    Messenger(database, told).send_due(SIX + HOUR / 60)
    assert len(sent) == 1


def test_one_that_does_not_arrive_is_given_up_after_some_hours(
    database: Database, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    remind(database, alice)
    monkeypatch.setattr(messages, "send", lambda *_args: Reply(Failure.NO_ANSWER))
    messenger, now = Messenger(database, told), SIX
    for _ in range(9):
        now = messenger.send_due(now) or now
    with database.reading() as session:
        states = [message.state for message, _ in message_store.newest_first(session, alice.diary, 9)]
    assert "given_up" in states and now - SIX <= dt.timedelta(days=2)


def test_bobs_reminder_counts_bobs_week(
    database: Database, alice: User, bob: User, sent: list[messages.Delivery]
) -> None:
    remind(database, bob)
    with database.writing() as session:
        log(session, alice, forward(150))
        walked_before(session, bob)
    Messenger(database, told).send_due(SIX)
    assert [delivery.figures["minutes_to_go"] for delivery in sent] == [150]


def test_the_thread_waits_for_a_reminder(database: Database, alice: User) -> None:
    with database.writing() as session:
        store.keep(session, alice.diary, range(7), dt.time(18))
    messenger = Messenger(database, told)
    messenger.attend()
    thread = messenger.resting.thread
    assert thread and thread.is_alive()
    messenger.end(10)
    assert not thread.is_alive()


def test_figures_are_minutes_alone(database: Database, alice: User, sent: list[messages.Delivery]) -> None:
    remind(database, alice)
    Messenger(database, told).send_due(SIX)
    (delivery,) = sent
    assert set(json.loads(json.dumps(delivery.figures))) == {
        *("week_starts_on", "week_minutes", "goal_minutes", "minutes_to_go"),
    }
