"""What somebody wants to do with many walks, as a form sends it."""

from webapp.domain import units, walks
from webapp.domain.bulk_edits import LONGEST_ADDED, BulkChange, BulkKind, Direction
from webapp.domain.problems import Reason
from webapp.domain.walks import Place
from webapp.web.forms import Form
from webapp.words import formats

FORWARD_PACE, BACKWARD_PACE = "pace_forward_walk", "pace_backward_walk"


def read(form: Form) -> BulkChange:
    """The change that a form asks for. Raises Invalid with the field that is wrong."""
    kind = form.choice("kind", list(BulkKind))
    if kind is None:
        form.add("kind", Reason.MISSING)
    form.finish()
    change = _of_kind(form, BulkKind(kind or BulkKind.DELETE))
    form.finish()
    return change


def _of_kind(form: Form, kind: BulkKind) -> BulkChange:
    match kind:
        case BulkKind.DELETE:
            return BulkChange(kind=kind)
        case BulkKind.PLACE:
            place = _required(form, "place", list(Place))
            return BulkChange(kind=kind, place=Place(place) if place else None)
        case BulkKind.DIRECTION:
            direction = _required(form, "direction", list(Direction))
            return BulkChange(kind=kind, direction=Direction(direction) if direction else None)
        case BulkKind.PACE:
            return _pace(form)
        case BulkKind.NOTE:
            return _note(form)


def _pace(form: Form) -> BulkChange:
    forward, backward = _speed(form, FORWARD_PACE), _speed(form, BACKWARD_PACE)
    if not form.text(FORWARD_PACE) and not form.text(BACKWARD_PACE):
        form.add(FORWARD_PACE, Reason.MISSING)
    return BulkChange(kind=BulkKind.PACE, forward_kmh=forward, backward_kmh=backward)


def _speed(form: Form, name: str) -> float | None:
    """A speed in km/h, typed in the person's unit; what was rounded on the page is no slower than a walk can be."""
    lowest, highest = (formats.in_speed_unit(kmh) for kmh in (walks.SLOWEST_KMH, walks.FASTEST_KMH))
    speed = form.number(name, lowest, highest)
    if speed is None:
        return None
    return min(max(units.km_from(speed, formats.distance_unit()), walks.SLOWEST_KMH), walks.FASTEST_KMH)


def _note(form: Form) -> BulkChange:
    words = form.text("note")
    if not words:
        form.add("note", Reason.MISSING)
    if len(words) > LONGEST_ADDED:
        form.add("note", Reason.TOO_LONG, LONGEST_ADDED)
    return BulkChange(kind=BulkKind.NOTE, words=words)


def _required(form: Form, name: str, allowed: list[str]) -> str | None:
    if not form.text(name):
        form.add(name, Reason.MISSING)
    return form.choice(name, allowed)
