"""Logged histories in a line of text, so that a table of them can be read.

Weeks are divided by "|"; a history that ends with one is looked at on the Monday after. Within a week sessions fall on
Monday, Wednesday and Friday, each the one that the plan offers. `s` is a session without stumble at effort 3; letters
after it change that: `sx2` two stumbles, `sp6` pain of 6, `sm` two points worse next morning, `se7` effort 7, `sf` a
fall, `sw` a warning sign, `s?` nothing said, `su4` a usual pain of 4 that a walk does not change, `st6` pain of 6 in a
knee and 1 in the back. `#7` is session 7 of the level, whatever was offered. `b` is a walk backward outside the plan,
`f` one forward only, both with the same letters; `.` is a day without. `>3` goes to week 3, `go1` goes on after a stop
from week 1, `off` stops, `L2` begins level 2, `half` asks for shorter sessions; a choice comes before the session after
it.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import Any
from uuid import UUID

from webapp.domain import plan
from webapp.domain.felt import Done
from webapp.domain.programme import LEVELS
from webapp.domain.standings import Choice, ChoiceKind, Standing
from webapp.domain.walks import Pain, Planned, Site, WarningSign

MONDAY = dt.date(2026, 1, 5)
_CHOICES = {
    ">": ChoiceKind.GO_TO,
    "go": ChoiceKind.RESUME,
    "off": ChoiceKind.STOP,
    "L": ChoiceKind.LEVEL,
    "half": ChoiceKind.LENGTH,
}
_SAID = re.compile(r"([xpemfwtu?])(\d*)")


class History:
    """Choices and walks so far, and the day that it is."""

    def __init__(self, *, level: int = 1, week: int = 1) -> None:
        self.day, self.slot = MONDAY, 0
        self.choices = [Choice(kind=ChoiceKind.START, at=moment(MONDAY, 0), day=MONDAY)]
        self.walks: list[Done] = []
        if level > 1:
            self.choose(ChoiceKind.LEVEL, level=level)
        if week > 1:
            self.choose(ChoiceKind.GO_TO, week=week)

    def choose(self, kind: ChoiceKind, *, level: int = 1, week: int = 1, is_gentle: bool = False) -> None:
        at = moment(self.today, len(self.choices))
        self.choices.append(Choice(kind=kind, at=at, day=self.today, level=level, week=week, is_gentle=is_gentle))

    @property
    def today(self) -> dt.date:
        return self.day + dt.timedelta(days=min(6, 2 * self.slot))

    def standing(self, *, highest_level: int = 5) -> Standing:
        found = plan.follow(self.choices, self.walks, today=self.today, first_weekday=0, highest_level=highest_level)
        assert found is not None
        return found

    def next_week(self) -> None:
        self.day, self.slot = self.day + dt.timedelta(days=7), 0

    def walk(self, kind: str, said: str) -> None:
        """A walk at noon of the day; the next one comes two days later."""
        found = self.standing().next if kind == "s" else None
        session = found.session if found else None
        if kind.startswith("#"):
            session = LEVELS[self.standing().level].session(int(kind[1:]))
        done = Done(
            id=UUID(int=len(self.walks) + 1),
            at=moment(self.today, 12 * 60),
            day=self.today,
            planned=Planned(session.level, session.number) if session else None,
            backward_seconds=round(session.all_backward_minutes * 60) if session else 300 if kind != "f" else 0,
            stumbles=0,
            effort=3,
        )
        for letter, number in _SAID.findall(said):
            done = _told(done, letter, int(number or 1))
        self.walks.append(done)
        self.slot += 1


def follow(text: str, *, level: int = 1, week: int = 1) -> History:
    """The history that a line tells, begun in a week of a level on the first Monday."""
    history = History(level=level, week=week)
    for index, words in enumerate(text.split("|")):
        if index:
            history.next_week()
        for word in words.split():
            take(history, word)
    return history


def last_session(history: History) -> Done:
    return next(walk for walk in reversed(history.walks) if walk.planned)


def minutes(done: Done) -> float:
    """Minutes backward of a session as the plan has it in whole."""
    assert done.planned
    return LEVELS[done.planned.level].session(done.planned.session).all_backward_minutes


def take(history: History, word: str) -> None:
    if word == ".":
        history.slot += 1
        return
    found = re.fullmatch(r"(>|go|off|L|half)(\d?)", word)
    if not found:
        walked = re.fullmatch(r"(#\d+|[sbf])(.*)", word)
        assert walked, word
        history.walk(walked[1], walked[2])
        return
    kind, number = _CHOICES[found[1]], int(found[2] or 1)
    if kind is ChoiceKind.LEVEL:
        history.choose(kind, level=number)
    else:
        history.choose(kind, level=history.standing().level, week=number, is_gentle=kind is ChoiceKind.LENGTH)


def _told(done: Done, letter: str, number: int) -> Done:
    if letter == "p":
        return replace(done, pain=(Pain(site=Site.KNEE_LEFT, during=number),))
    if letter == "m":
        return replace(done, pain=(Pain(site=Site.KNEE_LEFT, before=1, during=2, next_morning=3),))
    if letter == "u":
        return replace(done, pain=(Pain(site=Site.KNEE_LEFT, before=number, during=number, next_morning=number),))
    if letter == "t":
        return replace(done, pain=(Pain(site=Site.KNEE_LEFT, during=number), Pain(site=Site.BACK, during=1)))
    fields: dict[str, Any] = {
        "x": {"stumbles": number},
        "e": {"effort": number},
        "f": {"falls": number},
        "w": {"warning_signs": (WarningSign.UNSPECIFIED,)},
        "?": {"stumbles": None, "effort": None},
    }
    return replace(done, **fields[letter])


def moment(day: dt.date, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), dt.UTC) + dt.timedelta(minutes=minutes)
