"""Everything that belongs to a person, row by row, for the document that they take along.

What is here is decided by the tables: a column that is added to one of them is in the document by itself.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from webapp.domain.diaries import Diary
from webapp.storage.access_models import PageLink
from webapp.storage.bulk_edit_models import BulkEdit
from webapp.storage.coach_models import PainSite, PlanChoice, ResultRow, SafetyCheck, StrengthDay, Waist
from webapp.storage.columns import Base, table
from webapp.storage.going_out_models import Reminder
from webapp.storage.import_models import ImportBatch, ImportRow, LayoutRow
from webapp.storage.models import (
    AwayWeek,
    FormerFigures,
    Goal,
    RunningWalkRow,
    User,
    UsualPace,
    WalkRow,
    Weight,
)
from webapp.storage.rule_models import DirectionRuleRow, RuleBatchRow, RuleChangeRow

Belonging = Mapping[str, Any]
# How many rows are in memory at once.
A_CHUNK = 50
# Numbers of this database, which mean nothing in another, and the place of a stretch, which its list says.
# So are the files that this server has still to read.
_OF_THIS_DATABASE = {"id", "user_id", "walk_id", "position", "files", "files_read"}
# What opens a link.
_SECRET = {"token_hash", "pass_hash"}
# Columns whose text is JSON.
_JSON = {"before_edit", "events", "answers", "tries", "figures", "walk", "notes", "weights", "change", "entries"}
_JSON |= {"former", "segments"}
_JSON |= {"sheet", "layout"}
# What of an account is this server's: how its person gets in.
_OF_THIS_SERVER = {"name_key", "password_hash", "role", "created_at", "taken_out_at"}


@dataclass(frozen=True)
class Belongings:
    """The rows of one table that are a person's, in the order in which they are written out."""

    name: str
    model: type[Base]
    in_order: tuple[str, ...]


LISTS = (
    Belongings("away_weeks", AwayWeek, ("marked_on",)),
    Belongings("bulk_edits", BulkEdit, ("chosen_at", "id")),
    Belongings("direction_rules", DirectionRuleRow, ("id",)),
    Belongings("goals", Goal, ("starts_on",)),
    Belongings("import_batches", ImportBatch, ("started_at", "id")),
    Belongings("import_rows", ImportRow, ("id",)),
    Belongings("layouts", LayoutRow, ("chosen_at", "id")),
    Belongings("page_links", PageLink, ("made_at", "id")),
    Belongings("pain_sites", PainSite, ("site",)),
    Belongings("plan_choices", PlanChoice, ("chosen_at", "id")),
    Belongings("reminders", Reminder, ("minute",)),
    Belongings("rule_batches", RuleBatchRow, ("applied_at", "id")),
    Belongings("rule_changes", RuleChangeRow, ("id",)),
    Belongings("running_walks", RunningWalkRow, ("uuid",)),
    Belongings("safety_checks", SafetyCheck, ("answered_at",)),
    Belongings("self_tests", ResultRow, ("done_at", "uuid")),
    Belongings("strength_days", StrengthDay, ("done_on",)),
    Belongings("usual_paces", UsualPace, ("mode",)),
    Belongings("waists", Waist, ("measured_on",)),
    Belongings("weights", Weight, ("weighed_on",)),
)


def person(session: Session, diary: Diary) -> Belonging:
    """What a person chose about themselves and how their diary counts."""
    user = session.get_one(User, diary.user_id)
    return {name: value for name, value in _belonging(user).items() if name in columns_of_person()}


def columns_of_person() -> list[str]:
    return [name for name in columns_of(User) if name not in _OF_THIS_SERVER]


def of(session: Session, diary: Diary, belongings: Belongings) -> Iterator[Belonging]:
    """The rows of a table that are this person's."""
    columns = table(belongings.model).c
    mine = select(belongings.model).where(columns.user_id == diary.user_id)
    mine = mine.order_by(*(columns[name] for name in belongings.in_order))
    for row in session.scalars(mine.execution_options(yield_per=A_CHUNK)):
        yield _belonging(row)


def walks(session: Session, diary: Diary) -> Iterator[Belonging]:
    """Every walk with its segments and pain, also in the bin, by start and id; some at a time."""
    whole = (selectinload(WalkRow.segments), selectinload(WalkRow.pains))
    mine = select(WalkRow, FormerFigures).where(WalkRow.user_id == diary.user_id).options(*whole)
    mine = mine.outerjoin(FormerFigures, FormerFigures.walk_id == WalkRow.id).order_by(WalkRow.started_at, WalkRow.uuid)
    for row, former in session.execute(mine.execution_options(yield_per=A_CHUNK)):
        yield {
            **_belonging(row),
            "segments": [_belonging(segment) for segment in row.segments],
            "pain": [_belonging(pain) for pain in sorted(row.pains, key=lambda pain: pain.site)],
            "former_figures": _belonging(former) if former else None,
        }
        session.expunge(row)


def is_json(name: str) -> bool:
    """Whether the text of a column is JSON."""
    return name in _JSON


def columns_of(model: type[Base]) -> dict[str, str]:
    """The columns of a table that are written out, and what they are called there."""
    names = [column.name for column in table(model).columns if column.name not in _OF_THIS_DATABASE | _SECRET]
    return {name: "id" if name == "uuid" else name for name in names}


def _belonging(row: Base) -> dict[str, Any]:
    return {shown: _plain(name, getattr(row, name)) for name, shown in columns_of(type(row)).items()}


def _plain(name: str, value: Any) -> Any:
    """A value as JSON knows it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return json.loads(value) if is_json(name) else value
