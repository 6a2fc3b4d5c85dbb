"""The ways in: by which one somebody signed in, and what keeps a passkey from being one of them."""

from enum import StrEnum


class WayIn(StrEnum):
    """How somebody signed in, where it was not by the password alone."""

    PASSKEY = "passkey"
    CODE = "code"


class PasskeyHindrance(StrEnum):
    """Why a page can't have passkeys: it came over http, or under an address of figures, which is no name."""

    HTTP = "http"
    ADDRESS = "address"
