"""What the API answers: what was entered, and beside it the minutes and the energy."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

from webapp.actions.weeks import ThisWeek
from webapp.domain import costs, documents, energy, walks
from webapp.domain.costs import Cost
from webapp.domain.diaries import Diary
from webapp.domain.energy import Band
from webapp.domain.goals import Ledger
from webapp.domain.progress import WeekSum
from webapp.storage import walk_rows
from webapp.storage.models import SegmentRow, WalkRow

Answer = dict[str, Any]


def walk(row: WalkRow, diary: Diary) -> Answer:
    ledger = Ledger(row.seconds, row.light_seconds, row.vigorous_seconds)
    entered = documents.walk_document(walk_rows.to_domain(row))
    segments = zip(entered["segments"], row.segments, strict=True)
    return entered | {
        "segments": [document | _segment(segment) for document, segment in segments],
        "minutes": row.seconds / 60,
        "backward_minutes": row.backward_seconds / 60,
        "counted_minutes": ledger.counted_seconds(diary.counting) / 60,
        "weight_kg": row.weight_kg,
        "model": row.model,
        **_energy(row),
    }


def nothing() -> Response:
    """It was done, and there is nothing to tell: not even of what kind the nothing is."""
    answer = Response(status=204)
    del answer.headers["Content-Type"]
    return answer


def week(week_sum: WeekSum) -> Answer:
    extra = week_sum.extra_kcal
    return {
        "start": week_sum.week.start.isoformat(),
        "minutes": week_sum.minutes,
        "backward_minutes": week_sum.backward_minutes,
        "counted_minutes": week_sum.counted_minutes,
        "goal_minutes": week_sum.goal_minutes,
        "kcal": week_sum.kcal if week_sum.has_energy else None,
        "extra_kcal": extra.mid if week_sum.has_energy else None,
        "extra_kcal_low": extra.low if week_sum.has_energy else None,
        "extra_kcal_high": extra.high if week_sum.has_energy else None,
    }


def summary(now: ThisWeek, today: dt.date) -> Answer:
    """The running week, flat, for a dashboard at home that shows a figure by its name."""
    on_today = next(day for day in now.days if day.day == today)
    return week(now.sum) | {
        "date": today.isoformat(),
        "today_minutes": on_today.minutes,
        "today_backward_minutes": on_today.backward_minutes,
        "walks": now.sum.walks,
        "minutes_to_go": now.sum.minutes_to_go,
        "days_left": now.sum.week.days_left(today),
        "is_goal_met": now.sum.is_met,
        "streak_weeks": now.streak,
    }


def estimate(segments: Sequence[walks.Segment], weight_kg: float) -> Answer:
    """Segments with their energy, and totals; it knows nothing of anybody's settings."""
    cost = costs.walk_cost(segments, weight_kg)
    return {
        "weight_kg": weight_kg,
        "model": energy.MODEL,
        "segments": [
            documents.segment_document(segment) | _cost(segment, stretch)
            for segment, stretch in zip(segments, cost.stretches, strict=True)
        ],
        "minutes": cost.ledger.seconds / 60,
        "backward_minutes": walks.backward_seconds(segments) / 60,
        **(_bands(cost.kcal, cost.extra_kcal) if cost.kcal and cost.extra_kcal else {}),
    }


def _segment(row: SegmentRow) -> Answer:
    mets = {"met": row.met, "met_forward": row.met_forward, "speed_assumed": row.speed_assumed}
    return {"minutes": row.seconds / 60, **mets, **_energy(row)}


def _cost(segment: walks.Segment, cost: Cost) -> Answer:
    bands = _bands(cost.energy.kcal, cost.energy.extra_kcal) if cost.energy else {}
    mets = {"met": cost.met, "met_forward": cost.met_forward, "speed_assumed": cost.speed.is_assumed}
    return {"minutes": segment.seconds / 60, **mets, **bands}


def _energy(row: WalkRow | SegmentRow) -> Answer:
    return {name: getattr(row, name) for name in _names()}


def _bands(kcal: Band, extra: Band) -> Answer:
    return dict(zip(_names(), (kcal.mid, kcal.low, kcal.high, extra.mid, extra.low, extra.high), strict=True))


def _names() -> Iterable[str]:
    return (f"{name}{end}" for name in ("kcal", "extra_kcal") for end in ("", "_low", "_high"))
