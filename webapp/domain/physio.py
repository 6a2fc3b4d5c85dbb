"""A period of walks as a physiotherapist reads it: the dose, how steadily it was kept, and how it went.

Nothing here judges: figures are counted from what was said, and each says in how many walks it was said.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple
from uuid import UUID

from webapp.domain import pain, programme, self_tests
from webapp.domain.pain import PainChange, Scored
from webapp.domain.periods import Period, are_months, months_in, weeks_in
from webapp.domain.progress import WeekSum
from webapp.domain.records import BestResult
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.stumbles import Count, counted
from webapp.domain.walks import Planned, Site, WarningSign


class ReportedWalk(NamedTuple):
    """A walk without its stretches. What is None was not said."""

    uuid: UUID
    day: dt.date
    seconds: int
    backward_seconds: int
    rails: bool
    with_partner: bool
    effort: int | None
    stumbles: int | None
    falls: int | None
    warning_signs: tuple[WarningSign, ...]
    planned: Planned | None
    note: str


class ReportedStretch(NamedTuple):
    """A backward stretch; `kmh` is None when neither a speed nor a distance was entered."""

    seconds: int
    kmh: float | None
    grade_percent: float
    load_kg: float
    sled_kg: float


@dataclass(frozen=True, kw_only=True)
class Volume:
    """Walks of some days added up: of a week or a month, or of its part that lies in the period."""

    first: dt.date
    last: dt.date
    walks: int
    forward_minutes: float
    backward_minutes: float
    backward_walks: int


class Said(NamedTuple):
    """A figure, and in how many walks or stretches it was said."""

    value: float
    times: int


class Stumbles(NamedTuple):
    """The stumbles of the backward walks where they were said, and how many walks these are."""

    said: Count
    walks: int


class PlanCourse(NamedTuple):
    """How far the plan went: the newest session, and how many of those planned were done."""

    level: int
    week: int
    done: int
    planned: int
    began: dt.date


class Weeks(NamedTuple):
    """Weeks that reached their goal, of those that are over; weeks away apart."""

    met: int
    over: int
    away: int


class SitePain(NamedTuple):
    """The worst pain of each walk at one site, 0 to 10: means of weeks, and the highest.

    `very_first` is from the beginning of the diary, `first` and `last` from the period, as are the next mornings.
    """

    site: Site
    very_first: float | None
    first: float | None
    last: float | None
    next_morning: float | None
    worst: int
    change: PainChange
    sessions: int


class Tested(NamedTuple):
    """The results of one self test on one side."""

    kind: SelfTestKind
    side: Side | None
    first: BestResult
    last: BestResult
    best: float
    times: int


def doses(outings: Sequence[ReportedWalk], period: Period, first_weekday: int) -> list[Volume]:
    """The dose of each week of the period, or of each month of a long one, oldest first."""
    long = are_months(period, first_weekday)
    spans = months_in(period) if long else ((week.start, week.end) for week in weeks_in(period, first_weekday))
    return [dose(outings, Period(max(first, period.first), min(last, period.last))) for first, last in spans]


def dose(outings: Iterable[ReportedWalk], period: Period) -> Volume:
    """The walks of a period added up, in minutes."""
    walks = [outing for outing in outings if period.first <= outing.day <= period.last]
    backward = sum(outing.backward_seconds for outing in walks)
    return Volume(
        first=period.first,
        last=period.last,
        walks=len(walks),
        forward_minutes=(sum(outing.seconds for outing in walks) - backward) / 60,
        backward_minutes=backward / 60,
        backward_walks=sum(outing.backward_seconds > 0 for outing in walks),
    )


def typical_kmh(stretches: Sequence[ReportedStretch]) -> Said | None:
    """The pace in km/h that half of the backward time was slower than; of stretches whose pace was entered."""
    known = sorted((stretch.kmh, stretch.seconds) for stretch in stretches if stretch.kmh)
    half, gone = sum(seconds for _, seconds in known) / 2, 0
    for kmh, seconds in known:
        gone += seconds
        if gone >= half:
            return Said(kmh, len(known))
    return None


def most(values: Iterable[float]) -> Said | None:
    """The highest of what is above nothing, such as the steepest slope, and how many are."""
    positive = [value for value in values if value > 0]
    return Said(max(positive), len(positive)) if positive else None


def effort(outings: Iterable[ReportedWalk]) -> Said | None:
    """The median effort, 0 to 10."""
    said = [outing.effort for outing in outings if outing.effort is not None]
    return Said(median(said), len(said)) if said else None


def stumbles(outings: Iterable[ReportedWalk]) -> Stumbles | None:
    """The stumbles of the backward walks that say any or none; None when none says it."""
    said = [
        (outing.stumbles, outing.backward_seconds)
        for outing in outings
        if outing.stumbles is not None and outing.backward_seconds
    ]
    count = counted(said)
    return Stumbles(count, len(said)) if count else None


def falls(outings: Iterable[ReportedWalk]) -> Said | None:
    said = [outing.falls for outing in outings if outing.falls is not None]
    return Said(sum(said), len(said)) if said else None


def course(
    outings: Sequence[ReportedWalk], period: Period, first_weekday: int, away: Collection[dt.date]
) -> PlanCourse | None:
    """Sessions of the plan against those that its level has in the weeks since the first one; weeks away ask for none.

    `away` are the starts of the weeks marked ill or away.
    """
    sessions = [(outing.day, outing.planned) for outing in outings if outing.planned]
    if not sessions:
        return None
    began, (_, newest) = min(day for day, _ in sessions), max(sessions)
    level = programme.LEVELS[newest.level]
    asked = [week for week in weeks_in(Period(began, period.last), first_weekday) if week.start not in away]
    # A number past the table can come from a script.
    week = level.session(min(newest.session, len(level.sessions))).week
    return PlanCourse(newest.level, week, len(sessions), level.days_a_week * len(asked), began)


def goals(sums: Iterable[WeekSum], period: Period, *, today: dt.date) -> Weeks:
    """How many weeks reached their goal: those that lie in the period whole, and the running one once it did."""
    begun = [week_sum for week_sum in sums if period.first <= week_sum.week.start]
    over = [week_sum for week_sum in begun if week_sum.week.end <= period.last and week_sum.week.end < today]
    now = (week_sum for week_sum in begun if week_sum.week.start <= today <= week_sum.week.end)
    running = [week_sum for week_sum in now if period.last == today and week_sum.is_met]
    counted = [week_sum for week_sum in (*over, *running) if not week_sum.is_away]
    return Weeks(sum(week_sum.is_met for week_sum in counted), len(counted), sum(week_sum.is_away for week_sum in over))


def pains(scored: Iterable[tuple[Site, Scored]], began: Iterable[tuple[Site, Scored]] = ()) -> list[SitePain]:
    """Each site with a worst score in the period, given oldest first, by the rules of `pain.course`.

    `began` is what was said of the sites when their diary began, before the period or in it.
    """
    by_site, beginnings = _by_site(scored), _by_site(began)
    return [_scores(site, by_site[site], beginnings.get(site, [])) for site in Site if site in by_site]


def tested(results: Sequence[BestResult]) -> list[Tested]:
    """The results of each kind and side, given oldest first; the better one is what the kind's rule says."""
    by_kind: dict[tuple[SelfTestKind, Side | None], list[BestResult]] = {}
    for result in results:
        by_kind.setdefault((result.kind, result.side), []).append(result)
    return [
        Tested(kind, side, some[0], some[-1], self_tests.best(kind, [result.value for result in some]), len(some))
        for (kind, side), some in sorted(by_kind.items(), key=lambda pair: [*SelfTestKind].index(pair[0][0]))
    ]


def _by_site(scored: Iterable[tuple[Site, Scored]]) -> dict[Site, list[Scored]]:
    by_site: dict[Site, list[Scored]] = {}
    for site, entry in scored:
        if entry.pain.worst is not None:
            by_site.setdefault(site, []).append(entry)
    return by_site


def _scores(site: Site, scored: Sequence[Scored], began: Sequence[Scored]) -> SitePain:
    course = pain.course(scored)
    if course is None:
        raise ValueError("a site without scores has no course")
    worst = max(entry.pain.worst or 0 for entry in scored)
    return SitePain(
        site=site,
        very_first=pain.at_first(began),
        first=course.first_mean,
        last=course.lately_mean,
        next_morning=pain.mornings_lately(scored),
        worst=worst,
        change=course.change,
        sessions=course.sessions,
    )
