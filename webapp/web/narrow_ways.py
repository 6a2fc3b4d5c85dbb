"""For whom not everything is here: who was taken out, and helpers, who have no diary. Each is led to what they have."""

from flask import request

from webapp.domain.roles import Role
from webapp.storage.models import User

_FOR_LEAVERS = ("leaving.index", "exports.download", "account.sign_out")
_FOR_HELPERS = (
    "account.sign_out",
    "goodbyes.create",
    "goodbyes.new",
    "profile.index",
    "profile.set_password",
    "units.choose",
    "units.index",
)


def led_to(person: User, *, is_public: bool) -> str | None:
    """The page to which somebody is led instead of the one they ask for; None where that is open to them.

    What is everybody's can be looked at by all.
    """
    if is_public and request.method == "GET":
        return None
    if person.taken_out_at:
        return None if request.endpoint in _FOR_LEAVERS else "leaving.index"
    if person.role == Role.HELPER and request.blueprint != "diaries" and request.endpoint not in _FOR_HELPERS:
        return "diaries.index"
    return None
