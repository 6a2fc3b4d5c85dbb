"""Saying how a walk went: answers come one tap at a time, and never stand in the way of the Undo of an edit."""

import datetime as dt

from sqlalchemy.orm import Session

from webapp.actions import walks as walk_actions
from webapp.actions import weeks
from webapp.domain import reviews, walks
from webapp.domain.diaries import Diary
from webapp.domain.reviews import NO_SIGNS, Review, Scores, Signs
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.models import WalkRow

NOTHING_SAID: Review = {}


def review_walk(
    session: Session,
    diary: Diary,
    row: WalkRow,
    felt: Review = NOTHING_SAID,
    scores: Scores | None = None,
    signs: Signs = NO_SIGNS,
    *,
    now: dt.datetime,
) -> None:
    """Put answers about a walk into it, and count its week again where its effort changes that. Raises Invalid.

    An answer is not an edit: the walk of before the last edit gets it too, so that Undo takes back the edit alone.
    """
    walk = reviews.reviewed(walk_rows.to_domain(row), felt, scores or {}, signs)
    walks.check(walk, now=now)
    before, vigorous_seconds = walk_actions.before_edit(row), row.vigorous_seconds
    walk_actions.note_harm(row, walk, now=now)
    store.write_felt(row, walk)
    walk_actions.count_by_effort(row)
    if before:
        answered = reviews.reviewed(before.walk, felt, scores or {}, signs)
        walk_actions.keep_before_edit(row, answered, before.figures)
    session.flush()
    if row.vigorous_seconds != vigorous_seconds:
        weeks.refresh(session, diary, {row.walked_on})
