"""The plan: five levels of sessions.

Level 1 is exactly our table: six weeks of three sessions from 5 minutes backward to 20, as in the trials (Alghadir
2019: 10 min; Heath 2001: 15 min, three times a week). Of levels 2 to 5 science names the dose in a sentence; the
sessions made of it here are our own reading, and so are all ceilings of effort above level 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from webapp.domain.energy import Band, Mode
from webapp.domain.walks import Planned, Segment

WARM_UP_MINUTES, COOL_DOWN_MINUTES = 5, 3
REST_DAYS = 1
WEEKS = 6
LONGEST_SLED_METRES = 20
SLED_REST_S = (60, 90)
JOG, SLED = 4, 5
# How long one metre with a sled takes: a slow walk. Only for the default of a field.
SECONDS_A_SLED_METRE = 1.5


@dataclass(frozen=True, kw_only=True)
class Session:
    """Sets backward and forward in minutes, between a warm-up and a cool-down forward.

    Paces are in mph and a ceiling, never a target; `effort_max` is on the scale from 0 to 10. `uphill_sets` of the sets
    go up `grade_percent`; `metres` is the length of a set with the sled.
    """

    level: int = 1
    # Sessions of one week that ask for the same are the same, whatever their number in the level.
    number: int = field(compare=False)
    week: int
    sets: int
    backward_minutes: float
    forward_minutes: float
    pace_low_mph: float | None = None
    pace_mph: float
    effort_max: int
    warm_up_minutes: int = WARM_UP_MINUTES
    grade_percent: float = 0.0
    uphill_sets: int = 0
    # Minutes of it that touch the fastest pace.
    fast_minutes: int = 0
    metres: int | None = None

    @property
    def minutes(self) -> float:
        walked = self.sets * (self.backward_minutes + self.forward_minutes)
        return self.warm_up_minutes + walked + COOL_DOWN_MINUTES

    @property
    def all_backward_minutes(self) -> float:
        return self.sets * self.backward_minutes

    @property
    def mode(self) -> Mode:
        return {JOG: Mode.BACKWARD_RUN, SLED: Mode.BACKWARD_SLED}.get(self.level, Mode.BACKWARD_WALK)

    @property
    def assumed_mph(self) -> Band:
        """The speeds of its sets when nobody says one: from the slowest to the fastest, or up to where it may go."""
        if self.pace_low_mph is None:
            return Band(self.pace_mph / 2, self.pace_mph, self.pace_mph)
        return Band(self.pace_low_mph, (self.pace_low_mph + self.pace_mph) / 2, self.pace_mph)

    def with_sets(self, sets: int) -> "Session":
        """The same session with other sets, one at least; the uphill ones are among them."""
        sets = max(1, sets)
        return replace(self, sets=sets, uphill_sets=min(self.uphill_sets, sets))

    def within(self, minutes: float) -> "Session":
        """The same session with no more minutes backward: as many whole sets as fit, or one shorter one."""
        fits = int(minutes / self.backward_minutes + 1e-9)
        return self.with_sets(fits) if fits else replace(self.with_sets(1), backward_minutes=minutes)

    def segments(self) -> tuple[Segment, ...]:
        """The session as a walk's segments: forward between the sets and, after the last one, into the cool-down."""
        rest = Segment(mode=Mode.FORWARD_WALK, seconds=round(self.forward_minutes * 60))
        cool_down = replace(rest, seconds=rest.seconds + COOL_DOWN_MINUTES * 60)
        segments = [replace(rest, seconds=self.warm_up_minutes * 60)]
        for index in range(self.sets):
            grade = self.grade_percent if index < self.uphill_sets else 0.0
            segments.append(Segment(mode=self.mode, seconds=round(self.backward_minutes * 60), grade_percent=grade))
            segments.append(rest if index < self.sets - 1 else cool_down)
        return tuple(segment for segment in segments if segment.seconds)


@dataclass(frozen=True)
class Level:
    """Weeks of as many sessions each."""

    number: int
    sessions: tuple[Session, ...]

    @property
    def days_a_week(self) -> int:
        return len(self.of_week(1))

    def of_week(self, week: int) -> tuple[Session, ...]:
        return self._by_week[week - 1]

    @cached_property
    def _by_week(self) -> tuple[tuple[Session, ...], ...]:
        weeks = range(1, WEEKS + 1)
        return tuple(tuple(session for session in self.sessions if session.week == week) for week in weeks)

    def session(self, number: int) -> Session:
        """A session by its number in the level, from 1."""
        return self.sessions[number - 1]


