"""The tables of the import: a batch, and a row for each recording in it. All of it is private to its person."""

from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from webapp.storage.columns import Base, Id, Instant, Name, UserId, Word


class ImportBatch(Base):
    """Files that were brought together; `files` is JSON: each with its name, its bytes and the file that waits."""

    __tablename__ = "import_batch"
    __table_args__ = (UniqueConstraint("user_id", "uuid"), Index("ix_import_batch_state", "state"))

    id: Mapped[Id]
    user_id: Mapped[UserId]
    uuid: Mapped[UUID] = mapped_column(Uuid)
    state: Mapped[Word]
    started_at: Mapped[Instant]
    files: Mapped[str] = mapped_column(Text, default="[]")
    files_read: Mapped[int] = mapped_column(default=0)
    # Whether what is new is saved without asking, as a script wants it.
    saves_at_once: Mapped[bool] = mapped_column(default=False)
    # What a script says of recordings of which nobody can tell what they were.
    unsure: Mapped[Word | None]
    # Whether direction rules turn nothing of it.
    leaves_rules_out: Mapped[bool] = mapped_column(default=False, server_default=false())


class ImportRow(Base):
    """One recording of a batch; `walk` is the walk that it is or may be, as JSON."""

    __tablename__ = "import_row"
    __table_args__ = (UniqueConstraint("user_id", "batch", "part", "number"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    batch: Mapped[UUID] = mapped_column(Uuid)
    file: Mapped[Name]
    # The recordings of one part are different outings, whatever their starts.
    part: Mapped[int]
    number: Mapped[int]
    outcome: Mapped[Word]
    # The id that the walk has or will have.
    uuid: Mapped[UUID | None] = mapped_column(Uuid)
    started_at: Mapped[Instant | None]
    seconds: Mapped[int | None]
    walk: Mapped[str | None] = mapped_column(Text)
    # The body weights of a file, as JSON: of each day, and what became of them once they are saved.
    weights: Mapped[str | None] = mapped_column(Text)
    # A table of the person's own, as JSON: what is known of it and the layout by which it is, or may be, read.
    sheet: Mapped[str | None] = mapped_column(Text)
    # How many recordings were refused for the same reason.
    count: Mapped[int] = mapped_column(default=1)
    doubt: Mapped[Word | None]
    # Beside the question whether it is the same walk, the doubt about what it was.
    also_doubt: Mapped[Word | None]
    word: Mapped[Name]
    same_as: Mapped[UUID | None] = mapped_column(Uuid)
    reason: Mapped[Word | None]
    detail: Mapped[str] = mapped_column(String(40))
    # The row of a table in which it was.
    line: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text)
    answer: Mapped[Word | None]
    is_saved: Mapped[bool]
    # What an Undo made of a walk that was saved.
    undone: Mapped[Word | None]


class LayoutRow(Base):
    """Which column holds what in tables with the same headings; `layout` is JSON."""

    __tablename__ = "layout"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    # A hash of the headings.
    key: Mapped[str] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(Text)
    chosen_at: Mapped[Instant]
