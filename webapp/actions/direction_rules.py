"""Direction rules over the past: what they would change, changed in one batch, and that batch taken back."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import clocks, weeks
from webapp.actions import walks as walk_actions
from webapp.domain import costs, direction_rules
from webapp.domain.costs import WalkCost
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import DirectionRule, TakenBack
from webapp.domain.walks import Walk
from webapp.storage import direction_rules as store
from webapp.storage import figures, walk_rows
from webapp.storage import goals as goal_store
from webapp.storage import recalculations as recalculation_store
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store
from webapp.storage.models import WalkRow
from webapp.storage.rule_models import RuleBatchRow, RuleChangeRow

BATCHES_LAST = dt.timedelta(days=30)
# So many walks are asked for at once.
_A_CHUNK = 500


class Turn(NamedTuple):
    """A walk that rules would turn, as it is and as it would be, and what it would cost then."""

    row: WalkRow
    before: Walk
    after: Walk
    cost: WalkCost

    @property
    def is_said(self) -> bool:
        """Whether its person said the way: by minutes backward, or by an edit."""
        return self.before.backward_seconds > 0 or self.row.before_edit is not None


def turns(session: Session, diary: Diary, rules: Sequence[DirectionRule], *, also_said: bool) -> list[Turn]:
    """The walks that rules would change, the oldest first.

    Those with backward minutes, or that were edited, are among them only with `also_said`: their person said the way.
    """
    found = {
        candidate.walk.id: candidate.is_imported
        for candidate in store.candidates(session, diary, only_untouched=not also_said)
        if any(rule.stretches(candidate.walk, is_imported=candidate.is_imported) for rule in rules)
    }
    costing, turned = _Costing(session, diary), list[Turn]()
    for row in _rows(session, diary, list(found)):
        before = walk_rows.to_domain(row)
        after = direction_rules.turned(before, rules, is_imported=found[row.uuid])
        if after != before:
            turned.append(Turn(row, before, after, costing.of(after)))
    return turned


def apply(
    session: Session, diary: Diary, uuid: UUID, rules: Sequence[DirectionRule], *, also_said: bool, now: dt.datetime
) -> RuleBatchRow | None:
    """Turn the walks of the past, once for an id. None where there is nothing to turn."""
    known, found = store.batch(session, diary, uuid), list[Turn]()
    if known is None:
        _forget_old(session, now=now)
        found = turns(session, diary, rules, also_said=also_said)
    if not found:
        return known
    batch = store.add_batch(session, diary, uuid, now=now)
    for row, before, after, cost in found:
        store.add_change(session, batch, before, after, before_edit=row.before_edit)
        walk_actions.keep_before_edit(row, before, figures.of_row(row))
        walk_store.write(row, after)
        walk_store.write_cost(row, cost)
    _follow(session, diary, [turn.row for turn in found])
    return batch


def undo(session: Session, diary: Diary, batch: RuleBatchRow, *, now: dt.datetime) -> None:
    """Take back what a batch turned, but for walks that were changed or deleted since."""
    if batch.undone_at is not None:
        return
    changes, costing = store.changes(session, batch), _Costing(session, diary)
    rows = {row.uuid: row for row in _rows(session, diary, [change.uuid for change in changes])}
    batch.undone_at, taken = now, list[WalkRow]()
    for change in changes:
        row = rows.get(change.uuid)
        change.undone = _verdict(change, row)
        if row and change.undone == TakenBack.TAKEN:
            _take_back(row, change, costing)
            taken.append(row)
    _follow(session, diary, taken)


class _Costing:
    """What walks cost, by the weights and paces of their person, read once however many the walks are."""

    def __init__(self, session: Session, diary: Diary) -> None:
        self._weights = sorted(weight_store.newest_first(session, diary), key=lambda weight: weight.day)
        self._days = [weight.day for weight in self._weights]
        self._paces = goal_store.usual_paces(session, diary)

    def of(self, walk: Walk) -> WalkCost:
        weight_kg, paces = self._weight_on(walk.walked_on), self._paces
        return costs.walk_cost(walk.segments, weight_kg, effort=walk.effort, usual_paces=paces, planned=walk.planned)

    def _weight_on(self, day: dt.date) -> float | None:
        """As `storage.weights.on` has it: the latest until a day, else the earliest."""
        if not self._weights:
            return None
        return self._weights[max(0, bisect_right(self._days, day) - 1)].value


def _verdict(change: RuleChangeRow, row: WalkRow | None) -> TakenBack:
    before = walk_actions.before_edit(row) if row and row.deleted_at is None else None
    if row is None or before is None:
        return TakenBack.GONE
    is_former = store.is_written(change.former, before.walk.segments)
    is_as_turned = store.is_written(change.segments, walk_rows.to_domain(row).segments)
    return TakenBack.TAKEN if is_former and is_as_turned else TakenBack.KEPT


def _take_back(row: WalkRow, change: RuleChangeRow, costing: _Costing) -> None:
    before = walk_actions.before_edit(row)
    if before is None:
        return
    walk_store.write(row, before.walk)
    # What was saved before any weight was known is worked out, now that one may be.
    if before.figures and before.figures.of_walk["weight_kg"]:
        walk_store.write_figures(row, before.figures)
        walk_actions.count_by_effort(row)
    else:
        walk_store.write_cost(row, costing.of(before.walk))
    row.before_edit = change.before_edit


def _follow(session: Session, diary: Diary, rows: Sequence[WalkRow]) -> None:
    """Bring the weeks up to what changed in some walks."""
    if rows:
        recalculation_store.mark_changed(session, diary, [row.id for row in rows])
        session.flush()
        weeks.rebuild(session, diary, min(row.walked_on for row in rows))


def _rows(session: Session, diary: Diary, uuids: Sequence[UUID]) -> Iterator[WalkRow]:
    for first in range(0, len(uuids), _A_CHUNK):
        yield from walk_store.named(session, diary, uuids[first : first + _A_CHUNK])


def _forget_old(session: Session, *, now: dt.datetime) -> None:
    applied_before = clocks.purge_before(session, BATCHES_LAST, now=now)
    if applied_before:
        store.forget_batches(session, applied_before=applied_before)
