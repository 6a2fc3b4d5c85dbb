"""The table of changes to many walks at once."""

from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from webapp.storage.columns import Base, Id, Instant, UserId, Word


class BulkEdit(Base):
    """One change to many walks; `change` and `entries` are JSON: what is to be done, and a list for each walk."""

    __tablename__ = "bulk_edit"
    __table_args__ = (UniqueConstraint("user_id", "uuid"), Index("ix_bulk_edit_chosen", "user_id", "chosen_at"))

    id: Mapped[Id]
    user_id: Mapped[UserId]
    uuid: Mapped[UUID] = mapped_column(Uuid)
    state: Mapped[Word]
    chosen_at: Mapped[Instant]
    change: Mapped[str | None] = mapped_column(Text)
    # How many walks it changed.
    changed: Mapped[int] = mapped_column(default=0)
    entries: Mapped[str] = mapped_column(Text)
