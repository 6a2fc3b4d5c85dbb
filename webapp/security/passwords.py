"""Passwords: argon2id, never more than two at a time, so that sign-ins can't eat a small board's memory."""

import hashlib
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.domain.problems import Problem, Reason

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 8, 200
# The first words that anybody would try, whatever their length; compared without case, digits and signs at the end.
COMMON = frozenset(
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
# The beginnings of the SHA-256 of each, sorted; which ones they are was counted in leaks (zxcvbn 4.5.0, MIT licence).
_COMMONEST, _COMMONEST_BYTES = Path(__file__).with_name("common_passwords.bin"), 6
# OWASP's floor for argon2id: 19 MiB, two passes, one lane; some 30 ms on a desktop.
_TIME_COST, _MEMORY_COST = 2, 19 * 1024
_at_once = threading.BoundedSemaphore(2)


def problems(password: str, *, name: str) -> list[Problem]:
    """What is wrong with a new password: too short, too long, the name itself, or one that everybody tries."""
    if len(password) < SHORTEST:
        return [Problem("password", Reason.TOO_SHORT, SHORTEST)]
    if len(password) > LONGEST:
        return [Problem("password", Reason.TOO_LONG, LONGEST)]
    stem = password.casefold().rstrip("0123456789!?.#$%*-_ ")
    is_common = len(set(password)) < 4 or stem in COMMON or stem in {"", name.casefold()}
    is_common = is_common or _is_among_the_commonest(password.casefold(), stem)
    return [Problem("password", Reason.TOO_COMMON)] if is_common else []


def _is_among_the_commonest(*words: str) -> bool:
    """Whether one of these is among the 3,000 commonest passwords of 8 letters or more; nothing of them is kept."""
    wanted = {hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()[:_COMMONEST_BYTES] for word in words}
    held = _COMMONEST.read_bytes()
    return any(held[at : at + _COMMONEST_BYTES] in wanted for at in range(0, len(held), _COMMONEST_BYTES))


def hashed(password: str) -> str:
    with _at_once:
        return _hasher().hash(password)


def stretched(code: str, salt: bytes) -> bytes:
    """The hash of a code that is shorter than a password may be, found by its salt: as slow as a password's."""
    from argon2.low_level import Type, hash_secret_raw

    cost = {"time_cost": _TIME_COST, "memory_cost": _MEMORY_COST, "parallelism": 1}
    with _at_once:
        return hash_secret_raw(code.encode(), salt, hash_len=32, type=Type.ID, **cost)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether a password is the right one; as slow for an account that does not exist."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _at_once:
        try:
            return _hasher().verify(password_hash or _nobodys_hash(), password) and bool(password_hash)
        except (VerificationError, InvalidHashError):
            return False


def renewed(password: str, password_hash: str) -> str | None:
    """The hash of a right password as it is made today; None where it was made so."""
    return hashed(password) if _hasher().check_needs_rehash(password_hash) else None


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_TIME_COST, memory_cost=_MEMORY_COST, parallelism=1)


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")
