"""The tables of what goes out of the house because a person asked for it."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Uuid

from webapp.storage.columns import Base, Id, Instant, Name, UserId, Word


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
    # Of the browser in which the address was made: a calendar app may name none.
    language: Mapped[Word | None]


class MessageTarget(Base):
    """Where a person wants messages to go. Its address and its secret may open something there: none is exported."""

    __tablename__ = "message_target"

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    kind: Mapped[Word]
    address: Mapped[str] = mapped_column(Text)
    # What signs the messages of a webhook; it has to be known here to sign with it.
    secret: Mapped[str] = mapped_column(Text, default="")
    # Values of MessageEvent with commas between them.
    events: Mapped[str] = mapped_column(Text)
    # Of the browser in which it was added: no browser asks when a message is written.
    language: Mapped[Word]
    added_at: Mapped[Instant]
    # Removed targets stay a day for their Undo.
    removed_at: Mapped[Instant | None]
    # Of a browser: what seals a message so that it alone can read it.
    subscription: Mapped["PushSubscription | None"] = relationship(
        lazy="joined", cascade="all, delete-orphan", passive_deletes=True
    )


class PushSubscription(Base):
    """A browser that shows messages: its keys, and the address of this server there. Its endpoint is the target's."""

    __tablename__ = "push_subscription"

    target_id: Mapped[int] = mapped_column(ForeignKey("message_target.id", ondelete="CASCADE"), primary_key=True)
    # As in the key of a phone, so that both end together.
    device_hash: Mapped[bytes]
    name: Mapped[Name]
    p256dh: Mapped[bytes]
    auth: Mapped[bytes]
    home: Mapped[str] = mapped_column(Text)
    delivered_at: Mapped[Instant | None]


class PushSender(Base):
    """The one row by which push services know this server: its keys, and whom they can write to. It stays here."""

    __tablename__ = "push_sender"

    id: Mapped[Id]
    private_key: Mapped[bytes]
    public_key: Mapped[bytes]
    contact: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Instant]


class OutgoingMessage(Base):
    """A message on its way, or what became of it. About the same thing each target hears once."""

    __tablename__ = "outgoing_message"
    __table_args__ = (UniqueConstraint("target_id", "event", "about"),)

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("message_target.id", ondelete="CASCADE"))
    uuid: Mapped[UUID] = mapped_column(Uuid)
    event: Mapped[Word]
    about: Mapped[Name]
    # What it tells, as JSON.
    figures: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Instant]
    tries: Mapped[int] = mapped_column(default=0)
    # Null once it was sent or given up.
    next_try_at: Mapped[Instant | None] = mapped_column(index=True)
    tried_at: Mapped[Instant | None]
    state: Mapped[Word]
    failure: Mapped[Word | None]
    status: Mapped[int | None]
    said: Mapped[str] = mapped_column(Text, default="")


class AllowedHost(Base):
    """A host and port of the own network to which the owner lets messages go."""

    __tablename__ = "allowed_host"

    host: Mapped[str] = mapped_column(String(300), primary_key=True)


class Reminder(Base):
    """The days of the week and the time at which a person wants to hear what is left to their goal."""

    __tablename__ = "reminder"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    # A bit for each, Monday's is 1; none while it is off.
    weekdays: Mapped[int]
    # Since midnight, on the clock of the person's zone.
    minute: Mapped[int]
    # The last local day that is done with, so that no restart rings twice.
    rung_on: Mapped[dt.date | None]
