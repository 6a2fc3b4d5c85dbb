"""Whether walks that a document keeps beside the walks themselves can have been, and what is kept of their figures."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from webapp.domain import documents, walks
from webapp.domain.fields import Fields
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.walks import Walk
from webapp.storage import figures, restores
from webapp.storage.models import SegmentRow, WalkRow


def before_edit_problems(row: WalkRow, now: dt.datetime) -> Iterable[Problem]:
    if row.before_edit is not None:
        yield from kept_edit_problems(row.before_edit, row.uuid, now)


def kept_edit_problems(before_edit: str, uuid: UUID, now: dt.datetime) -> Iterable[Problem]:
    document = json.loads(before_edit)
    kept = document.pop("figures", None) if isinstance(document, dict) else None
    before = read_walk(document, "before_edit.", uuid, now)
    if kept is not None:
        yield from figure_problems(kept, "before_edit.figures", len(before.segments))


def read_walk(document: object, path: str, uuid: UUID, now: dt.datetime) -> Walk:
    try:
        walk = documents.read_walk(document, time_zone="UTC", new_id=lambda: uuid)
        walks.check(walk, now=now)
    except Invalid as invalid:
        raise Invalid(*(Problem(path + each.field, each.reason, each.limit) for each in invalid.problems)) from invalid
    return walk


def figure_problems(kept: object, path: str, stretches: int) -> Sequence[Problem]:
    """What is wrong with the figures that are kept of another time: those of the walk, and those of each stretch."""
    if not (isinstance(kept, list) and len(kept) == 2 and isinstance(kept[1], list) and len(kept[1]) == stretches):
        return [Problem(path, Reason.NOT_A_LIST)]
    problems: list[Problem] = []
    of_walk = Fields(kept[0], f"{path}.0.", problems)
    restores.read(of_walk, WalkRow, figures.OF_WALK)
    of_walk.check_all_known()
    for index, item in enumerate(kept[1]):
        of_segment = Fields(item, f"{path}.1.{index}.", problems)
        restores.read(of_segment, SegmentRow, figures.OF_SEGMENT)
        of_segment.check_all_known()
    return problems
