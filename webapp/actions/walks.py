"""Logging a walk, and changing, deleting, restoring and repeating one. All doors end in `log_walk`."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import clocks, estimates, messages, weeks
from webapp.domain import documents, goals, pain, walks
from webapp.domain.costs import WalkCost
from webapp.domain.diaries import Diary
from webapp.domain.walks import Source
from webapp.storage import figures, walk_rows
from webapp.storage import recalculations as recalculation_store
from webapp.storage import walks as store
from webapp.storage import weights as weight_store
from webapp.storage.figures import Figures
from webapp.storage.models import WalkRow

CostOf = Callable[[walks.Walk], WalkCost]
DAYS_IN_BIN = 30
# Beside the fields of a walk's document, what it cost.
_FIGURES = "figures"


class LoggedWalk(NamedTuple):
    """A walk's row, and whether it is new or was there before."""

    walk: WalkRow
    is_new: bool


def log_walk(session: Session, diary: Diary, walk: walks.Walk, *, source: Source, now: dt.datetime) -> LoggedWalk:
    """Save a walk once: the same id a second time finds the first. Raises Invalid."""
    known = store.find(session, diary, walk.id, in_bin=None) if store.is_known(session, diary, walk.id) else None
    if known:
        return LoggedWalk(known, is_new=False)
    walks.check(walk, now=now)
    cost = _cost(session, diary, walk)
    row = store.add(session, diary, walk, cost, source=source, now=now)
    weeks.refresh(session, diary, {row.walked_on})
    messages.note_walk(session, diary, row, now=now)
    clocks.note_day(session, now=now)
    return LoggedWalk(row, is_new=True)


def log_form(session: Session, diary: Diary, walk: walks.Walk, *, source: Source, now: dt.datetime) -> LoggedWalk:
    """Save what a person sent by a form: a walk in the bin comes back, as it was sent now. Raises Invalid."""
    logged = log_walk(session, diary, walk, source=source, now=now)
    if logged.walk.deleted_at is not None:
        restore_walk(session, diary, logged.walk)
        change_walk(session, diary, logged.walk, walk, now=now)
    return logged


def change_walk(session: Session, diary: Diary, row: WalkRow, walk: walks.Walk, *, now: dt.datetime) -> None:
    """Put a changed walk in place of the one before, which is kept for one Undo. Raises Invalid."""
    _follow(session, diary, change_row(session, diary, row, walk, now=now))


def change_row(
    session: Session,
    diary: Diary,
    row: WalkRow,
    walk: walks.Walk,
    *,
    now: dt.datetime,
    cost_of: CostOf | None = None,
) -> set[dt.date]:
    """As `change_walk`, but for the weeks: the days are answered on which they are to be worked out again."""
    walks.check(walk, now=now)
    before = walk_rows.to_domain(row)
    if walk == before:
        return set()
    note_harm(row, walk, now=now)
    keep_before_edit(row, before, figures.of_row(row))
    return _rewrite(session, diary, row, walk, cost_of=cost_of)


def says_more(walk: walks.Walk, row: WalkRow) -> bool:
    """Whether a walk that a form sent again says what its row does not. What it leaves open was said elsewhere."""
    before = walk_rows.to_domain(row)
    sent = replace(
        before,
        segments=walk.segments,
        started_at=walk.started_at,
        place=walk.place or before.place,
        rails=walk.rails or before.rails,
        effort=before.effort if walk.effort is None else walk.effort,
        note=walk.note or before.note,
    )
    return sent != before


def note_harm(row: WalkRow, walk: walks.Walk, *, now: dt.datetime) -> None:
    """Keep that a fall, much pain or a warning sign was logged, where the changed walk has more of it than its row."""
    if (walk.falls or 0) > (row.falls or 0):
        row.fell_since_check = True
    before = map(walk_rows.to_pain, row.pains)
    if {told for told in walk.pain if pain.is_high(told)} - set(before):
        row.hurt_since_cleared = True
    if set(walk.warning_signs) - set(walk_rows.to_signs(row.warning_signs)):
        row.warned_at, row.warned_since_check = now, True


def count_by_effort(row: WalkRow) -> None:
    """Sort the minutes of a walk by its effort, and by the METs that it has."""
    stretches = [(segment.seconds, segment.met) for segment in row.segments]
    store.write_ledger(row, goals.ledger(stretches, row.effort))


def undo_change(session: Session, diary: Diary, row: WalkRow) -> None:
    """Bring back the walk as it was before its last edit, with what it cost then, if it had one."""
    _follow(session, diary, undo_row(session, diary, row))


def undo_row(session: Session, diary: Diary, row: WalkRow) -> set[dt.date]:
    """As `undo_change`, but for the weeks: the days are answered on which they are to be worked out again."""
    before = before_edit(row)
    if not before:
        return set()
    row.before_edit = None
    # What was saved before any weight was known is worked out, now that one may be.
    had_weight = before.figures and before.figures.of_walk["weight_kg"]
    return _rewrite(session, diary, row, before.walk, former=before.figures if had_weight else None)


class BeforeEdit(NamedTuple):
    """A walk as it was before its last edit, and what it cost; an earlier Backstride did not keep the latter."""

    walk: walks.Walk
    figures: Figures | None


