"""What a page says once it has saved, with the way back: its address has the fields as they were, signed.

They are for the person who saved and for a day, and bring nothing back that was changed since. What no address should
tell, a cookie of this browser has in its place, signed the same. Nothing is stored.
"""

import datetime as dt
import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple, NoReturn

from flask import abort, redirect, request, url_for
from itsdangerous import BadData
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.web import access, cookies, signing
from webapp.web.forms import Form
from webapp.words import formats

# The field of a form that brings back what was before, and the part of an address that has it.
UNDO = "undo"
GOOD_FOR = dt.timedelta(days=1)
_COOKIE = "backstride-before"


class How(StrEnum):
    SAVED = "saved"
    REMOVED = "removed"
    UNDONE = "undone"
    CHANGED = "changed"
    ENDED = "ended"


class Saved(NamedTuple):
    """What was saved just now, the fields as they were before, and what its Undo sends; none without a way back."""

    what: str
    how: How
    before: Mapping[str, str]
    sent: Mapping[str, str]


class Undoable(NamedTuple):
    """What is saved, and the page that says so; with `is_private` its address tells nothing of it.

    `of` is what the address of the page names.
    """

    page: str
    what: str
    anchor: str | None = None
    is_private: bool = False
    of: Mapping[str, Any] | None = None

    def sent(self) -> "Sent":
        """The form that was sent; or what its Undo brings back, read in the units of then."""
        return self.undo() if UNDO in request.form else Sent(self, None)

    def undo(self) -> "Sent":
        note = _read(request.form.get(UNDO, ""), self.what)
        if note is None:
            abort(self.say(How.ENDED))
        weight_unit, distance_unit = note["units"]
        formats.use(Units(WeightUnit(weight_unit), DistanceUnit(distance_unit)))
        return Sent(self, note)

    def say(
        self, how: How, before: Mapping[str, str] | None = None, then: Mapping[str, str] | None = None, **more: str
    ) -> Response:
        note = self.note(how, before or {}, then or {}, **more)
        if self.is_private:
            return self._say_privately(note)
        return redirect(self._address(undo=note), 303)

    def _say_privately(self, note: str) -> Response:
        answer = redirect(self._address(), 303)
        cookies.give(answer, _COOKIE, note, max_age=GOOD_FOR, path=url_for(self.page, **self.of or {}))
        return answer

    def _address(self, undo: str | None = None) -> str:
        return url_for(self.page, **self.of or {}, done=self.what, undo=undo, _anchor=self.anchor)

    def note(self, how: How, before: Mapping[str, str], then: Mapping[str, str], **more: str) -> str:
        """What was before and `more` that its form needs, signed, with a mark of what is there `then`.

        What was saved as it was, as by a second tap, has no way back: there is nothing to bring back.
        """
        return signing.signer(UNDO).dumps(
            {
                "what": self.what,
                "how": how,
                "person": access.user().id,
                "at": clock.now().timestamp(),
                "units": [formats.weight_unit(), formats.distance_unit()],
                "before": {} if before == then else {**before, **more},
                "marks": [_mark(before), _mark(then)],
            }
        )


class Sent(NamedTuple):
    """A form that was sent, or an Undo."""

    place: Undoable
    undone: Mapping[str, Any] | None

    @property
    def form(self) -> Form:
        return Form(request.form if self.undone is None else self.undone["before"])

    def check(self, now: Mapping[str, str]) -> None:
        """Let an Undo go on where all is `now` as it was left; else answer, and change nothing."""
        if self.undone is not None:
            before, then = self.undone["marks"]
            if _mark(now) != then:
                self._leave(How.UNDONE if _mark(now) == before else How.CHANGED)

    def saved(self, before: Mapping[str, str], then: Mapping[str, str], **more: str) -> Response:
        """To the page that says what was saved; after an Undo, that all is as it was."""
        if self.undone is not None:
            return self.place.say(How.UNDONE)
        return self.place.say(How.SAVED, before, then, **more)

    def _leave(self, how: How) -> NoReturn:
        abort(self.place.say(how))


def just_saved() -> Saved | None:
    """What the address or the cookie of a page says of it to the person for whom it was made."""
    undo = request.args.get(UNDO) or cookies.given(_COOKIE)
    note = _read(undo, request.args.get("done", ""))
    if note is None:
        return None
    return Saved(note["what"], How(note["how"]), note["before"], {UNDO: undo} if note["before"] else {})


def _read(signed: str, what: str) -> Mapping[str, Any] | None:
    """What was signed for the person who asks, a day ago at most."""
    try:
        note: Mapping[str, Any] = signing.signer(UNDO).loads(signed)
    except BadData:
        return None
    is_theirs = (note["what"], note["person"]) == (what, access.user().id)
    return note if is_theirs and clock.now().timestamp() - note["at"] <= GOOD_FOR.total_seconds() else None


def _mark(fields: Mapping[str, str]) -> str:
    return sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:16]
