"""The tables of direction rules, and of what they changed over the past. All of it is private to its person."""

from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from webapp.storage.columns import Base, Id, Instant, Name, UserId, Word


class DirectionRuleRow(Base):
    """Which minutes of which walks were backward. What is null or empty means any."""

    __tablename__ = "direction_rule"
    __table_args__ = (UniqueConstraint("user_id", "uuid"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    uuid: Mapped[UUID] = mapped_column(Uuid)
    place: Mapped[Word | None]
    # A bit for each, Monday's is 1; none is every day.
    weekdays: Mapped[int]
    # Since midnight, on the clock of the walk's own zone.
    first_minute: Mapped[int | None]
    last_minute: Mapped[int | None]
    words: Mapped[Name]
    is_imported: Mapped[bool]
    portion: Mapped[Word]
    minutes: Mapped[int | None]


class RuleBatchRow(Base):
    """What the rules of somebody changed over the past in one go."""

    __tablename__ = "rule_batch"
    __table_args__ = (UniqueConstraint("user_id", "uuid"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    uuid: Mapped[UUID] = mapped_column(Uuid)
    applied_at: Mapped[Instant]
    undone_at: Mapped[Instant | None]


class RuleChangeRow(Base):
    """A walk that a batch changed, by its id: its stretches before and after, as JSON."""

    __tablename__ = "rule_change"
    __table_args__ = (UniqueConstraint("user_id", "batch", "uuid"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    batch: Mapped[UUID] = mapped_column(Uuid)
    uuid: Mapped[UUID] = mapped_column(Uuid)
    former: Mapped[str] = mapped_column(Text)
    segments: Mapped[str] = mapped_column(Text)
    # What the walk had been before an edit that came before the rules.
    before_edit: Mapped[str | None] = mapped_column(Text)
    # What an Undo made of it.
    undone: Mapped[Word | None]
