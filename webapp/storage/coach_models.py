"""The tables of the coach: what somebody answered, chose, measured and ticked. All of it is private to its person."""

import datetime as dt
import json
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from webapp.storage.columns import Base, Id, Instant, UserId, Word, Zone


class SafetyCheck(Base):
    """The answers before the first backward minute; `answers` is a JSON list of what was said yes to."""

    __tablename__ = "safety_check"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    answered_at: Mapped[Instant]
    birth_year: Mapped[int | None]
    sex: Mapped[Word | None]
    answers: Mapped[str] = mapped_column(Text)
    # A clinician said that it is fine to walk backward.
    is_cleared: Mapped[bool]
    # Rails or a helper every time.
    is_supported: Mapped[bool]


class PlanChoice(Base):
    """A choice about the plan: to start a level, to go on from another week than the rules say, to pause, to resume."""

    __tablename__ = "plan_choice"
    __table_args__ = (Index("ix_plan_choice_order", "user_id", "chosen_at", "id"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    chosen_at: Mapped[Instant]
    chosen_on: Mapped[dt.date]
    kind: Mapped[Word]
    level: Mapped[int]
    week: Mapped[int]
    # Half the sets: the shorter sessions for arthritis.
    is_gentle: Mapped[bool]


class ResultRow(Base):
    """The result of a self test: seconds, metres a second or a count, as its kind says; `tries` is a JSON list."""

    __tablename__ = "test_result"
    __table_args__ = (
        UniqueConstraint("user_id", "uuid"),
        Index("ix_test_result_order", "user_id", "kind", "done_on"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    uuid: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[Word]
    done_at: Mapped[Instant]
    time_zone: Mapped[Zone]
    done_on: Mapped[dt.date]
    value: Mapped[float]
    tries: Mapped[str] = mapped_column(Text)
    had_helper: Mapped[bool]
    side: Mapped[Word | None]
    note: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[Instant | None]

    @property
    def timed(self) -> list[float]:
        """The single tries, in order."""
        return [float(value) for value in json.loads(self.tries)]


class Waist(Base):
    """Waist on a date."""

    __tablename__ = "waist"
    __table_args__ = (UniqueConstraint("user_id", "measured_on"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    measured_on: Mapped[dt.date]
    waist_cm: Mapped[float]


class StrengthDay(Base):
    """A day with strength exercises."""

    __tablename__ = "strength_day"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    done_on: Mapped[dt.date] = mapped_column(primary_key=True)


class PainSite(Base):
    """A site that somebody follows: its pain is asked around each walk."""

    __tablename__ = "pain_site"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    site: Mapped[Word] = mapped_column(primary_key=True)
