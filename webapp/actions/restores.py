"""A person's own document, taken back: what is new comes in, what has the same id stays as it is here."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from webapp.actions import clocks, walks, weeks
from webapp.actions.restore_reading import ReadDocument
from webapp.domain.diaries import Diary
from webapp.domain.restores import WALKS, OwnChoice, Restored
from webapp.storage import belongings, restores
from webapp.storage import safety as safety_store
from webapp.storage import weights as weight_store
from webapp.storage.belongings import LISTS, Belongings
from webapp.storage.restores import Values, WalkValues

# Choices of which somebody has one at a time: a second one never takes the place of the first.
_SINGLE = {
    "plan_choices": OwnChoice.PLAN,
    "goals": OwnChoice.GOAL,
    "safety_checks": OwnChoice.SAFETY_CHECK,
    "running_walks": OwnChoice.RUNNING_WALK,
}
_BY_NAME = {each.name: each for each in LISTS}


def restore(session: Session, diary: Diary, document: ReadDocument, *, now: dt.datetime) -> Restored:
    """Take in what a document has and this diary has not. Nothing that is here changes."""
    was_empty = restores.is_empty(session, diary)
    parts: dict[str, _List | _Walks] = {WALKS: _Walks(session, diary)}
    for name, values in document.rows():
        if name not in parts:
            parts[name] = _List(session, diary, _BY_NAME[name])
        parts[name].take(values)
    for part in parts.values():
        part.write()
    kept = {part.kept for part in parts.values()}
    if was_empty:
        diary = restores.set_person(session, diary, _settings(document))
    elif _settings(document).items() - restores.person(session, diary).items():
        kept.add(OwnChoice.SETTINGS)
    session.flush()
    # A reminder may be among it.
    session.info["has_messages"] = True
    _work_out(session, diary, was_empty=was_empty, now=now)
    return Restored(
        new={part.name: part.new for part in parts.values() if part.new},
        here={part.name: part.here for part in parts.values() if part.here},
        kept=tuple(choice for choice in OwnChoice if choice in kept),
        has_settings=was_empty,
    )


def would_mix(session: Session, diary: Diary, document: ReadDocument) -> bool:
    """Whether a document of somebody of another name would come among what is here."""
    here = str(restores.person(session, diary)["name"])
    return here.casefold() != document.name.casefold() and not restores.is_empty(session, diary)


def _settings(document: ReadDocument) -> Values:
    """What was chosen in Settings. The name is how somebody signs in here, and no choice of theirs."""
    return {name: value for name, value in document.person.items() if name != "name"}


def _work_out(session: Session, diary: Diary, *, was_empty: bool, now: dt.datetime) -> None:
    """Work out again what is made from all of it."""
    weeks.rebuild(session, diary)
    # A weight that came in fills the walks that were saved here without any, and the other way round.
    if not was_empty and weight_store.on(session, diary, now.date()) is not None:
        walks.fill_energy(session, diary)
    clocks.note_day(session, now=now)


class _List:
    """The rows of one list: those that are new go in, and a choice that was made here stays."""

    def __init__(self, session: Session, diary: Diary, belonging: Belongings) -> None:
        self.name, self.new, self.here = belonging.name, 0, 0
        self.kept: OwnChoice | None = None
        self._session, self._diary, self._model = session, diary, belonging.model
        rows = restores.rows_of(session, diary, belonging)
        self._known = {restores.identity(belonging.model, values) for values in rows}
        self._first_goal = min((row["starts_on"] for row in rows), default=None) if self.name == "goals" else None
        self._rows: list[Values] = []

    def take(self, values: Values) -> None:
        if restores.identity(self._model, values) in self._known:
            self.here += 1
        elif self._stays_out(values):
            self.kept = _SINGLE[self.name]
        else:
            self.new += 1
            self._rows.append(values)
            if len(self._rows) >= belongings.A_CHUNK:
                self.write()

    def write(self) -> None:
        if self._rows:
            restores.add(self._session, self._diary, self._model, self._rows)
            self._rows.clear()

    def _stays_out(self, values: Values) -> bool:
        """Whether a choice that was made here stays in its place. A goal says nothing of the weeks before it."""
        if not self._known or self.name not in _SINGLE:
            return False
        return self._first_goal is None or values["starts_on"] > self._first_goal


class _Walks:
    """The walks of a document, with all that hangs on them."""

    name, kept = WALKS, None

    def __init__(self, session: Session, diary: Diary) -> None:
        self.new, self.here = 0, 0
        self._session, self._diary = session, diary
        self._known = restores.walk_ids(session, diary)
        check = safety_store.find(session, diary)
        self._answered_at = check.answered_at if check else None
        self._walks: list[WalkValues] = []

    def take(self, given: Any) -> None:
        if given.walk["uuid"] in self._known:
            self.here += 1
            return
        self._note_harm(given.walk)
        self.new += 1
        self._walks.append(given)
        if len(self._walks) >= belongings.A_CHUNK:
            self.write()

    def write(self) -> None:
        if self._walks:
            restores.add_walks(self._session, self._diary, self._walks)
            self._walks.clear()

    def _note_harm(self, values: Values) -> None:
        """A fall or a warning sign after the check that was answered here is news to it."""
        if self._answered_at is not None and values["created_at"] > self._answered_at:
            values["fell_since_check"] = values["fell_since_check"] or bool(values["falls"])
            values["warned_since_check"] = values["warned_since_check"] or bool(values["warning_signs"])
