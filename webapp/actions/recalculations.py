"""Working old walks out again with today's model, by request: compared first, then done, and undone whole."""

from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from webapp.actions import weeks
from webapp.domain import energy, goals, recalculations
from webapp.domain.costs import UsualPaces
from webapp.domain.goals import Counting
from webapp.domain.recalculations import Comparison
from webapp.storage import goals as goal_store
from webapp.storage import recalculations as store
from webapp.storage import walk_rows
from webapp.storage.models import User
from webapp.storage.recalculations import Counts, Former, Outdated


def compare(session: Session, user: User) -> Comparison:
    """What today's model would change of the walks of an older one, in three queries however many they are."""
    old = (one.walk for one in store.outdated(session, user.id, energy.MODEL))
    paces = goal_store.usual_paces(session, user.id)
    return recalculations.compare(old, paces, counting=Counting(user.counting), first_weekday=user.first_weekday)


def recalculate(session: Session, user: User) -> int:
    """Work the walks of an older model out again, and keep what they were; how many those are."""
    paces, last, done = goal_store.usual_paces(session, user.id), 0, 0
    while chunk := list(islice(store.outdated(session, user.id, energy.MODEL, after=last), store.A_CHUNK)):
        store.keep(session, user.id, chunk)
        store.set_figures(session, user.id, [_worked_out(one, paces) for one in chunk])
        last, done = chunk[-1].id, done + len(chunk)
    _follow(session, user)
    return done


def undo(session: Session, user: User) -> Counts:
    """Put back what walks cost before. One that was changed since stays as it is; how many there are of each."""
    counts = store.counts(session, user.id)
    while chunk := store.former(session, user.id):
        lasted = store.seconds(session, user.id, [one.id for one in chunk])
        store.set_figures(session, user.id, [_as_before(one, lasted[one.id]) for one in chunk])
        store.forget(session, user.id, [one.id for one in chunk])
    store.forget(session, user.id)
    _follow(session, user)
    return counts


def _worked_out(one: Outdated, paces: UsualPaces) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    walk, spent = one.walk, one.walk.costs(paces)
    of_walk = walk_rows.spent(walk.segments, spent, walk.weight_kg, effort=walk.effort)
    return one.id, of_walk, [walk_rows.spent_segment(cost) for cost in spent]


def _as_before(one: Former, seconds: list[int]) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """The figures of before; what counts as vigorous follows the effort, which may have been said since."""
    stretches = [(lasted, segment["met"]) for lasted, segment in zip(seconds, one.of_segments, strict=True)]
    ledger = goals.ledger(stretches, one.effort)
    sorted_out = {"light_seconds": ledger.light_seconds, "vigorous_seconds": ledger.vigorous_seconds}
    return one.id, one.of_walk | sorted_out, one.of_segments


def _follow(session: Session, user: User) -> None:
    """Bring the weeks, and what the session has read of walks, up to their new figures."""
    session.expire_all()
    weeks.rebuild(session, user)
