"""Passwords: argon2id, never more than two at a time, so that sign-ins can't eat a small board's memory."""

import threading
from functools import cache
from typing import TYPE_CHECKING

from webapp.domain.problems import Problem, Reason

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 8, 200
# The first words that anybody would try, whatever their length; compared without case, digits and signs at the end.
_COMMON = frozenset(
    {
        "admin",
        "administrator",
        "backstride",
        "backward",
        "baseball",
        "changeme",
        "default",
        "dragon",
        "football",
        "iloveyou",
        "letmein",
        "monkey",
        "password",
        "passwort",
        "princess",
        "qwerty",
        "qwertyui",
        "secret",
        "sunshine",
        "superman",
        "trustno",
        "walker",
        "walking",
        "welcome",
    }
)
_at_once = threading.BoundedSemaphore(2)


def problems(password: str, *, name: str) -> list[Problem]:
    """What is wrong with a new password: too short, too long, the name itself, or one that everybody tries."""
    if len(password) < SHORTEST:
        return [Problem("password", Reason.TOO_SHORT, SHORTEST)]
    if len(password) > LONGEST:
        return [Problem("password", Reason.TOO_LONG, LONGEST)]
    stem = password.casefold().rstrip("0123456789!?.#$%*-_ ")
    is_common = len(set(password)) < 4 or stem in _COMMON or stem in {"", name.casefold()}
    return [Problem("password", Reason.TOO_COMMON)] if is_common else []


def hashed(password: str) -> str:
    with _at_once:
        return _hasher().hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether a password is the right one; as slow for an account that does not exist."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _at_once:
        try:
            return _hasher().verify(password_hash or _nobodys_hash(), password) and bool(password_hash)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    # OWASP's floor for argon2id: 19 MiB, two passes, one lane; some 30 ms on a desktop.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")
