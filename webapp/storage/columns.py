"""Columns: their types, and how their constraints are named."""

import datetime as dt
from typing import Annotated, cast

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column

# Without names SQLite's batch migrations could not drop a constraint.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant, stored in UTC. A time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone can't be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=dt.UTC)


Id = Annotated[int, mapped_column(primary_key=True)]
UserId = Annotated[int, mapped_column(ForeignKey("account.id", ondelete="CASCADE"))]
Name = Annotated[str, mapped_column(String(100))]
Word = Annotated[str, mapped_column(String(30))]
Zone = Annotated[str, mapped_column(String(64))]
Hash = Annotated[bytes, mapped_column(unique=True)]
Instant = Annotated[dt.datetime, mapped_column(UtcDateTime)]


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


def table(model: type[Base]) -> Table:
    """The plain table of a model: a query of its columns does without the ORM, and takes half the time."""
    return cast(Table, model.__table__)
