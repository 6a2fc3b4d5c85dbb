"""What a key of the API may do."""

from enum import StrEnum


class Scope(StrEnum):
    """What a key may do."""

    ALL = "all"
    # Everything that a GET answers.
    READ = "read"
    # Add walks, and take back what it added: what the key of a phone needs, and no more should the phone be lost.
    WALKS = "walks"
