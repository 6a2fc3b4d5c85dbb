"""Body weight, dated. Walks keep the energy they were saved with."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from webapp.actions import walks
from webapp.domain import body
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid
from webapp.storage import walks as walk_store
from webapp.storage import weights as store


def set_weight(session: Session, diary: Diary, day: dt.date, weight_kg: float, *, today: dt.date) -> bool:
    """Set the body weight in kg (20 to 400) of a day until today.

    The first weight ever fills the energy of the walks that were saved without one; whether it did, and no other walk
    rests on the same weight. Raises Invalid.
    """
    body.check_weight(weight_kg, day, today)
    is_first = not walk_store.is_worked_out_with(session, diary, weight_kg)
    store.set_on(session, diary, day, weight_kg)
    session.flush()
    return bool(walks.fill_energy(session, diary)) and is_first


def add_weights(
    session: Session, diary: Diary, by_day: Mapping[dt.date, float], *, today: dt.date
) -> tuple[list[dt.date], int]:
    """Set the body weights in kg of the days that have none; which those were, and how many weights can't be right."""
    has_weight = {measured.day for measured in store.newest_first(session, diary)}
    fits = {day: weight_kg for day, weight_kg in by_day.items() if _is_possible(weight_kg, day, today)}
    added = sorted(fits.keys() - has_weight)
    for day in added:
        store.add_on(session, diary, day, round(fits[day], 2))
    session.flush()
    if added:
        walks.fill_energy(session, diary)
    return added, len(by_day) - len(fits)


def _is_possible(weight_kg: float, day: dt.date, today: dt.date) -> bool:
    try:
        body.check_weight(weight_kg, day, today)
    except Invalid:
        return False
    return True


def take_back_weight(session: Session, diary: Diary, day: dt.date, *, has_filled: bool) -> None:
    """Undo the entry of a day. The walks that the only one has filled have no energy again; the next one fills them."""
    weight_kg = store.find(session, diary, day)
    store.remove_on(session, diary, day)
    session.flush()
    if has_filled and weight_kg is not None and store.on(session, diary, day) is None:
        walks.forget_energy(session, diary, weight_kg)


def remove_weight(session: Session, diary: Diary, day: dt.date) -> None:
    """Remove the weight of a day."""
    store.remove_on(session, diary, day)
