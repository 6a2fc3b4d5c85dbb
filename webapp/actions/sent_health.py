"""What an app on a phone hands on by itself, again and again: each walk and each weight is saved once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import imports, twins, weights
from webapp.actions import walks as actions
from webapp.domain import weeks
from webapp.domain.diaries import Diary
from webapp.domain.imports import CannotImport, Outcome, UnsureAs
from webapp.domain.problems import Invalid
from webapp.domain.walks import Source
from webapp.importers import Found, Recording, Weighing
from webapp.storage import walks as store

# So many are saved before others may write.
A_PIECE = 20


class SentHealth:
    """The walks of one sending, saved some at a time, and what became of them. Nobody can be asked.

    A walk that is like another in the diary is left out; one that may be something else is taken as `unsure` says.
    """

    def __init__(self, diary: Diary, unsure: UnsureAs, *, now: dt.datetime) -> None:
        self._diary, self._unsure, self._now = diary, unsure, now
        self._mine: list[UUID] = []
        self.counts = Counter(dict.fromkeys(Outcome, 0))

    def save(self, session: Session, found: Iterable[Found]) -> None:
        for each in found:
            if isinstance(each, CannotImport):
                self.counts[Outcome.REFUSED] += each.count
            elif isinstance(each, Recording):
                self.counts[self._save(session, each)] += 1

    def _save(self, session: Session, recording: Recording) -> Outcome:
        walk = imports.walk_of(recording, self._diary)
        if store.is_known(session, self._diary, walk.id):
            return Outcome.KNOWN
        twin = twins.twin_of(session, self._diary, walk, besides=self._mine)
        if twin:
            return Outcome.KNOWN if twin.is_same else Outcome.ALIKE
        if recording.doubt and self._unsure is UnsureAs.SKIP:
            return Outcome.UNSURE
        walk = imports.in_mode(walk, self._unsure) if recording.doubt else walk
        try:
            actions.log_walk(session, self._diary, walk, source=Source.IMPORT, now=self._now)
        except Invalid:
            return Outcome.REFUSED
        self._mine.append(walk.id)
        return Outcome.NEW


def save_weights(session: Session, diary: Diary, found: Sequence[Found], *, now: dt.datetime) -> int:
    """Save the first weight of each day that has none; how many there were."""
    by_day: dict[dt.date, float] = {}
    weighings = [each for each in found if isinstance(each, Weighing)]
    for weighing in sorted(weighings, key=lambda weighing: weighing.weighed_at):
        by_day.setdefault(_day(weighing, diary), weighing.weight_kg)
    added, _ = weights.add_weights(session, diary, by_day, today=diary.date_of(now))
    return len(added)


def _day(weighing: Weighing, diary: Diary) -> dt.date:
    if weighing.utc_offset is None:
        return weeks.local(weighing.weighed_at, diary.time_zone).date()
    return weighing.weighed_at.astimezone(dt.timezone(weighing.utc_offset)).date()
