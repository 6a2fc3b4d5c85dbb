"""What an app on a phone hands on by itself, again and again: each walk and each weight is saved once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy.orm import Session

from webapp.actions import import_saving, imports
from webapp.domain.diaries import Diary
from webapp.domain.imports import Outcome, UnsureAs
from webapp.importers import Found
from webapp.storage import imports as store

# So many are saved before others may write.
A_PIECE = 20


class Taken(NamedTuple):
    """What became of the walks of a sending, and how many weights were new."""

    walks: Mapping[Outcome, int]
    weights: int


class SentHealth:
    """One sending: an import that is saved some at a time. Nobody can be asked.

    A walk that is like another in the diary is left out; one that may be something else is taken as `unsure` says.
    """

    def __init__(self, session: Session, diary: Diary, sender: str, unsure: UnsureAs, *, now: dt.datetime) -> None:
        self._diary, self._now = diary, now
        batch = imports.start(session, diary, uuid4(), now=now, unsure=unsure)
        self._batch, self._part = batch.uuid, imports.next_part(session, diary, batch, sender, now=now)

    def save(self, session: Session, found: Iterable[Found]) -> None:
        batch = store.batch(session, self._diary, self._batch)
        if batch:
            self._part.take(session, batch, found)
            import_saving.save_parts(session, self._diary, batch, self._part.number, now=self._now)

    def end(self, session: Session) -> Taken:
        """What came of it. An import that brought nothing new is not worth a line in the list."""
        batch = store.batch(session, self._diary, self._batch)
        if batch is None:
            return Taken({}, 0)
        weighed = [store.weights_of(row).found for row in store.weights(session, batch, is_saved=True)]
        outcomes = store.outcomes(session, batch)
        taken = Taken(outcomes, sum(len(found.added) for found in weighed if found))
        if not (outcomes.get(Outcome.NEW) or taken.weights):
            store.forget(session, batch)
        return taken