# Each week's ceilings (pace from, pace to in mph, effort) and its sessions (sets, minutes backward, minutes forward).
_TABLE = (
    ((None, 1.0, 4), ((5, 1, 1), (5, 1, 1), (5, 1, 1))),
    ((1.0, 1.5, 4), ((3, 2, 1), (3, 2, 1), (4, 2, 1))),
    ((None, 1.5, 5), ((4, 2, 1), (3, 3, 1), (3, 3, 1))),
    ((1.5, 2.0, 5), ((2, 5, 2), (2, 5, 2), (4, 3, 1))),
    ((2.0, 2.5, 6), ((3, 4, 1), (2, 6, 2), (3, 5, 1))),
    ((2.0, 3.0, 6), ((3, 5, 1), (2, 8, 2), (2, 10, 2))),
)


def _level_1() -> Iterator[Session]:
    """The table, row by row."""
    number = 0
    for week, ((low, high, effort), sessions) in enumerate(_TABLE, 1):
        for sets, backward, forward in sessions:
            number += 1
            yield Session(
                number=number,
                week=week,
                sets=sets,
                backward_minutes=backward,
                forward_minutes=forward,
                pace_low_mph=low,
                pace_mph=high,
                effort_max=effort,
            )


def _level_2() -> Iterator[Session]:
    """Science: 15 to 20 min backward at 2.5 to 3.5 mph; the last two weeks touch 3.5 mph for 5 min.

    Our reading: two weeks each of 3 x 5, 2 x 8 and 2 x 10 minutes, three days a week; the pace rises with the weeks.
    """
    for number, week in _numbers(3):
        sets, backward, forward = ((3, 5, 1), (2, 8, 2), (2, 10, 2))[(week - 1) // 2]
        yield Session(
            level=2,
            number=number,
            week=week,
            sets=sets,
            backward_minutes=backward,
            forward_minutes=forward,
            pace_low_mph=2.5,
            pace_mph=(2.5, 3.0, 3.5)[(week - 1) // 2],
            effort_max=6,
            fast_minutes=5 if week > 4 else 0,
        )


def _level_3() -> Iterator[Session]:
    """Science: back to 2.0 mph; 5 of 15 min at +2 %, then 5 to 10 min at +5 %, then 5 min at up to +10 %.

    Our reading: 3 x 5 minutes, of which one set goes uphill, or two in week 4; three days a week.
    """
    for number, week in _numbers(3):
        yield Session(
            level=3,
            number=number,
            week=week,
            sets=3,
            backward_minutes=5,
            forward_minutes=1,
            pace_mph=2.0,
            effort_max=6,
            grade_percent=(2.0, 5.0, 10.0)[(week - 1) // 2],
            uphill_sets=2 if week == 4 else 1,
        )


def _level_4() -> Iterator[Session]:
    """Science: after 10 min warm-up 6 x 15 s easy jog and 45 s forward; one more a week to 10, then 20 s, then 30 s.

    Our reading: the fifth week has ten; in the sixth the first session has 20 seconds, the second 30. Two days a week.
    """
    for number, week in _numbers(2):
        yield Session(
            level=JOG,
            number=number,
            week=week,
            sets=min(10, 5 + week),
            backward_minutes=(20 if number == 11 else 30 if number == 12 else 15) / 60,
            forward_minutes=0.75,
            pace_low_mph=3.0,
            pace_mph=4.0,
            effort_max=7,
            warm_up_minutes=10,
        )


def _level_5() -> Iterator[Session]:
    """Science: 4 x 10 m, then 4 to 6 x 15 m, then 6 x 20 m, two weeks each, with rests of 60 to 90 s.

    Our reading: 4 sets in week 3 and 6 in week 4, two days a week; rests are not walked, so they are no minutes.
    """
    for number, week in _numbers(2):
        metres = (10, 15, 20)[(week - 1) // 2]
        yield Session(
            level=SLED,
            number=number,
            week=week,
            sets=4 if week < 4 else 6,
            backward_minutes=round(metres * SECONDS_A_SLED_METRE) / 60,
            forward_minutes=0,
            pace_mph=2.0,
            effort_max=7,
            metres=metres,
        )


def _numbers(days_a_week: int) -> Iterator[tuple[int, int]]:
    """The number of each session with its week."""
    for number in range(1, WEEKS * days_a_week + 1):
        yield number, (number - 1) // days_a_week + 1


LEVEL_1 = tuple(_level_1())
LEVELS: Mapping[int, Level] = {
    number: Level(number, sessions)
    for number, sessions in enumerate(
        (LEVEL_1, tuple(_level_2()), tuple(_level_3()), tuple(_level_4()), tuple(_level_5())), 1
    )
}


def session_of(planned: Planned) -> Session | None:
    """The session that a walk says it was, if the plan has it."""
    level = LEVELS.get(planned.level)
    has_it = level is not None and 1 <= planned.session <= len(level.sessions)
    return level.session(planned.session) if level and has_it else None


def forward_to_go(goal_minutes: float, planned_minutes: float, walked_minutes: float = 0) -> float:
    """Minutes of other walking that reach a week's goal beside the sessions that are still planned; never below 0."""
    return max(0.0, goal_minutes - planned_minutes - walked_minutes)
