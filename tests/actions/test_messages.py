"""Messages: what is told, to whom, once, and what happens when nobody answers."""

import datetime as dt
import json
from collections.abc import Collection

import pytest

from tests.factories import NOW, TODAY, forward, log
from webapp.actions import messages as actions
from webapp.actions.messenger import Messenger
from webapp.domain import messages
from webapp.domain.messages import Failure, Figures, MessageEvent, Reply, TargetKind, Telling
from webapp.storage import messages as store
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

BOTH = messages.WANTED_EVENTS
HOUR = dt.timedelta(hours=1)


def told(_language: str, event: MessageEvent, _figures: Figures) -> Telling:
    return Telling(event, "")


def target(session: Session, user: User, *events: MessageEvent, address: str = "https://x.example/hook") -> int:
    kind = TargetKind.WEBHOOK
    return actions.add_target(session, user.diary, kind, address, events or BOTH, language="en", now=NOW).id


@pytest.fixture(autouse=True)
def _walked_before(database: Database, alice: User) -> None:
    """Alice is nobody who begins: her goal is the weekly one."""
    with database.writing() as session:
        log(session, alice, forward(5), day=TODAY - dt.timedelta(weeks=2))


def waiting(database: Database, user: User) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(message.event, message.state) for message, _ in store.newest_first(session, user.diary, 99)]


class Post:
    """Somebody else's servers: what they were sent, and what they answer."""

    def __init__(self, *answers: Reply) -> None:
        self.answers, self.sent = list(answers), list[actions.Delivery]()

    def __call__(self, delivery: actions.Delivery, _tell: actions.Tell, _allowed: Collection[str]) -> Reply:
        self.sent.append(delivery)
        return self.answers.pop(0) if self.answers else Reply.of(200, "")


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    post = Post()
    monkeypatch.setattr(actions, "send", post)
    return post


def test_a_walk_and_the_goal_that_it_reached_are_told_once(database: Database, alice: User) -> None:
    with database.writing() as session:
        target(session, alice)
        log(session, alice, forward(100))
        log(session, alice, forward(60))
        log(session, alice, forward(20))

    events = [event for event, _ in waiting(database, alice)]
    assert events == ["walk_saved", "goal_reached", "walk_saved", "walk_saved"]


def test_who_begins_is_told_of_the_first_goal_and_then_of_the_weekly_one(database: Database, bob: User) -> None:
    with database.writing() as session:
        target(session, bob, MessageEvent.GOAL_REACHED)
        for minutes in (10, 10, 10, 120):
            log(session, bob, forward(minutes))
    with database.reading() as session:
        figures = [json.loads(message.figures) for message, _ in store.newest_first(session, bob.diary, 9)]

    assert [(told["week_minutes"], told["goal_minutes"]) for told in figures] == [(150, 150), (20, 18)]


