"""One period of somebody's walks, gathered for a physiotherapist."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.actions import weeks as week_actions
from webapp.domain import periods, physio
from webapp.domain.diaries import Diary
from webapp.domain.periods import Period
from webapp.domain.physio import PlanCourse, ReportedWalk, Said, SitePain, Stumbles, Tested, Volume, Weeks
from webapp.storage import physio as store


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the page shows; what is None or empty was not said or did not happen, and is left out there."""

    period: Period
    rows: Sequence[Volume]
    are_months: bool
    whole: Volume
    walks_a_week: float
    backward_walks_a_week: float
    pace_kmh: Said | None
    slope_percent: Said | None
    load_kg: Said | None
    sled_kg: Said | None
    with_rails: int
    with_partner: int
    course: PlanCourse | None
    weeks: Weeks
    stumbles: Stumbles | None
    falls: Said | None
    warnings: Sequence[ReportedWalk]
    effort: Said | None
    pains: Sequence[SitePain]
    tests: Sequence[Tested]
    weights: Sequence[tuple[dt.date, float]]
    notes: Sequence[ReportedWalk]


def report(session: Session, diary: Diary, period: Period, *, today: dt.date) -> Report:
    """The report of a period, in a number of queries that does not grow with its walks."""
    mine = (session, diary, *period)
    outings, stretches = store.outings(*mine), store.backward_stretches(*mine)
    backward = [outing for outing in outings if outing.backward_seconds]
    rows = physio.doses(outings, period, diary.first_weekday)
    whole, length = physio.dose(outings, period), ((period.last - period.first).days + 1) / 7
    scored = store.pains(*mine)
    pains = physio.pains(scored, store.beginnings(session, diary, {site for site, _ in scored}))
    tested = physio.tested(store.results(*mine))
    weeks = periods.weeks_in(period, diary.first_weekday)
    sums = week_actions.between(session, diary, weeks[0], weeks[-1])
    away = [week_sum.week.start for week_sum in sums if week_sum.is_away]
    return Report(
        period=period,
        rows=rows,
        are_months=periods.are_months(period, diary.first_weekday),
        whole=whole,
        walks_a_week=whole.walks / length,
        backward_walks_a_week=whole.backward_walks / length,
        pace_kmh=physio.typical_kmh(stretches),
        slope_percent=physio.most(stretch.grade_percent for stretch in stretches),
        load_kg=physio.most(stretch.load_kg for stretch in stretches),
        sled_kg=physio.most(stretch.sled_kg for stretch in stretches),
        with_rails=sum(outing.rails for outing in backward),
        with_partner=sum(outing.with_partner for outing in backward),
        course=physio.course(outings, period, diary.first_weekday, away),
        weeks=physio.goals(sums, period, today=today),
        stumbles=physio.stumbles(outings),
        falls=physio.falls(outings),
        warnings=[outing for outing in outings if outing.warning_signs],
        effort=physio.effort(outings),
        pains=pains,
        tests=tested,
        weights=store.weights(*mine),
        notes=[outing for outing in outings if outing.note],
    )
