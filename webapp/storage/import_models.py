"""The table of the import: what it has to ask before it may save a walk. All of it is private to its person."""

from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Uuid

from webapp.storage.columns import Base, Id, Instant, Name, UserId, Word


class ImportQuestion(Base):
    """A recording of which nobody but the person can tell what it was; `walk` is the walk that it may be, as JSON."""

    __tablename__ = "import_question"
    __table_args__ = (UniqueConstraint("user_id", "uuid"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    # The id that the walk will have.
    uuid: Mapped[UUID] = mapped_column(Uuid)
    asked_at: Mapped[Instant]
    doubt: Mapped[Word]
    # Beside the question whether it is the same walk, the doubt about what it was.
    also_doubt: Mapped[Word | None]
    word: Mapped[Name]
    file: Mapped[Name]
    # The recordings of one file are different outings, whatever their starts.
    batch: Mapped[UUID] = mapped_column(Uuid)
    walk: Mapped[str] = mapped_column(Text)
    same_as: Mapped[UUID | None] = mapped_column(Uuid)