def test_only_what_a_target_wants_is_told_and_only_of_its_person(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        target(session, alice, MessageEvent.GOAL_REACHED)
        target(session, bob)
        log(session, alice, forward(160))

    assert [event for event, _ in waiting(database, alice)] == ["goal_reached"]
    assert waiting(database, bob) == []


def test_an_old_walk_is_no_news_and_neither_is_the_goal_of_an_old_week(database: Database, alice: User) -> None:
    with database.writing() as session:
        target(session, alice)
        log(session, alice, forward(200), day=TODAY - dt.timedelta(days=3))
    assert waiting(database, alice) == []


def test_a_message_says_minutes_and_nothing_of_health(database: Database, alice: User) -> None:
    with database.writing() as session:
        target(session, alice)
        log(session, alice, note="my knee", effort=5)
    with database.reading() as session:
        ((message, _),) = store.newest_first(session, alice.diary, 9)
    figures = json.loads(message.figures)
    assert {name: figures[name] for name in ("minutes", "backward_minutes", "goal_minutes")} == {
        "minutes": 28,
        "backward_minutes": 8,
        "goal_minutes": 150,
    }
    assert set(figures) == {*("walk", "started_at", "minutes", "backward_minutes"), "week_starts_on"} | {
        "week_minutes",
        "goal_minutes",
        "minutes_to_go",
    }


def test_what_arrived_is_not_sent_again(database: Database, alice: User, post: Post) -> None:
    with database.writing() as session:
        target(session, alice)
        log(session, alice)
    messenger = Messenger(database, told)

    assert messenger.send_due(NOW) is None
    assert messenger.send_due(NOW + HOUR) is None
    assert len(post.sent) == 1
    assert waiting(database, alice) == [("walk_saved", "sent")]


def test_what_does_not_arrive_is_tried_after_growing_rests_and_given_up_after_a_day(
    database: Database, alice: User, post: Post
) -> None:
    post.answers = [Reply(Failure.NO_ANSWER)] * 50
    with database.writing() as session:
        target(session, alice, MessageEvent.WALK_SAVED)
        log(session, alice)
    messenger, now, rests = Messenger(database, told), NOW, []
    while next_at := messenger.send_due(now):
        rests.append((next_at - now) // dt.timedelta(minutes=1))
        now = next_at

    assert rests == [1, 5, 15, 60, 180, 360, 360, 360]
    assert now - NOW <= messages.GIVES_UP_AFTER
    assert waiting(database, alice) == [("walk_saved", "given_up")]
    assert len({delivery.uuid for delivery in post.sent}) == 1


def test_a_server_that_ends_while_it_sends_tries_again(database: Database, alice: User, post: Post) -> None:
    with database.writing() as session:
        target(session, alice)
        log(session, alice)
    with database.writing() as session:
        assert len(actions.begin_due(session, now=NOW)) == 1

    assert Messenger(database, told).send_due(NOW) == NOW + dt.timedelta(minutes=1)
    Messenger(database, told).send_due(NOW + HOUR)
    assert [delivery.event for delivery in post.sent] == ["walk_saved"]


def test_a_target_that_breaks_does_not_hold_up_another(database: Database, alice: User, post: Post) -> None:
    with database.writing() as session:
        target(session, alice, MessageEvent.WALK_SAVED, address="https://broken.example/")
        target(session, alice, MessageEvent.WALK_SAVED, address="https://fine.example/")
        log(session, alice)

    def answer(delivery: actions.Delivery, *_more: object) -> Reply:
        if "broken" in delivery.address:
            raise ValueError("broken")
        return Reply.of(200, "")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "send", answer)
        Messenger(database, told).send_due(NOW)
    assert sorted(state for _, state in waiting(database, alice)) == ["sent", "waiting"]


def test_the_thread_starts_when_a_message_waits_and_ends_when_none_does(
    database: Database, alice: User, post: Post
) -> None:
    messenger = Messenger(database, told)
    messenger.attend()
    assert messenger.resting.thread is None
    with database.writing() as session:
        target(session, alice)
        log(session, alice)
    thread = messenger.resting.thread
    if thread:
        thread.join(10)
    assert messenger.resting.thread is None
    assert waiting(database, alice) == [("walk_saved", "sent")]
    messenger.end(1)


def test_a_removed_target_gets_nothing_until_it_is_back(database: Database, alice: User, post: Post) -> None:
    with database.writing() as session:
        here = target(session, alice)
        log(session, alice)
        actions.remove_target(session, alice.diary, here, now=NOW)
    assert Messenger(database, told).send_due(NOW) is None
    assert post.sent == []

    with database.writing() as session:
        actions.restore_target(session, alice.diary, here)
    Messenger(database, told).send_due(NOW)
    assert len(post.sent) == 1


def test_the_last_fifty_messages_are_kept_and_all_that_wait(database: Database, alice: User, post: Post) -> None:
    with database.writing() as session:
        target(session, alice, MessageEvent.WALK_SAVED)
        for number in range(60):
            log(session, alice, forward(1), started_at=NOW - dt.timedelta(minutes=2 * number + 2))
    assert len(waiting(database, alice)) == 60
    Messenger(database, told).send_due(NOW)
    with database.writing() as session:
        log(session, alice, forward(1))
    assert len(waiting(database, alice)) == store.KEPT
