"""The tables of how people get in: browsers, keys, and wrong passwords. Only hashes of what lets somebody in."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.storage.columns import Base, Hash, Id, Instant, Name, UserId, UtcDateTime, Word


class SetupCode(Base):
    """The one-time code that makes the first account, while there is none."""

    __tablename__ = "setup_code"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class Invitation(Base):
    """A link that lets somebody in once: into an account that it makes, or back into the one that it is for."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    made_by: Mapped[UserId]
    # Whose password it replaces; null where it makes an account.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    # What the new account is: a value of Role, and the name that the owner gave it.
    role: Mapped[Word]
    name: Mapped[Name]
    token_hash: Mapped[Hash]
    made_at: Mapped[Instant]


class PageLink(Base):
    """A link that shows one person's page for the physiotherapist to whoever has it. Only the hash of its code is kept.

    One that came back with a document has none: it opens nothing here.
    """

    __tablename__ = "page_link"

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    whom: Mapped[Name] = mapped_column(default="")
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    pass_hash: Mapped[str | None] = mapped_column(String(200))
    # The period that it shows, as it is when it is opened, and what else was chosen to be on it.
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date]
    line: Mapped[str] = mapped_column(String(120), default="")
    with_answers: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    # When its person ended it; a day later it is removed.
    ended_at: Mapped[Instant | None]
    opened_at: Mapped[Instant | None]
    times_opened: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class BoardLink(Base):
    """The link of the family board for a tablet, and which owner made it. Only the hash of its code is kept."""

    __tablename__ = "board_link"

    id: Mapped[Id]
    user_id: Mapped[UserId]
    token_hash: Mapped[Hash]
    made_at: Mapped[Instant]
    # Until a new one is made its Undo can bring it back.
    ended_at: Mapped[Instant | None]


class SignIn(Base):
    """A signed-in browser. Only the hash of its token is kept, and of the one before that.

    A browser may not have got its newest: `former_until` is null until it has sent it, then when the former one ends.
    """

    __tablename__ = "sign_in"

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    token_hash: Mapped[Hash]
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    former_hash: Mapped[bytes | None] = mapped_column(index=True)
    former_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    device_hash: Mapped[bytes | None]
    # What the browser calls itself, and where it keeps its key and its walks; null for those of before.
    name: Mapped[Name | None]
    store_hash: Mapped[bytes | None]
    # A cookie made over https is good over https only; null for those from before this was noted.
    is_secure: Mapped[bool | None]
    # A value of WayIn; null where it was the password alone.
    way: Mapped[Word | None]


class Passkey(Base):
    """A key that somebody's phone keeps for one host, and what it is checked by. A removed one stays a day."""

    __tablename__ = "passkey"

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    name: Mapped[Name]
    host: Mapped[str] = mapped_column(String(255))
    credential_id: Mapped[Hash]
    # The public key, in the form in which the phone sent it.
    credential: Mapped[bytes]
    # How often the phone says that it was used; 0 for ever where it does not count.
    counter: Mapped[int]
    made_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    removed_at: Mapped[Instant | None]


class CodeApp(Base):
    """What the app on somebody's phone makes its one-time codes from, and which of them was used last."""

    __tablename__ = "code_app"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    # Readable with the key of the data folder alone.
    sealed: Mapped[bytes]
    # Half minutes since 1970: what is not newer is used up.
    last_step: Mapped[int]
    # Of the hashes of the recovery codes.
    salt: Mapped[bytes]
    made_at: Mapped[Instant]


class RecoveryCode(Base):
    """A code for who has lost that app; one that was used is gone."""

    __tablename__ = "recovery_code"

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    code_hash: Mapped[Hash]


class Scan(Base):
    """A code on somebody's screen, and the phone that came with it and waits to be signed in."""

    __tablename__ = "scan"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    code_hash: Mapped[Hash]
    made_at: Mapped[Instant]
    # Of the phone, once it has come; its token is good for nothing before its person says yes on the screen.
    token_hash: Mapped[bytes | None]
    device_hash: Mapped[bytes | None]
    store_hash: Mapped[bytes | None]
    name: Mapped[Name | None]
    is_secure: Mapped[bool | None]


class KnownDevice(Base):
    """A browser in which somebody has been signed in. It knows itself by a cookie; only the hash is kept."""

    __tablename__ = "known_device"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    device_hash: Mapped[bytes] = mapped_column(primary_key=True)
    seen_at: Mapped[Instant]


class Identity(Base):
    """Who somebody is at a provider or at the proxy: an issuer, and the subject by which that knows them."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255))
    # What they are called there, for them to see; it lets nobody in.
    name: Mapped[Name]
    linked_at: Mapped[Instant]


class FailedSignIn(Base):
    """Wrong passwords in a row, for a user name, an address or a browser."""

    __tablename__ = "failed_sign_in"

    who: Mapped[str] = mapped_column(String(120), primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[Instant]


class ApiToken(Base):
    """A key for scripts, watches and phones. Only its hash is kept."""

    __tablename__ = "api_token"
    __table_args__ = (Index("ix_api_token_device", "user_id", "device_hash", unique=True),)

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(index=True)
    name: Mapped[Name]
    token_hash: Mapped[Hash]
    created_at: Mapped[Instant]
    # What it may do: "all", "read", or only add "walks".
    scope: Mapped[Word]
    # The browser that it was made for; a script has none.
    device_hash: Mapped[bytes | None]
    used_at: Mapped[Instant | None]


class KeyWalk(Base):
    """A walk that a key added; a key that is gone added nothing any more."""

    __tablename__ = "key_walk"

    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"), primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("api_token.id", ondelete="CASCADE"), index=True)


class ReadingRight(Base):
    """A diary that somebody else may read, until the right ends or is taken back."""

    __tablename__ = "reading_right"
    __table_args__ = (UniqueConstraint("user_id", "reader_id"),)

    id: Mapped[Id]
    # Whose diary it is.
    user_id: Mapped[UserId]
    reader_id: Mapped[UserId] = mapped_column(index=True)
    # What the address of the diary has in the place of a number; alone it opens nothing.
    code: Mapped[str] = mapped_column(String(40), unique=True)
    # A value of ReadsAs.
    reads_as: Mapped[Word]
    given_at: Mapped[Instant]
    # Null where only a person ends it.
    ends_at: Mapped[Instant | None]
    read_at: Mapped[Instant | None]
    # Whether the person of the diary has seen on Today that it was given.
    is_told: Mapped[bool] = mapped_column(default=False)
