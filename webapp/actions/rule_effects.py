"""What direction rules would change, or did: sums before and after, and the walks one by one."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import direction_rules
from webapp.actions.direction_rules import Turn
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import DirectionRule, TakenBack
from webapp.domain.goals import Ledger
from webapp.storage import direction_rules as store
from webapp.storage import walks as walk_store
from webapp.storage.models import WalkRow
from webapp.storage.rule_models import RuleBatchRow

SHOWN = 20


class Figure(NamedTuple):
    """A sum before the rules and after them."""

    before: float
    after: float


class TurnedWalk(NamedTuple):
    """A walk before and after: minutes in all and backward, and extra kcal."""

    uuid: UUID
    walked_on: dt.date
    minutes: float
    backward: Figure
    extra_kcal: Figure


@dataclass(frozen=True, kw_only=True)
class RuleEffect:
    """What changes of some walks; kcal are of those whose energy is known."""

    walks: int
    # Those that stay because their person said the way.
    left: int
    weeks: int
    backward_minutes: Figure
    counted_minutes: Figure
    kcal: Figure
    extra_kcal: Figure
    # The newest of them.
    lines: Sequence[TurnedWalk]


@dataclass(frozen=True)
class BatchOutcome:
    """How many walks a batch turned, what its Undo made of them, and those that stayed as their person left them."""

    walks: int
    minutes: float
    undone: dict[TakenBack, int]
    kept: Sequence[WalkRow]


def of_past(session: Session, diary: Diary, rules: Sequence[DirectionRule], *, also_said: bool) -> RuleEffect:
    """What rules would change of the walks that are there, and how many more they would if their person asked."""
    found = direction_rules.turns(session, diary, rules, also_said=True) if rules else []
    turns = [turn for turn in found if also_said or not turn.is_said]
    lines = [_line(turn) for turn in turns]
    return RuleEffect(
        walks=len(turns),
        left=len(found) - len(turns),
        weeks=len({diary.week_of(turn.row.walked_on).start for turn in turns}),
        backward_minutes=_sum([line.backward for line in lines]),
        counted_minutes=_sum([_counted(turn, diary) for turn in turns]),
        kcal=_sum([Figure(turn.row.kcal or 0, turn.cost.kcal.mid if turn.cost.kcal else 0) for turn in turns]),
        extra_kcal=_sum([line.extra_kcal for line in lines]),
        lines=lines[: -SHOWN - 1 : -1],
    )


def of_batch(session: Session, diary: Diary, batch: RuleBatchRow) -> BatchOutcome:
    """What became of a batch."""
    changes = store.changes(session, batch)
    undone = Counter(TakenBack(change.undone) for change in changes if change.undone)
    kept = [change.uuid for change in changes if change.undone == TakenBack.KEPT][:SHOWN]
    minutes = sum(store.turned_seconds(change) for change in changes) / 60
    rows = walk_store.named(session, diary, kept) if kept else []
    return BatchOutcome(len(changes), minutes, {each: undone[each] for each in TakenBack if undone[each]}, rows)


def _line(turn: Turn) -> TurnedWalk:
    row, extra = turn.row, turn.cost.extra_kcal
    backward = Figure(turn.before.backward_seconds / 60, turn.after.backward_seconds / 60)
    extra_kcal = Figure(row.extra_kcal or 0, extra.mid if extra else 0)
    return TurnedWalk(row.uuid, row.walked_on, row.seconds / 60, backward, extra_kcal)


def _counted(turn: Turn, diary: Diary) -> Figure:
    row = turn.row
    before = Ledger(row.seconds, row.light_seconds, row.vigorous_seconds)
    return Figure(*(ledger.counted_seconds(diary.counting) / 60 for ledger in (before, turn.cost.ledger)))


def _sum(figures: Sequence[Figure]) -> Figure:
    return Figure(sum(figure.before for figure in figures), sum(figure.after for figure in figures))
