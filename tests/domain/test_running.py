"""A running walk: its figures are differences of times, here as on the phone."""

import datetime as dt
import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from webapp.domain import documents, running, walks, weeks
from webapp.domain.running import Event, RunningWalk, TimerEvent
from webapp.paths import STATIC

BEGAN = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
ID = UUID("0199f3b2-6f0e-4d7c-9d2e-4c1f6f5f0a11")
PARIS = "Europe/Paris"
F, B, P, R, S = TimerEvent.FORWARD, TimerEvent.BACKWARD, TimerEvent.PAUSE, TimerEvent.RESUME, TimerEvent.STOP
# Walks as seconds since their start and events, and the segments that they are.
CASES: list[tuple[list[tuple[float, TimerEvent]], list[tuple[str, int]]]] = [
    ([(0, F), (600, S)], [("forward_walk", 600)]),
    ([(0, F), (600, B), (900, F), (1200, S)], [("forward_walk", 600), ("backward_walk", 300), ("forward_walk", 300)]),
    ([(0, B), (60, P), (400, R), (460, S)], [("backward_walk", 120)]),
    ([(0, B), (60, P), (400, S)], [("backward_walk", 60)]),
    ([(0, F), (60, P), (70, B), (400, R), (460, S)], [("forward_walk", 60), ("backward_walk", 60)]),
    ([(0, F), (60, F), (120, S)], [("forward_walk", 120)]),
    ([(0, F), (60.4, B), (60.8, F), (120.2, S)], [("forward_walk", 60), ("backward_walk", 1), ("forward_walk", 59)]),
    ([(0, F), (0.5, S)], [("forward_walk", 1)]),
    ([(0, F), (0.499, S)], []),
    ([(0, F), (60, B), (60, F), (90, S)], [("forward_walk", 90)]),
    ([(0, F), (60, B), (30, F), (90, S)], [("forward_walk", 120)]),
]


def walk(*events: tuple[float, TimerEvent]) -> RunningWalk:
    return RunningWalk(ID, tuple(Event(BEGAN + dt.timedelta(seconds=after), kind) for after, kind in events))


def later(**time: float) -> dt.datetime:
    return BEGAN + dt.timedelta(**time)


@pytest.mark.parametrize(("events", "segments"), CASES)
def test_a_walk_is_made_from_its_events(
    events: list[tuple[float, TimerEvent]], segments: list[tuple[str, int]]
) -> None:
    made = walk(*events).to_walk(PARIS)
    assert [(one.mode, one.seconds) for one in made.segments] == segments
    assert (made.id, made.started_at, made.time_zone) == (ID, BEGAN, PARIS)


def odd_walks() -> list[list[tuple[float, TimerEvent]]]:
    """Walks of any number of events at any millisecond, now and then with a clock that was set back."""
    chance = random.Random(3)
    made = []
    for _ in range(300):
        events, at = [(0.0, chance.choice((F, B)))], 0
        for _ in range(chance.randrange(12)):
            at += chance.choice((0, 1, 499, 500, 501, chance.randrange(900_000), -chance.randrange(5_000)))
            events.append((at / 1000, chance.choice((F, B, P, R))))
        made.append([*events, (at / 1000 + chance.randrange(600), S)])
    return made


needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="node, which is not part of Backstride, runs the phone's half"
)


