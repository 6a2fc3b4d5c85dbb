"""What direction rules do to an import: they turn its walks when those are saved, unless its person leaves them out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain import direction_rules
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import DirectionRule
from webapp.domain.walks import Walk
from webapp.storage import direction_rules as rule_store
from webapp.storage import imports as store
from webapp.storage.import_models import ImportBatch

# More takes a page too long; they are turned all the same.
MOST_TRIED = 2000
SHOWN = 5


@dataclass(frozen=True)
class ImportTurns:
    """What rules would make of the new walks of an import: of each rule how many it turns, and the walks then."""

    new: int
    tried: int
    by_rule: Sequence[tuple[DirectionRule, int]]
    turned: Sequence[tuple[str, Walk]]


def of(session: Session, diary: Diary, batch: ImportBatch) -> list[DirectionRule]:
    """The rules that an import follows."""
    return [] if batch.leaves_rules_out else rule_store.in_order(session, diary)


def effect(session: Session, diary: Diary, batch: ImportBatch, *, new: int) -> ImportTurns | None:
    """What the rules of a person would do to an import with so many new walks; None without any rule."""
    rules = rule_store.in_order(session, diary)
    if not rules:
        return None
    found = store.new_walks(session, batch, limit=MOST_TRIED) if new and not batch.leaves_rules_out else []
    both = [(file, walk, turned(walk, rules, file)) for file, walk in found]
    # What is backward in the file itself is no rule's doing.
    changed = [(file, after) for file, before, after in both if after != before]
    by_rule = [(rule, sum(turned(walk, [rule], file) != walk for file, walk in found)) for rule in rules]
    return ImportTurns(new, len(found), by_rule, changed)


def turned(walk: Walk, rules: Sequence[DirectionRule], file: str) -> Walk:
    """A walk of a file as the rules say that it was; one with backward minutes is left as the file has it."""
    if walk.backward_seconds:
        return walk
    return direction_rules.turned(walk, rules, is_imported=True, file=file)
