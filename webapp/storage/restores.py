"""Rows of a person's document, back in their tables: each value is read strictly by the type of its column."""

import datetime as dt
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from webapp.domain.boards import WeekShare
from webapp.domain.bulk_edits import BulkState
from webapp.domain.costs import SpeedFrom
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import TakenBack, TurnedPart
from webapp.domain.energy import Mode
from webapp.domain.fields import Fields
from webapp.domain.goals import Counting
from webapp.domain.imports import BatchState, ImportGroup, Outcome, Refusal, Unsure, UnsureAs
from webapp.domain.problems import Reason
from webapp.domain.safety import Sex
from webapp.domain.self_tests import SelfTestKind, Side
from webapp.domain.standings import ChoiceKind
from webapp.domain.units import DistanceUnit, WeightUnit
from webapp.domain.walks import Place, Site, Source
from webapp.storage import belongings
from webapp.storage.belongings import LISTS, Belongings
from webapp.storage.bulk_edit_models import BulkEdit
from webapp.storage.coach_models import PainSite, PlanChoice, ResultRow, SafetyCheck
from webapp.storage.columns import Base, UtcDateTime, table
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.models import FormerFigures, PainRow, SegmentRow, User, UsualPace, WalkRow
from webapp.storage.rule_models import DirectionRuleRow, RuleChangeRow

Values = dict[str, Any]
Time = TypeVar("Time", dt.datetime, dt.date)
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
# Beyond these a calendar ends in the middle of a week.
_FIRST_INSTANT, _LAST_INSTANT = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (1900, 2200))
# The words that a column may hold: a page that meets another one would break.
CHOICES: Mapping[tuple[type[Base], str], type[StrEnum]] = {
    (User, "weight_unit"): WeightUnit,
    (User, "distance_unit"): DistanceUnit,
    (User, "counting"): Counting,
    (User, "shares_week"): WeekShare,
    (WalkRow, "place"): Place,
    (WalkRow, "source"): Source,
    (SegmentRow, "mode"): Mode,
    (SegmentRow, "speed_from"): SpeedFrom,
    (PainRow, "site"): Site,
    (PainSite, "site"): Site,
    (UsualPace, "mode"): Mode,
    (PlanChoice, "kind"): ChoiceKind,
    (ResultRow, "kind"): SelfTestKind,
    (ResultRow, "side"): Side,
    (SafetyCheck, "sex"): Sex,
    (BulkEdit, "state"): BulkState,
    (ImportBatch, "state"): BatchState,
    (ImportBatch, "unsure"): UnsureAs,
    (ImportRow, "outcome"): Outcome,
    (ImportRow, "doubt"): Unsure,
    (ImportRow, "also_doubt"): Unsure,
    (ImportRow, "reason"): Refusal,
    (ImportRow, "answer"): UnsureAs,
    (ImportRow, "undone"): ImportGroup,
    (DirectionRuleRow, "place"): Place,
    (DirectionRuleRow, "portion"): TurnedPart,
    (RuleChangeRow, "undone"): TakenBack,
}


class WalkValues(NamedTuple):
    """A walk as the values of its rows, whose numbers are still to come."""

    walk: Values
    segments: list[Values]
    pains: list[Values]
    former: Values | None


def read(fields: Fields, model: type[Base], names: Iterable[str] | None = None) -> Values:
    """The values of a row, or of some of its columns; what is wrong with them is gathered in `fields`."""
    shown = belongings.columns_of(model)
    columns = table(model).c
    return {name: _value(fields, shown[name], columns[name], CHOICES.get((model, name))) for name in names or shown}


def key_columns(model: type[Base]) -> tuple[str, ...] | None:
    """What tells two rows of a person apart; none where there is but one, None where two may be the same."""
    rules = [rule for rule in table(model).constraints if isinstance(rule, UniqueConstraint)]
    made_of = [[column.name for column in rule.columns] for rule in (table(model).primary_key, *rules)]
    for names in made_of:
        if "user_id" in names:
            return tuple(name for name in names if name != "user_id")
    return None


def identity(model: type[Base], values: Values) -> tuple[Hashable, ...]:
    """What makes a row the same as another: its key, or all of it where it has none or there is but one."""
    return tuple(values[name] for name in key_columns(model) or belongings.columns_of(model))


def is_empty(session: Session, diary: Diary) -> bool:
    """Whether a diary holds nothing yet; what its person chose in Settings does not count."""
    owned = [table(WalkRow), *(table(each.model) for each in LISTS)]
    return not any(session.scalar(select(exists().where(rows.c.user_id == diary.user_id))) for rows in owned)