def on_the_phone(folder: Path, walks: list[list[list[object]]]) -> list[dict[str, Any]]:
    """The documents that a phone makes of walks, each of them events with their time in milliseconds."""
    shutil.copy(STATIC / "js/walk/events.js", folder / "events.mjs")
    script = """
        import { toDocument } from "./events.mjs";
        const walks = JSON.parse(await new Response(process.stdin).text());
        console.log(JSON.stringify(walks.map((events) => toDocument({ id: "x", zone: "UTC", events }))));
    """
    (folder / "run.mjs").write_text(script)
    ran = subprocess.run(
        ["node", "run.mjs"],
        cwd=folder,
        input=json.dumps(walks),
        env=os.environ | {"TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    )
    documents_of_walks: list[dict[str, Any]] = json.loads(ran.stdout)
    return documents_of_walks


@needs_node
def test_a_phone_joins_the_shortest_stretches_where_there_are_too_many(tmp_path: Path) -> None:
    chance, at, events = random.Random(7), 0, list[list[object]]()
    lengths = {F: 0, B: 0}
    for number in range(1201):
        direction, seconds = (B if number % 2 else F), chance.randrange(1, 90)
        events.append([at * 1000, direction])
        lengths[direction] += seconds
        at += seconds
    [made] = on_the_phone(tmp_path, [[*events, [at * 1000, S]]])
    sent = made["segments"]
    assert walks.MOST_SEGMENTS - 1 <= len(sent) <= walks.MOST_SEGMENTS
    for direction, seconds in lengths.items():
        assert sum(one["seconds"] for one in sent if one["mode"] == f"{direction}_walk") == seconds


@needs_node
def test_the_phone_and_the_server_make_the_same_walk_of_the_same_events(tmp_path: Path) -> None:
    """Whoever changes how one of them reckons changes both."""
    made = [walk(*events) for events in [*(events for events, _ in CASES), *odd_walks()]]
    given = [[[round(event.at.timestamp() * 1000), event.kind] for event in one.events] for one in made]
    for one, theirs in zip(made, on_the_phone(tmp_path, given), strict=True):
        ours = documents.walk_document(one.to_walk("UTC"))
        assert theirs["started_at"] == ours["started_at"]
        assert theirs["segments"] == [{"mode": seg["mode"], "seconds": seg["seconds"]} for seg in ours["segments"]]


def test_the_time_so_far_is_that_of_each_direction() -> None:
    so_far = walk((0, F), (600, B), (720, P)).at(later(minutes=30))
    assert (so_far.ms, so_far.forward_ms, so_far.backward_ms) == (720_000, 600_000, 120_000)
    assert (so_far.direction, so_far.is_paused, so_far.is_stopped) == (B, True, False)


@pytest.mark.parametrize(("events", "kind"), [([(0, F)], F), ([(0, F)], R), ([(0, F), (9, P)], P)])
def test_what_is_sent_twice_changes_nothing(events: list[tuple[float, TimerEvent]], kind: TimerEvent) -> None:
    before = walk(*events)
    assert before.after(kind, later(minutes=5)) is before


def test_a_clock_that_was_set_back_does_not_put_events_out_of_order() -> None:
    assert walk((0, F), (600, B)).after(F, later(minutes=5)).last_at == later(minutes=10)


def test_nobody_turns_a_thousand_times() -> None:
    turning = walk((0, F))
    for number in range(2 * running.MOST_EVENTS):
        turning = turning.after(F if number % 2 else B, later(seconds=number + 1))
    assert len(turning.events) == running.MOST_EVENTS
    assert turning.after(S, later(hours=1)).at(later(hours=1)).is_stopped


def test_a_walk_is_left_alone_after_three_hours_without_a_word() -> None:
    talking = walk((0, F), (7200, B))
    assert not talking.is_left_alone(later(hours=5))
    assert talking.is_left_alone(later(hours=5, seconds=1))
    assert not walk((0, F), (60, P)).is_left_alone(later(hours=50))


def test_a_clock_that_was_set_back_leaves_the_end_to_be_asked_for() -> None:
    """What was walked since would be lost without a word."""
    turned = walk((0, F), (600, B))
    assert turned.is_left_alone(later(minutes=9))
    assert not turned.is_left_alone(later(seconds=599.5))


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        ("17:30", "2026-11-20T17:30:00+01:00"),
        ("17:10", "2026-11-20T17:10:30+01:00"),
        ("17:09", "2026-11-21T17:09:00+01:00"),
        ("00:20", "2026-11-21T00:20:00+01:00"),
    ],
)
def test_a_time_that_was_typed_is_the_first_one_after_the_last_turn(typed: str, ended: str) -> None:
    found = walk((0, F), (630, B)).time_after_last(dt.time.fromisoformat(typed), PARIS)
    assert weeks.local(found, PARIS).isoformat() == ended
