"""The tables of what goes out of the house because a person asked for it."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.storage.columns import Base, Instant, UserId


class CalendarFeed(Base):
    """The private address of a person's coming sessions, and how they stand in a calendar.

    The key opens nothing else, and the page shows it again for the next phone: it is kept as it is.
    """

    __tablename__ = "calendar_feed"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    is_on: Mapped[bool] = mapped_column(default=False)
    # On the clock of the person's zone; null until they choose it.
    walks_at: Mapped[dt.time | None]
    tells_session: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[Instant | None]
    used_at: Mapped[Instant | None]