def walk_ids(session: Session, diary: Diary) -> set[UUID]:
    """The ids of all walks, also in the bin."""
    columns = table(WalkRow).c
    return set(session.scalars(select(columns.uuid).where(columns.user_id == diary.user_id)))


def rows_of(session: Session, diary: Diary, belonging: Belongings) -> list[Values]:
    """The rows of a table that are here, as `read` gives those of a document."""
    columns = table(belonging.model).c
    shown = [columns[name] for name in belongings.columns_of(belonging.model)]
    rows = session.execute(select(*shown).where(columns.user_id == diary.user_id))
    return [dict(row._mapping) for row in rows]


def add(session: Session, diary: Diary, model: type[Base], rows: Sequence[Values]) -> None:
    session.execute(insert(table(model)), [{"user_id": diary.user_id, **values} for values in rows])


def add_walks(session: Session, diary: Diary, walks: Sequence[WalkValues]) -> None:
    """Insert walks with their segments, their pain and what they cost before."""
    new = insert(table(WalkRow)).returning(table(WalkRow).c.id, sort_by_parameter_order=True)
    ids = session.scalars(new, [{"user_id": diary.user_id, **each.walk} for each in walks]).all()
    whole = list(zip(ids, walks, strict=True))
    segments = [
        {"walk_id": walk_id, "position": position, **values}
        for walk_id, each in whole
        for position, values in enumerate(each.segments)
    ]
    pains = [{"walk_id": walk_id, **values} for walk_id, each in whole for values in each.pains]
    former = [{"walk_id": walk_id, "user_id": diary.user_id, **each.former} for walk_id, each in whole if each.former]
    for model, rows in ((SegmentRow, segments), (PainRow, pains), (FormerFigures, former)):
        if rows:
            session.execute(insert(table(model)), rows)


def person(session: Session, diary: Diary) -> Values:
    """What a person chose in Settings."""
    row = session.get_one(User, diary.user_id)
    return {name: getattr(row, name) for name in belongings.columns_of_person()}


def set_person(session: Session, diary: Diary, values: Values) -> Diary:
    """Set what a person chose in Settings; the diary counts by it from now on."""
    session.execute(update(User).where(User.id == diary.user_id).values(values))
    row = session.get_one(User, diary.user_id)
    session.refresh(row)
    return row.diary


def _value(fields: Fields, shown: str, column: Column[Any], choice: type[StrEnum] | None) -> Any:
    if fields.document.get(shown) is None:
        fields.known.add(shown)
        return _left_out(fields, shown, column)
    if choice:
        chosen = fields.choice(shown, choice)
        return chosen and chosen.value
    match column.type:
        case Boolean():
            return fields.truth(shown)
        case Integer():
            return _whole(fields, shown)
        case Float():
            return fields.number(shown)
        case UtcDateTime():
            return _within(fields, shown, fields.instant(shown), _FIRST_INSTANT, _LAST_INSTANT)
        case Date():
            return _within(fields, shown, fields.date(shown), _FIRST_INSTANT.date(), _LAST_INSTANT.date())
        case Uuid():
            return fields.uuid(shown)
        case String():
            return _json(fields, shown) if belongings.is_json(column.name) else _text(fields, shown, column.type.length)
    raise TypeError(f"a document has no values of the type {column.type!r}")


def _left_out(fields: Fields, shown: str, column: Column[Any]) -> Any:
    """What stands for a value that an earlier Backstride did not write; where nothing can, it is missing."""
    default = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    if shown in fields.document or default is None:
        if not column.nullable:
            fields.add(shown, Reason.MISSING)
        return None
    return default


def _within(fields: Fields, shown: str, value: Time, first: Time, last: Time) -> Time:
    if not first <= value <= last:
        is_early = value < first
        fields.add(
            shown, Reason.TOO_EARLY if is_early else Reason.IN_THE_FUTURE, f"{first:%Y-%m-%d}" if is_early else None
        )
    return value


def _whole(fields: Fields, shown: str) -> int | None:
    value = fields.whole(shown)
    if value is not None and not _SMALLEST <= value <= _LARGEST:
        fields.add(shown, Reason.TOO_LARGE if value > 0 else Reason.TOO_SMALL, _LARGEST if value > 0 else _SMALLEST)
        return None
    return value


def _text(fields: Fields, shown: str, longest: int | None) -> str:
    value = fields.text(shown)
    if longest is not None and len(value) > longest:
        fields.add(shown, Reason.TOO_LONG, longest)
    return value


def _json(fields: Fields, shown: str) -> str | None:
    fields.known.add(shown)
    value = fields.document[shown]
    if not isinstance(value, Mapping | list):
        fields.add(shown, Reason.NOT_AN_OBJECT)
        return None
    return json.dumps(value)
