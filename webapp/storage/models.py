"""The tables. What people entered stands beside what was worked out from it when it was saved."""

import datetime as dt
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Uuid

from webapp.domain.diaries import Diary
from webapp.domain.goals import Counting
from webapp.domain.roles import Role
from webapp.storage.columns import Base, Id, Instant, Name, UserId, Word, Zone


def _index_where(name: str, condition: str, *columns: str) -> Index:
    """An index of the rows alone that meet a condition; its migration has the condition for PostgreSQL, too.

    Here it would load that dialect, 3 MB, in every process.
    """
    return Index(name, *columns, sqlite_where=text(condition))


class User(Base):
    """A person, with the choices that shape what they see."""

    __tablename__ = "account"
    # The number of somebody who is gone is nobody else's: a phone may still wait to send walks for it.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[Id]
    name: Mapped[Name]
    # The name in one case, so that "Alice" and "alice" are one person.
    name_key: Mapped[str] = mapped_column(String(100), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    # A value of Role.
    role: Mapped[Word] = mapped_column(default="adult", server_default=text("'adult'"))
    created_at: Mapped[Instant]
    # Since when an owner has taken them out of the household; some weeks later they are deleted.
    taken_out_at: Mapped[Instant | None]
    time_zone: Mapped[Zone]
    first_weekday: Mapped[int] = mapped_column(default=0)
    weight_unit: Mapped[Word] = mapped_column(default="kg")
    distance_unit: Mapped[Word] = mapped_column(default="km")
    counting: Mapped[Word] = mapped_column(default="plain")
    theme: Mapped[Word] = mapped_column(default="system")
    # What the household sees of the week: a value of WeekShare.
    shares_week: Mapped[Word] = mapped_column(default="off", server_default=text("'off'"))
    # As the browser asks, or the code of a language.
    language: Mapped[Word] = mapped_column(default="system", server_default=text("'system'"))

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def diary(self) -> Diary:
        return Diary(
            user_id=self.id,
            time_zone=self.time_zone,
            first_weekday=self.first_weekday,
            counting=Counting(self.counting),
        )


class Weight(Base):
    """Body weight on a date."""

    __tablename__ = "weight"
    __table_args__ = (UniqueConstraint("user_id", "weighed_on"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    weighed_on: Mapped[dt.date]
    weight_kg: Mapped[float]


class Goal(Base):
    """Minutes a week, from a date on."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("user_id", "starts_on"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    starts_on: Mapped[dt.date]
    minutes: Mapped[int]


class UsualPace(Base):
    """The speed of a mode when a walk says none."""

    __tablename__ = "usual_pace"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    mode: Mapped[Word] = mapped_column(primary_key=True)
    speed_kmh: Mapped[float]


class AwayWeek(Base):
    """A week that was ill or away; kept as a day in it, so that another first weekday does not move it."""

    __tablename__ = "away_week"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    marked_on: Mapped[dt.date] = mapped_column(primary_key=True)


class WalkRow(Base):
    """One outing, with its sums, so that a list or a week never reads the segments."""

    __tablename__ = "walk"
    __table_args__ = (
        UniqueConstraint("user_id", "uuid"),
        CheckConstraint("seconds > 0", "has_seconds"),
        CheckConstraint("backward_seconds BETWEEN 0 AND seconds", "backward_within_all"),
        _index_where("ix_walk_day", "deleted_at IS NULL", "user_id", "walked_on"),
        Index("ix_walk_start", "user_id", "started_at", "id"),
        _index_where("ix_walk_bin", "deleted_at IS NOT NULL", "user_id", "deleted_at"),
        _index_where("ix_walk_warned", "warned_at IS NOT NULL AND deleted_at IS NULL", "user_id", "warned_at"),
        _index_where("ix_walk_hurt", "hurt_since_cleared AND deleted_at IS NULL", "user_id", "walked_on"),
        _index_where(
            "ix_walk_longest",
            "deleted_at IS NULL",
            "user_id",
            "longest_backward_seconds",
            "walked_on",
        ),
        _index_where("ix_walk_no_energy", "weight_kg IS NULL", "user_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    uuid: Mapped[UUID] = mapped_column(Uuid)
    started_at: Mapped[Instant]
    time_zone: Mapped[Zone]
    walked_on: Mapped[dt.date]
    place: Mapped[Word | None]
    rails: Mapped[bool] = mapped_column(default=False)
    effort: Mapped[int | None]
    stumbles: Mapped[int | None]
    falls: Mapped[int | None]
    attention: Mapped[int | None]
    # Values of WarningSign with commas between them.
    warning_signs: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    # When a warning sign was logged last; it stays when the sign is taken back, so that an Undo brings back both.
    warned_at: Mapped[Instant | None]
    # Whether a fall or a warning sign was logged after the check was answered: no clock is needed to tell.
    fell_since_check: Mapped[bool] = mapped_column(default=False, server_default=false())
    warned_since_check: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Whether much pain was told of it, and no clinician's word came after that.
    hurt_since_cleared: Mapped[bool] = mapped_column(default=False, server_default=false())
    looked_back: Mapped[bool | None]
    with_partner: Mapped[bool] = mapped_column(default=False, server_default=false())
    held_form: Mapped[bool | None]
    plan_level: Mapped[int | None]
    plan_session: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[Word]
    created_at: Mapped[Instant]
    deleted_at: Mapped[Instant | None]
    # What the walk was before its last edit, as JSON, so that the edit can be undone.
    before_edit: Mapped[str | None] = mapped_column(Text)

    seconds: Mapped[int]
    backward_seconds: Mapped[int]
    # The longest stretch backward without a turn, so that a record never reads the segments.
    longest_backward_seconds: Mapped[int]
    light_seconds: Mapped[int]
    vigorous_seconds: Mapped[int]
    model: Mapped[Word]
    # The energy stays null until a body weight is known.
    weight_kg: Mapped[float | None]
    kcal: Mapped[float | None]
    kcal_low: Mapped[float | None]
    kcal_high: Mapped[float | None]
    extra_kcal: Mapped[float | None]
    extra_kcal_low: Mapped[float | None]
    extra_kcal_high: Mapped[float | None]

    segments: Mapped[list["SegmentRow"]] = relationship(
        order_by="SegmentRow.position", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )
    pains: Mapped[list["PainRow"]] = relationship(
        order_by="PainRow.id", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )

    @property
    def had_warning_sign(self) -> bool:
        return bool(self.warning_signs)


class RunningWalkRow(Base):
    """The walk that a person has running on the server: its events as JSON, [time, kind] each."""

    __tablename__ = "running_walk"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid)
    events: Mapped[str] = mapped_column(Text)


class SegmentRow(Base):
    """A stretch of a walk in one mode, as entered, and what it cost."""

    __tablename__ = "segment"
    __table_args__ = (UniqueConstraint("walk_id", "position"), CheckConstraint("seconds > 0", "has_seconds"))

    id: Mapped[Id]
    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"))
    position: Mapped[int]
    mode: Mapped[Word]
    seconds: Mapped[int]
    speed_kmh: Mapped[float | None]
    distance_m: Mapped[float | None]
    grade_percent: Mapped[float] = mapped_column(default=0.0)
    load_kg: Mapped[float] = mapped_column(default=0.0)
    sled_kg: Mapped[float] = mapped_column(default=0.0)

    met: Mapped[float | None]
    met_forward: Mapped[float | None]
    speed_assumed: Mapped[bool]
    # The speed of the shown figure, and from where it came; version 1 of the model did not write down the latter.
    speed_used_kmh: Mapped[float | None]
    speed_from: Mapped[Word | None]
    kcal: Mapped[float | None]
    kcal_low: Mapped[float | None]
    kcal_high: Mapped[float | None]
    extra_kcal: Mapped[float | None]
    extra_kcal_low: Mapped[float | None]
    extra_kcal_high: Mapped[float | None]


class FormerFigures(Base):
    """What a walk cost before it was worked out again by request, as JSON; null once the walk was changed since."""

    __tablename__ = "former_figures"

    walk_id: Mapped[int] = mapped_column(
        ForeignKey("walk.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    user_id: Mapped[UserId] = mapped_column(index=True)
    figures: Mapped[str | None] = mapped_column(Text)


class PainRow(Base):
    """Pain at one site around a walk, 0 to 10; `during` is its worst."""

    __tablename__ = "pain"
    __table_args__ = (UniqueConstraint("walk_id", "site"),)

    id: Mapped[Id]
    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"))
    site: Mapped[Word]
    before: Mapped[int | None]
    during: Mapped[int | None]
    after: Mapped[int | None]
    next_morning: Mapped[int | None]


class WeekTotal(Base):
    """A week's sums, worked out again in the transaction that changes a walk, a goal or a rule of it.

    A week has a row when it has walks or was marked away. `streak` is the streak at its end.
    """

    __tablename__ = "week_total"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    starts_on: Mapped[dt.date] = mapped_column(primary_key=True)
    walks: Mapped[int]
    seconds: Mapped[int]
    backward_seconds: Mapped[int]
    counted_seconds: Mapped[int]
    # How many walks have no energy yet, for lack of a weight.
    without_energy: Mapped[int]
    kcal: Mapped[float]
    extra_kcal: Mapped[float]
    extra_kcal_low: Mapped[float]
    extra_kcal_high: Mapped[float]
    goal_minutes: Mapped[int]
    is_away: Mapped[bool]
    streak: Mapped[int]
