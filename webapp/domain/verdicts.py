"""What a week of the plan says of the next one: go on, the same again, or back; with its reasons.

The rules are those of our table. What was not said is not taken as bad, but the reasons count it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from webapp.domain import programme
from webapp.domain.felt import Done, FeltWalk
from webapp.domain.pain import MOST_FINE, MOST_TOLERABLE

ENOUGH_SESSIONS = 2
LEAST_SHARE = 0.25
MOST_STUMBLES, LAST_SESSIONS = 1, 2
WEEKS_BACK_AFTER_PAIN = 1
# So many weeks held back for one reason, and the plan says so and what may help.
TOLD_AFTER = 3


class Verdict(StrEnum):
    ADVANCE = "advance"
    REPEAT = "repeat"
    BACK = "back"


class VerdictReason(StrEnum):
    """Why; the number beside it is how many sessions, stumbles, points or weeks."""

    SESSIONS = "sessions"
    NO_SESSION = "no_session"
    JUST_BEGUN = "just_begun"
    MISSED = "missed"
    STUMBLES = "stumbles"
    PAIN = "pain"
    MORNING = "morning"
    EFFORT = "effort"
    FALL = "fall"
    WARNING_SIGN = "warning_sign"
    UNSAID = "unsaid"
    STEADY = "steady"


# What keeps somebody in a week until something changes.
KEEPS_BACK = frozenset(
    {VerdictReason.SESSIONS, VerdictReason.STUMBLES, VerdictReason.PAIN, VerdictReason.MORNING, VerdictReason.EFFORT}
)


@dataclass(frozen=True)
class Because:
    reason: VerdictReason
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A finished week: when it was, which week of which level, what it says and why, and whose words are missing.

    `to_level` and `to_week` are where it led; `is_steady` says that pain was above 3, and no worse than it usually is.
    """

    start: dt.date
    level: int
    week: int
    verdict: Verdict
    because: tuple[Because, ...]
    unsaid: tuple[UUID, ...] = ()
    weeks_back: int = 0
    is_steady: bool = False
    to_level: int = 1
    to_week: int = 1


def judge(
    level: int,
    week: int,
    walks: Sequence[FeltWalk],
    *,
    earlier: Sequence[FeltWalk],
    is_begun_late: bool,
    was_steady: bool = False,
) -> Judged:
    """What the walks of a week since the person's last choice say; its start is still to be filled in.

    `earlier` are those of the same week before that choice: they can keep somebody where they are, never move them.
    `is_begun_late` says that the week was chosen after it had begun, `was_steady` that the week before was steady: the
    second one in a row goes on, for steady pain is what knee trials treated.
    """
    sessions = [felt_walk for felt_walk in walks if _is_of_week(felt_walk.walk, level, week)]
    unsaid = tuple(felt_walk.walk.id for felt_walk in sessions if felt_walk.walk.is_unsaid)
    counted = Because(VerdictReason.SESSIONS, _count(sessions))
    against = list(_against(level, week, walks, sessions))
    worst = max((felt_walk.worst for felt_walk in walks if felt_walk.worst is not None), default=0)
    is_steady = worst > MOST_FINE and all(felt_walk.is_steady for felt_walk in (*walks, *earlier))
    if worst > MOST_TOLERABLE:
        verdict, because, weeks_back = Verdict.BACK, against, WEEKS_BACK_AFTER_PAIN
    else:
        against += [reason for reason in _from_before(earlier) if reason not in against]
        is_enough = counted.number >= ENOUGH_SESSIONS
        verdict, because, weeks_back = Verdict.REPEAT, against, 0
        if is_enough and is_steady and was_steady and [reason.reason for reason in against] == [VerdictReason.PAIN]:
            verdict, because = Verdict.ADVANCE, [counted, Because(VerdictReason.STEADY, worst)]
        elif is_enough and not against:
            verdict, because = Verdict.ADVANCE, [counted]
        elif not is_enough:
            few = Because(VerdictReason.JUST_BEGUN) if is_begun_late else counted
            because = [few if counted.number or is_begun_late else Because(VerdictReason.NO_SESSION), *against]
    said = [Because(VerdictReason.UNSAID, len(unsaid))] if unsaid else []
    return Judged(
        start=dt.date.min,
        level=level,
        week=week,
        verdict=verdict,
        because=(*because, *said),
        unsaid=unsaid,
        weeks_back=weeks_back,
        is_steady=is_steady,
        to_level=level,
        to_week=week,
    )


def numbers_done(level: int, week: int, walks: Sequence[FeltWalk]) -> tuple[int, ...]:
    """The numbers of the week's sessions that were done, each once."""
    planned = (felt_walk.walk.planned for felt_walk in walks if _is_of_week(felt_walk.walk, level, week))
    return tuple(sorted({session.session for session in planned if session}))


def _count(sessions: Sequence[FeltWalk]) -> int:
    return len({felt_walk.walk.planned for felt_walk in sessions})


def _is_of_week(walk: Done, level: int, week: int) -> bool:
    """Whether a walk was a session of the week: one that was stopped before a quarter of its minutes backward is none.

    A quarter is what is left of a session when its sets are halved for the pain and once more for shorter sessions.
    """
    if walk.planned is None or walk.planned.level != level:
        return False
    asked = [session for session in programme.LEVELS[level].of_week(week) if session.number == walk.planned.session]
    return bool(asked) and walk.backward_seconds >= max(1, _least_seconds(asked[0]))


def _least_seconds(session: programme.Session) -> float:
    # How long a sled takes over its metres is anybody's pace.
    return 0 if session.metres else session.all_backward_minutes * 60 * LEAST_SHARE


def _against(level: int, week: int, walks: Sequence[FeltWalk], sessions: Sequence[FeltWalk]) -> Iterator[Because]:
    """What speaks against going on."""
    yield from _alarms(walks)
    worst = max((felt_walk.worst for felt_walk in walks if felt_walk.worst is not None), default=0)
    if worst > MOST_FINE:
        yield Because(VerdictReason.PAIN, worst)
    if any(felt_walk.was_worse_next_morning for felt_walk in walks):
        yield Because(VerdictReason.MORNING)
    stumbles = sum(felt_walk.walk.stumbles or 0 for felt_walk in _last(walks, sessions))
    if stumbles > MOST_STUMBLES:
        yield Because(VerdictReason.STUMBLES, stumbles)
    effort = max((felt_walk.walk.effort for felt_walk in sessions if felt_walk.walk.effort is not None), default=0)
    if effort > programme.LEVELS[level].of_week(week)[0].effort_max:
        yield Because(VerdictReason.EFFORT, effort)


def _alarms(walks: Sequence[FeltWalk]) -> Iterator[Because]:
    if falls := sum(felt_walk.walk.falls or 0 for felt_walk in walks):
        yield Because(VerdictReason.FALL, falls)
    if any(felt_walk.walk.had_warning_sign for felt_walk in walks):
        yield Because(VerdictReason.WARNING_SIGN)


def _from_before(earlier: Sequence[FeltWalk]) -> Iterator[Because]:
    yield from _alarms(earlier)
    worst = max((felt_walk.worst for felt_walk in earlier if felt_walk.worst is not None), default=0)
    if worst > MOST_TOLERABLE:
        yield Because(VerdictReason.PAIN, worst)


def _last(walks: Sequence[FeltWalk], sessions: Sequence[FeltWalk]) -> Sequence[FeltWalk]:
    """The last two sessions, and what else was walked backward from the first of them on."""
    if len(sessions) <= LAST_SESSIONS:
        return walks
    return walks[walks.index(sessions[-LAST_SESSIONS]) :]
