"""Pain around a walk: what it says about the dose, and when it has changed by more than chance.

Scores are the Numeric Rating Scale, NRS: 0 is no pain, 10 the worst imaginable. The traffic light follows the
pain-monitoring model (Thomee 1997, Phys Ther 77:1690-1703), with our own steps. A change is called meaningful at 2
points and 30 percent (Salaffi 2004, Eur J Pain 8:283-291; Farrar 2001, Pain 94:149-158).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import groupby, takewhile
from statistics import fmean, median
from typing import NamedTuple

from webapp.domain import weeks
from webapp.domain.walks import Pain

CALM, MOST_FINE, MOST_TOLERABLE = 2, 3, 5
WORSE_NEXT_MORNING = 2
# Twice in a row above these stops: 5 only where it is 2 above usual as well, 7 whatever is usual.
MOST_BEARABLE, ABOVE_USUAL = 7, 2
STEADY_ABOVE_USUAL = 1
# Usual is what lately was said before walks, as soon as that is enough to say it.
USUAL_SPAN, FEWEST_BEFORES = dt.timedelta(days=28), 3
# One score alone swings by 1.77 points (German spine cohort, doi 10.1055/a-1304-3677), so a mean needs three.
FEWEST_SESSIONS, FEWEST_SCORES = 8, 3
MEANINGFUL_POINTS, MEANINGFUL_SHARE = 2.0, 0.30
SLIGHT_POINTS, SLIGHT_SHARE = 1.0, 0.15
BASELINE = dt.timedelta(days=7)


class Light(IntEnum):
    """Green: carry on. Amber: the same dose, not more. Red: halve the dose and rest a day."""

    GREEN = 0
    AMBER = 1
    RED = 2


class PainChange(StrEnum):
    """How pain compares with what it was at first."""

    TOO_EARLY = "too_early"
    BETTER = "better"
    SLIGHTLY_BETTER = "slightly_better"
    NO_CLEAR_CHANGE = "no_clear_change"
    SLIGHTLY_WORSE = "slightly_worse"
    WORSE = "worse"


def light(worst: int | None, next_morning: int | None, usual: float | None) -> Light | None:
    """The traffic light of one site after a walk; None when nothing was said of it.

    `worst` is the worst during or after, `usual` what `usual()` makes of the scores before walks. Where these were
    never said, a next morning above 5 is red as well.
    """
    too_much = MOST_TOLERABLE + 1 if usual is None else usual + WORSE_NEXT_MORNING
    is_bad_morning = next_morning is not None and next_morning >= too_much
    if is_bad_morning or (worst is not None and worst > MOST_TOLERABLE):
        return Light.RED
    if worst is None:
        return None
    return Light.GREEN if worst <= CALM else Light.AMBER


class Before(NamedTuple):
    """How a site was before a walk, 0 to 10, and the day."""

    day: dt.date
    score: int


def usual(befores: Sequence[Before], day: dt.date) -> float | None:
    """What a site usually feels like on a day, from the scores before walks until then, oldest first.

    It is the median of those of the last 28 days, or of all while there are not three of these; None without any.
    """
    recent = recent_scores(befores, day)
    scores = recent if len(recent) >= FEWEST_BEFORES else [before.score for before in befores]
    return float(median(scores)) if scores else None


def recent_scores(befores: Sequence[Before], day: dt.date) -> list[int]:
    """The scores before walks of the last 28 days, the newest first."""
    recent = takewhile(lambda before: before.day > day - USUAL_SPAN, reversed(befores))
    return [before.score for before in recent]


def is_high(pain: Pain) -> bool:
    """Whether a score during, after or on the next morning is above 5."""
    return _highest(pain) > MOST_TOLERABLE


def is_too_much(pain: Pain, usual: float | None) -> bool:
    """Whether a site hurt so much around a walk that twice in a row means to stop.

    That is a score during, after or on the next morning above 7, or one above 5 and 2 points above usual.
    """
    worst = _highest(pain)
    is_unusual = usual is None or worst >= usual + ABOVE_USUAL
    return worst > MOST_BEARABLE or (is_high(pain) and is_unusual)


def _highest(pain: Pain) -> int:
    return max((score for score in (pain.worst, pain.next_morning) if score is not None), default=0)


def change(first: Sequence[float], lately: Sequence[float], *, sessions: int) -> PainChange:
    """How the mean of the last scores compares with that of the first ones.

    Nothing is claimed under eight sessions, or with fewer than three scores on either side.
    """
    if sessions < FEWEST_SESSIONS or min(len(first), len(lately)) < FEWEST_SCORES:
        return PainChange.TOO_EARLY
    before, difference = fmean(first), fmean(lately) - fmean(first)
    if _reaches(difference, before, MEANINGFUL_POINTS, MEANINGFUL_SHARE):
        return PainChange.BETTER if difference < 0 else PainChange.WORSE
    if _reaches(difference, before, SLIGHT_POINTS, SLIGHT_SHARE):
        return PainChange.SLIGHTLY_BETTER if difference < 0 else PainChange.SLIGHTLY_WORSE
    return PainChange.NO_CLEAR_CHANGE


def is_steady(pain: Pain, usual: float | None) -> bool:
    """Whether a site was fine during and after a walk, or no more than 1 point above usual, next morning included.

    Fine is up to 3; above 5 nothing is steady. What was not said of the next morning is not taken as bad.
    """
    if pain.worst is None or pain.worst <= MOST_FINE:
        return True
    most = -1.0 if usual is None else usual + STEADY_ABOVE_USUAL
    return pain.worst <= min(most, MOST_TOLERABLE) and (pain.next_morning is None or pain.next_morning <= most)


@dataclass(frozen=True)
class Scored:
    """What was said of one site around one walk."""

    day: dt.date
    pain: Pain


@dataclass(frozen=True, kw_only=True)
class SiteCourse:
    """How one site has been doing. `sessions` are the walks with a worst score; the means are of those scores."""

    last: Scored
    light: Light | None
    is_too_much_twice: bool
    change: PainChange
    sessions: int
    first_mean: float | None
    lately_mean: float | None


def course(scored: Sequence[Scored]) -> SiteCourse | None:
    """The course of one site over its walks, oldest first; None without any.

    At first is the seven days from the first worst score on, and longer until there are three; lately is the last seven
    days with scores, likewise, and never reaches into the first ones.
    """
    if not scored:
        return None
    last_two = [(scored[index].pain, _usual_at(scored, index)) for index in range(max(0, len(scored) - 2), len(scored))]
    last, usually = last_two[-1]
    worst = [(entry.day, entry.pain.worst) for entry in scored if entry.pain.worst is not None]
    first, lately = _sides(worst)
    return SiteCourse(
        last=scored[-1],
        light=light(last.worst, last.next_morning, usually),
        is_too_much_twice=[is_too_much(*pain_and_usual) for pain_and_usual in last_two] == [True, True],
        change=change(first, lately, sessions=len(worst)),
        sessions=len(worst),
        first_mean=fmean(first) if first else None,
        lately_mean=fmean(lately) if lately else None,
    )


def at_first(scored: Sequence[Scored]) -> float | None:
    """The mean of the worst scores that a diary began with, given oldest first; None without any."""
    worst = [(entry.day, entry.pain.worst) for entry in scored if entry.pain.worst is not None]
    return fmean(_sides(worst)[0]) if worst else None


def mornings_lately(scored: Sequence[Scored]) -> float | None:
    """The mean of what was said on mornings after walks of the last seven days with one; None without any."""
    said = [(entry.day, entry.pain.next_morning) for entry in scored if entry.pain.next_morning is not None]
    return fmean(score for day, score in said if day > said[-1][0] - BASELINE) if said else None


@dataclass(frozen=True, kw_only=True)
class PainScores:
    """Scores of one walk, or their means over a week; what was never said is None."""

    day: dt.date
    before: float | None
    worst: float | None
    next_morning: float | None


def of_walks(scored: Sequence[Scored]) -> list[PainScores]:
    """The scores of each walk."""
    return [_mean(entry.day, [entry.pain]) for entry in scored]


def of_weeks(scored: Sequence[Scored], first_weekday: int) -> list[PainScores]:
    """The means of each week that has any; a week stands at its first day."""
    groups = groupby(scored, key=lambda entry: weeks.week_of(entry.day, first_weekday).start)
    return [_mean(start, [entry.pain for entry in group]) for start, group in groups]


def _mean(day: dt.date, pains: Sequence[Pain]) -> PainScores:
    def mean_of(scores: Iterable[int | None]) -> float | None:
        said = [score for score in scores if score is not None]
        return fmean(said) if said else None

    return PainScores(
        day=day,
        before=mean_of(pain.before for pain in pains),
        worst=mean_of(pain.worst for pain in pains),
        next_morning=mean_of(pain.next_morning for pain in pains),
    )


def _usual_at(scored: Sequence[Scored], index: int) -> float | None:
    befores = [Before(entry.day, entry.pain.before) for entry in scored[: index + 1] if entry.pain.before is not None]
    return usual(befores, scored[index].day)


def _sides(worst: Sequence[tuple[dt.date, int]]) -> tuple[list[int], list[int]]:
    """The scores at first and lately. Whoever walks twice a week has three after more than seven days."""
    in_first_week = sum(day < worst[0][0] + BASELINE for day, _ in worst)
    in_last_week = sum(day > worst[-1][0] - BASELINE for day, _ in worst)
    first = max(in_first_week, FEWEST_SCORES)
    lately = max(first, len(worst) - max(in_last_week, FEWEST_SCORES))
    scores = [score for _, score in worst]
    return scores[:first], scores[lately:]


def _reaches(difference: float, before: float, points: float, share: float) -> bool:
    return abs(difference) >= points and abs(difference) >= share * before
