"""Messages that leave the house: what they are about, where they go, and when one is tried again."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from webapp.domain.problems import Invalid, Problem, Reason

MOST_TARGETS = 10
LONGEST_ADDRESS = 500
# Some push services put a long key into theirs.
LONGEST_ENDPOINT = 2000
GIVES_UP_AFTER = dt.timedelta(days=1)
# A reminder of the morning is none in the evening.
REMINDER_GIVES_UP_AFTER = dt.timedelta(hours=3)
# Minutes until the next try; the last one over and over.
_RESTS = (1, 5, 15, 60, 180, 360)
_PORTS = {"http": 80, "https": 443}
# The name of a topic alone means the server of those who make ntfy.
_TOPIC, _NTFY = re.compile(r"[-\w]{1,64}", re.ASCII), "https://ntfy.sh"
_OF_APPRISE = re.compile(r"[a-z][a-z0-9]*://\S+")

Figures = Mapping[str, str | float]


class MessageEvent(StrEnum):
    """What a message is about. A test is sent by its button alone."""

    WALK_SAVED = "walk_saved"
    GOAL_REACHED = "goal_reached"
    REMINDER = "reminder"
    TEST = "test"


class TargetKind(StrEnum):
    NTFY = "ntfy"
    WEBHOOK = "webhook"
    # A browser that shows them by itself.
    WEB_PUSH = "web_push"
    # Whatever the package Apprise knows the way to.
    APPRISE = "apprise"


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Failure(StrEnum):
    """Why a target took no message."""

    UNKNOWN_HOST = "unknown_host"
    OWN_NETWORK = "own_network"
    NO_ANSWER = "no_answer"
    BAD_CERTIFICATE = "bad_certificate"
    NOT_HTTP = "not_http"
    REFUSED = "refused"
    APPRISE_MISSING = "apprise_missing"
    APPRISE_ADDRESS = "apprise_address"
    APPRISE_FAILED = "apprise_failed"


# Those whose address a person types.
TYPED_KINDS = (TargetKind.NTFY, TargetKind.WEBHOOK)
# Apprise reaches the own network, and reads files that an address names: that is for whoever runs the server.
OWNERS_KINDS = (*TYPED_KINDS, TargetKind.APPRISE)
WANTED_EVENTS = (MessageEvent.REMINDER, MessageEvent.GOAL_REACHED, MessageEvent.WALK_SAVED)


@dataclass(frozen=True)
class Reply:
    """What a target said: its status with the beginning of its words, or why there is none; the rest that it wants."""

    failure: Failure | None = None
    status: int | None = None
    said: str = ""
    rest: dt.timedelta = dt.timedelta()

    @classmethod
    def of(cls, status: int, said: str, rest: dt.timedelta = dt.timedelta()) -> "Reply":
        return cls(None if 200 <= status < 300 else Failure.REFUSED, status, said, rest)


@dataclass(frozen=True)
class Telling:
    """A message in words."""

    title: str
    text: str


def next_try(
    event: MessageEvent, made_at: dt.datetime, tries: int, now: dt.datetime, *, rest: dt.timedelta = dt.timedelta()
) -> dt.datetime | None:
    """When a message that was tried so often is tried once more, after the rest that its target asks for at least.

    None once that is too late.
    """
    at = now + max(dt.timedelta(minutes=_RESTS[min(tries, len(_RESTS)) - 1]), rest)
    return at if at <= made_at + lasts(event) else None


def lasts(event: MessageEvent) -> dt.timedelta:
    """How long a message is worth hearing."""
    return REMINDER_GIVES_UP_AFTER if event is MessageEvent.REMINDER else GIVES_UP_AFTER


def host_of(address: str) -> str:
    """The host and port of an address that was checked, as the owner allows it.

    Of one of Apprise it is no more than what stands before the first colon: all else may be a password.
    """
    scheme = address.partition(":")[0]
    if scheme not in _PORTS:
        return scheme
    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def checked_address(field: str, typed: str, kind: TargetKind) -> str:
    """An address that messages can go to; of a topic of ntfy its name is enough. Raises Invalid."""
    if not typed:
        raise Invalid(Problem(field, Reason.MISSING))
    longest = LONGEST_ENDPOINT if kind is TargetKind.WEB_PUSH else LONGEST_ADDRESS
    if len(typed) > longest:
        raise Invalid(Problem(field, Reason.TOO_LONG, float(longest)))
    if kind is TargetKind.APPRISE and typed.partition(":")[0] not in _PORTS:
        return _checked_by_form(field, typed)
    if kind is TargetKind.NTFY and _TOPIC.fullmatch(typed):
        typed = f"{_NTFY}/{typed}"
    parts = _split(typed)
    has_topic = bool(parts and parts.path.strip("/"))
    lacks_https = kind is TargetKind.WEB_PUSH and parts is not None and parts.scheme != "https"
    if parts is None or lacks_https or (kind is TargetKind.NTFY and not has_topic):
        raise Invalid(Problem(field, Reason.NOT_AN_ADDRESS))
    return parts.geturl()


def _checked_by_form(field: str, typed: str) -> str:
    if not _OF_APPRISE.fullmatch(typed) or not typed.isprintable():
        raise Invalid(Problem(field, Reason.NOT_AN_ADDRESS))
    return typed


def _split(typed: str) -> SplitResult | None:
    try:
        parts = urlsplit(typed)
        is_fine = parts.scheme in _PORTS and parts.hostname and parts.hostname.encode("idna") and parts.port != 0
    except ValueError:
        return None
    is_plain = typed.isascii() and typed.isprintable() and " " not in typed
    return parts._replace(fragment="") if is_fine and is_plain and not parts.username else None