def before_edit(row: WalkRow) -> BeforeEdit | None:
    """What a walk was before its last edit, if that can be undone."""
    if not row.before_edit:
        return None
    document = json.loads(row.before_edit)
    kept = document.pop(_FIGURES, None)
    walk = documents.read_walk(document, time_zone=row.time_zone, new_id=lambda: row.uuid)
    return BeforeEdit(walk, Figures(*kept) if kept else None)


def keep_before_edit(row: WalkRow, walk: walks.Walk, cost: Figures | None) -> None:
    """Keep what a walk was before its last edit, for one Undo."""
    row.before_edit = json.dumps(documents.walk_document(walk) | {_FIGURES: cost})


def delete_walk(session: Session, diary: Diary, row: WalkRow, *, now: dt.datetime) -> None:
    """Move a walk to the bin, and empty this person's bin of what has been there for 30 days."""
    weeks.refresh(session, diary, delete_rows(session, diary, [row], now=now))


def delete_rows(session: Session, diary: Diary, rows: Sequence[WalkRow], *, now: dt.datetime) -> set[dt.date]:
    """As `delete_walk`, but for the weeks: the days are answered on which they are to be worked out again."""
    deleted_at = clocks.begins_to_wait(session, now=now)
    for row in rows:
        row.deleted_at = deleted_at
    session.flush()
    gone = clocks.purge_before(session, dt.timedelta(days=DAYS_IN_BIN), now=now)
    if gone:
        store.empty_bin(session, diary, deleted_before=gone)
    return {row.walked_on for row in rows}


def restore_walk(session: Session, diary: Diary, row: WalkRow) -> None:
    """Take a walk out of the bin."""
    row.deleted_at = None
    session.flush()
    weeks.refresh(session, diary, {row.walked_on})


def repeat_walk(session: Session, diary: Diary, row: WalkRow, *, uuid: UUID, now: dt.datetime) -> LoggedWalk:
    """Log the same walk once more, ended just now. What was felt and written belongs to the other day."""
    before = walk_rows.to_domain(row)
    walk = walks.Walk(
        id=uuid,
        started_at=(now - dt.timedelta(seconds=before.seconds)).replace(microsecond=0),
        time_zone=diary.time_zone,
        segments=before.segments,
        place=before.place,
        rails=before.rails,
    )
    return log_form(session, diary, walk, source=Source.REPEAT, now=now)


def _cost(session: Session, diary: Diary, walk: walks.Walk) -> WalkCost:
    estimate = estimates.estimate(
        session, diary, walk.segments, walk.walked_on, planned=walk.planned, effort=walk.effort
    )
    return estimate.cost


def fill_energy(session: Session, diary: Diary) -> int:
    """Work out the energy of the walks that were saved before any weight was known; how many those were."""
    return _work_out(session, diary, store.without_energy(session, diary))


def forget_energy(session: Session, diary: Diary, weight_kg: float) -> int:
    """Take the energy from the walks that were worked out with a weight which is known no more; how many those were."""
    return _work_out(session, diary, store.worked_out_with(session, diary, weight_kg))


def _work_out(session: Session, diary: Diary, rows: Sequence[WalkRow]) -> int:
    """Work out the energy of walks with what is known now."""
    for row in rows:
        store.write_cost(row, _cost(session, diary, walk_rows.to_domain(row)))
    recalculation_store.mark_changed(session, diary, [row.id for row in rows])
    session.flush()
    weeks.refresh(session, diary, {row.walked_on for row in rows})
    return len(rows)


def _rewrite(
    session: Session,
    diary: Diary,
    row: WalkRow,
    walk: walks.Walk,
    *,
    former: Figures | None = None,
    cost_of: CostOf | None = None,
) -> set[dt.date]:
    """Put a walk into its row; on which days the weeks change. Its cost stays, unless what it rests on changed.

    Where something did, `former` are the figures that it gets back; without them it is worked out by today's model.
    """
    days, costs_the_same = {row.walked_on, walk.walked_on}, _costs_the_same(session, diary, row, walk)
    # The weight and the paces are looked up before the row changes: a query would save what is half changed.
    is_new_cost = not (costs_the_same or former)
    cost = (cost_of(walk) if cost_of else _cost(session, diary, walk)) if is_new_cost else None
    store.write(row, walk)
    if former and not costs_the_same:
        store.write_figures(row, former)
    if cost:
        store.write_cost(row, cost)
    else:
        count_by_effort(row)
    if not costs_the_same:
        recalculation_store.mark_changed(session, diary, [row.id])
    return days


def _follow(session: Session, diary: Diary, days: set[dt.date]) -> None:
    session.flush()
    weeks.refresh(session, diary, days)


def _costs_the_same(session: Session, diary: Diary, row: WalkRow, walk: walks.Walk) -> bool:
    """Whether a changed walk has the stretches, the session and the weight by which its row was worked out."""
    before = walk_rows.to_domain(row)
    if (walk.segments, walk.planned) != (before.segments, before.planned):
        return False
    return walk.walked_on == row.walked_on or weight_store.on(session, diary, walk.walked_on) == row.weight_kg
