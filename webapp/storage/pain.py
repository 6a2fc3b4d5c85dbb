"""The sites of pain that somebody follows, and what was said of them."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.pain import Scored
from webapp.domain.walks import Site
from webapp.storage import walk_rows
from webapp.storage.coach_models import PainSite
from webapp.storage.columns import table
from webapp.storage.models import PainRow, WalkRow

# More than anybody says of one site in its first week.
FIRST_KEPT = 60
_SITE, _PAIN, _WALK = (table(model).c for model in (PainSite, PainRow, WalkRow))
_FOLLOWED = select(_SITE.site).where(_SITE.user_id == bindparam("user_id"))
_SAID = (
    select(_WALK.walked_on, _WALK.id, _PAIN.site, _PAIN.before, _PAIN.during, _PAIN.after, _PAIN.next_morning)
    .join_from(table(WalkRow), table(PainRow), _PAIN.walk_id == _WALK.id)
    .where(_WALK.user_id == bindparam("user_id"), _WALK.deleted_at.is_(None))
    .order_by(_WALK.walked_on, _WALK.started_at, _WALK.id)
)
_LATELY = _SAID.where(_WALK.walked_on >= bindparam("since"))
_AT_FIRST = _SAID.where(_PAIN.site == bindparam("site"), _WALK.walked_on < bindparam("since")).limit(FIRST_KEPT)
# One row for each followed site and each walk of the day, the last walk first.
# Without an order: to have one, SQLite would go through every walk by its start instead of those of the day.
_MORNING = (
    select(_WALK.uuid, _WALK.started_at, _WALK.id, _SITE.site, _PAIN.next_morning)
    .join_from(
        table(PainSite),
        table(WalkRow),
        and_(
            _WALK.user_id == _SITE.user_id,
            _WALK.walked_on == bindparam("day"),
            _WALK.deleted_at.is_(None),
        ),
    )
    .outerjoin(table(PainRow), and_(_PAIN.walk_id == _WALK.id, _PAIN.site == _SITE.site))
    .where(_SITE.user_id == bindparam("user_id"))
)


class Unasked(NamedTuple):
    """A walk, and the followed sites of which the morning after it was not said yet."""

    walk: UUID
    sites: Sequence[Site]


def followed(session: Session, diary: Diary) -> list[Site]:
    """The sites that somebody follows, in the order of the body."""
    chosen = set(session.scalars(_FOLLOWED, {"user_id": diary.user_id}))
    return [site for site in Site if site in chosen]


def follow(session: Session, diary: Diary, sites: Collection[Site]) -> None:
    """Follow these sites and no others; what was said of the others stays with its walks."""
    session.execute(delete(PainSite).where(PainSite.user_id == diary.user_id))
    session.add_all(PainSite(user_id=diary.user_id, site=site.value) for site in sites)


def scored(session: Session, diary: Diary, sites: Collection[Site], since: dt.date) -> dict[Site, list[Scored]]:
    """What was said of some sites since a day, and at first: the oldest 60 of each, oldest first.

    What lies between is not read: the course of pain compares its first week with now.
    """
    rows = [
        row
        for site in sites
        for row in session.execute(_AT_FIRST, {"user_id": diary.user_id, "site": site.value, "since": since})
    ]
    rows += session.execute(_LATELY, {"user_id": diary.user_id, "since": since})
    by_site: dict[Site, list[Scored]] = {site: [] for site in sites}
    for row in rows:
        pain = walk_rows.to_pain(row)
        if pain.site in by_site:
            by_site[pain.site].append(Scored(row.walked_on, pain))
    return by_site


def lately(session: Session, diary: Diary, since: dt.date) -> dict[Site, list[Scored]]:
    """What was said of each site since a day, oldest first."""
    by_site: dict[Site, list[Scored]] = {}
    for row in session.execute(_LATELY, {"user_id": diary.user_id, "since": since}):
        pain = walk_rows.to_pain(row)
        by_site.setdefault(pain.site, []).append(Scored(row.walked_on, pain))
    return by_site


def unasked_morning(session: Session, diary: Diary, day: dt.date) -> Unasked | None:
    """The last walk of a day, with the followed sites that have no score of the next morning; None without any."""
    rows = session.execute(_MORNING, {"user_id": diary.user_id, "day": day}).all()
    last = max(rows, key=lambda row: (row.started_at, row.id), default=None)
    sites = {Site(row.site) for row in rows if last and row.id == last.id and row.next_morning is None}
    return Unasked(last.uuid, [site for site in Site if site in sites]) if last and sites else None
