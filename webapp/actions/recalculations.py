"""Working old walks out again with today's model, by request: compared first, then done, and undone whole."""

from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from webapp.actions import weeks
from webapp.domain import energy, goals, recalculations
from webapp.domain.costs import UsualPaces
from webapp.domain.diaries import Diary
from webapp.domain.recalculations import Comparison
from webapp.storage import goals as goal_store
from webapp.storage import recalculations as store
from webapp.storage import walk_rows
from webapp.storage.recalculations import Counts, Former, Outdated


def compare(session: Session, diary: Diary) -> Comparison:
    """What today's model would change of the walks of an older one, in three queries however many they are."""
    old = (outdated.walk for outdated in store.outdated(session, diary, energy.MODEL))
    paces = goal_store.usual_paces(session, diary)
    return recalculations.compare(old, paces, counting=diary.counting, first_weekday=diary.first_weekday)


def recalculate(session: Session, diary: Diary) -> int:
    """Work the walks of an older model out again, and keep what they were; how many those are."""
    paces, last, done = goal_store.usual_paces(session, diary), 0, 0
    while chunk := list(islice(store.outdated(session, diary, energy.MODEL, after=last), store.A_CHUNK)):
        store.keep(session, diary, chunk)
        store.set_figures(session, diary, [_worked_out(outdated, paces) for outdated in chunk])
        last, done = chunk[-1].id, done + len(chunk)
    _follow(session, diary)
    return done


def undo(session: Session, diary: Diary) -> Counts:
    """Put back what walks cost before. One that was changed since stays as it is; how many there are of each."""
    counts = store.counts(session, diary)
    while chunk := store.former(session, diary):
        lasted = store.seconds(session, diary, [former.id for former in chunk])
        store.set_figures(session, diary, [_as_before(former, lasted[former.id]) for former in chunk])
        store.forget(session, diary, [former.id for former in chunk])
    store.forget(session, diary)
    _follow(session, diary)
    return counts


def _worked_out(outdated: Outdated, paces: UsualPaces) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    cost = outdated.walk.cost(paces)
    return outdated.id, walk_rows.spent(cost), [walk_rows.spent_segment(stretch) for stretch in cost.stretches]


def _as_before(former: Former, seconds: list[int]) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """The figures of before; what counts as vigorous follows the effort, which may have been said since."""
    stretches = [(lasted, segment["met"]) for lasted, segment in zip(seconds, former.of_segments, strict=True)]
    ledger = goals.ledger(stretches, former.effort)
    sorted_out = {"light_seconds": ledger.light_seconds, "vigorous_seconds": ledger.vigorous_seconds}
    return former.id, former.of_walk | sorted_out, former.of_segments


def _follow(session: Session, diary: Diary) -> None:
    """Bring the weeks, and what the session has read of walks, up to their new figures."""
    session.expire_all()
    weeks.rebuild(session, diary)
