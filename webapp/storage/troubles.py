"""What keeps the database from answering or from taking something, in the few kinds that a person can act on."""

import errno
from enum import StrEnum

from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError

# What the disk, another program or too little memory did. An entry that breaks a rule of the schema is our mistake.
_OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


class Trouble(StrEnum):
    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"
    FAILING = "failing"
    # Of a second place for backups.
    AWAY = "away"


class CannotWrite(RuntimeError):
    """Nothing can be written just now; nothing was changed."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(_SENTENCES[trouble])
        self.trouble = trouble


# Every error that may come from a database without anybody's mistake.
TROUBLES = (CannotWrite, DatabaseError, MemoryError, OSError)
_SENTENCES = {
    Trouble.BUSY: "Something else has been writing to the database for too long.",
    Trouble.FULL: "The disk is full.",
    Trouble.READ_ONLY: "The disk or the data folder takes nothing new: it is read-only.",
    Trouble.DAMAGED: "The database is damaged.",
    Trouble.FAILING: "The disk does not answer as it should.",
    Trouble.AWAY: "The folder is not there.",
}
# SQLite's own words, in the order in which they are looked for.
_WORDS = {
    "is full": Trouble.FULL,
    "locked": Trouble.BUSY,
    "readonly": Trouble.READ_ONLY,
    "unable to open": Trouble.READ_ONLY,
    "malformed": Trouble.DAMAGED,
    "not a database": Trouble.DAMAGED,
}
_NUMBERS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), Trouble.FULL),
    **dict.fromkeys((errno.EIO, errno.EMFILE, errno.ENFILE), Trouble.FAILING),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), Trouble.READ_ONLY),
}


def trouble_of(error: BaseException) -> Trouble | None:
    """Which trouble an error tells of; None for a mistake of our own."""
    if isinstance(error, CannotWrite):
        return error.trouble
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno or 0)
    if isinstance(error, _OURS) or not isinstance(error, (DBAPIError, MemoryError)):
        return None
    words = str(error.orig) if isinstance(error, DBAPIError) else ""
    return next((trouble for part, trouble in _WORDS.items() if part in words), Trouble.FAILING)


def sentence(trouble: Trouble) -> str:
    return _SENTENCES[trouble]
