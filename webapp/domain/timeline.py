"""Choices about the plan and walks in the order in which they count."""

import datetime as dt
from collections.abc import Sequence

from webapp.domain.felt import Done, FeltWalk
from webapp.domain.standings import Choice, ChoiceKind

Event = Choice | FeltWalk
_LEVEL_BEGINS = (ChoiceKind.START, ChoiceKind.LEVEL)
_MOVES = (*_LEVEL_BEGINS, ChoiceKind.GO_TO, ChoiceKind.RESUME)
# What was done "just now" is logged to the second.
_A_SECOND = dt.timedelta(seconds=1)


def in_order(choices: Sequence[Choice], walks: Sequence[FeltWalk]) -> list[Event]:
    """Choices and walks by their instants, but a session comes after the choice by which it counts.

    That is one that was made before the session ended, or by which its level was begun on the same day.
    """

    def at(event: Event) -> dt.datetime:
        if isinstance(event, Choice):
            return event.at
        return max([event.walk.at, *(choice.at for choice in choices if _begins_with(choice, event.walk))])

    events: list[Event] = [*choices, *walks]
    return sorted(events, key=at)


def day_of(event: Event) -> dt.date:
    """The local date of a choice or of a walk."""
    return event.day if isinstance(event, Choice) else event.walk.day


def _begins_with(choice: Choice, walk: Done) -> bool:
    if choice.kind not in _MOVES or walk.planned is None or walk.planned.level != choice.level:
        return False
    is_of_the_day = choice.kind in _LEVEL_BEGINS and walk.day == choice.day
    return is_of_the_day or walk.at <= choice.at <= walk.at + dt.timedelta(seconds=walk.seconds) + _A_SECOND
