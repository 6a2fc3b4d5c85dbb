"""Seeded walks for the suggestions of backward stretches: a model of GPS and compass, not measurements.

The model is that of `notes/phone.md`, section 5: GPS gives the velocity with an error of so many m/s on each axis,
alike from one second to the next (0.85: it comes nearest to the shares of wrong windows in the notes), and the compass
is off by 10 degrees.
"""

import math
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

STARTED_AT = 1_800_000_000_000
ALIKE = 0.85
COMPASS_DEG = 10
MINUTES = 10
LAG = 2
OPEN_SKY, SUBURB, CANYON = 0.15, 0.4, 0.8


class Sample(NamedTuple):
    """What a phone says in one second, and what it moved by, east and north, in metres."""

    course: float
    heading: float
    speed: float
    accuracy: float
    east: float
    north: float


@dataclass
class Walk:
    """The samples of a walk, one a second; in which seconds it truly went backward; what was logged."""

    samples: list[Sample] = field(default_factory=list)
    backward: list[bool] = field(default_factory=list)
    events: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """How somebody walks and holds the phone, and where."""

    error: float = OPEN_SKY
    alike: float = ALIKE
    speed: float = 1.0
    accuracy: float = 8
    goes_backward: bool = True
    logs_it: bool = False
    turns_every: int = 60
    # Degrees between the phone and the body: always the same, and anew at each change of grip.
    held: float = 0
    held_anyhow: float = 0
    new_grip_every: int = 150

    def walk(self, seed: int) -> Walk:
        """One walk of ten minutes, forward with two stretches backward of one to two minutes where it goes backward."""
        random, walk = Random(seed), Walk()
        walk.backward = self._truth(random)
        walk.events = self._log(walk.backward)
        way, facing, grip = random.uniform(0, 360), 0.0, random.gauss(0, self.held_anyhow)
        errors = [random.gauss(0, self.error), random.gauss(0, self.error)]
        compass, ways, next_turn = random.gauss(0, COMPASS_DEG), [way] * (LAG + 1), self.turns_every
        for second, is_backward in enumerate(walk.backward):
            if second == next_turn:
                way += random.choice((-90, 90, 180))
                next_turn += random.randint(self.turns_every // 2, self.turns_every * 3 // 2)
            if self.held_anyhow and random.random() < 1 / self.new_grip_every:
                grip = random.gauss(0, self.held_anyhow)
            way += random.gauss(0, 2)
            # The course of GPS comes late; a body needs three seconds for half a turn.
            ways = [*ways[1:], way]
            facing += max(-60.0, min(60.0, (180 if is_backward else 0) - facing))
            errors = [self._next(random, one, self.error) for one in errors]
            compass = self._next(random, compass, COMPASS_DEG)
            east = self.speed * math.sin(math.radians(ways[0])) + errors[0]
            north = self.speed * math.cos(math.radians(ways[0])) + errors[1]
            course, heading = (
                math.degrees(math.atan2(east, north)) % 360,
                (way + facing + compass + grip + self.held) % 360,
            )
            sample = (course, heading, math.hypot(east, north), self.accuracy, east, north)
            walk.samples.append(Sample(*(round(one, 2) for one in sample)))
        return walk

    def _next(self, random: Random, value: float, spread: float) -> float:
        return self.alike * value + random.gauss(0, spread * math.sqrt(1 - self.alike**2))

    def _truth(self, random: Random) -> list[bool]:
        truth: list[bool] = []
        while self.goes_backward and len(truth) < MINUTES * 60 - 300:
            truth += [False] * random.randint(60, 150) + [True] * random.randint(60, 120)
        return truth + [False] * (MINUTES * 60 - len(truth))

    def _log(self, backward: list[bool]) -> list[tuple[int, str]]:
        events = [(STARTED_AT, "forward")]
        for second in range(1, len(backward)):
            if self.logs_it and backward[second] != backward[second - 1]:
                events.append((STARTED_AT + second * 1000, "backward" if backward[second] else "forward"))
        return [*events, (STARTED_AT + len(backward) * 1000, "stop")]


@dataclass
class Score:
    """What was suggested over many walks, against the truth."""

    walks: int = 0
    silent: int = 0
    shown: int = 0
    right: int = 0
    stretches: int = 0
    found: int = 0

    def add(self, walk: Walk, suggested: list[dict[str, float]]) -> None:
        """A suggestion is right if four fifths of it were backward; a stretch is found if half of it is suggested."""
        truth, said = walk.backward, [False] * len(walk.backward)
        self.walks += 1
        self.silent += not suggested
        for one in suggested:
            begin, end = (round((one[name] - STARTED_AT) / 1000) for name in ("from", "to"))
            said[begin:end] = [True] * (end - begin)
            self.shown += 1
            self.right += sum(truth[begin:end]) >= 0.8 * (end - begin)
        starts = [second for second in range(1, len(truth)) if truth[second] and not truth[second - 1]]
        for start in starts:
            end = truth.index(False, start)
            self.stretches += 1
            self.found += sum(said[start:end]) >= 0.5 * (end - start)

    @property
    def precision(self) -> float:
        return self.right / self.shown if self.shown else 1

    @property
    def silence(self) -> float:
        return self.silent / self.walks

    @property
    def recall(self) -> float:
        return self.found / self.stretches if self.stretches else 0

    def __str__(self) -> str:
        return (
            f"{self.right} of {self.shown} shown are right ({self.precision:.1%}), {self.silence:.1%} of walks silent, "
            f"{self.found} of {self.stretches} stretches found"
        )
