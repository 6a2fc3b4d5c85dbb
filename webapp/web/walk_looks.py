"""A walk as pages show it, one's own and somebody else's: where it is, and which stretches of it are brisk."""

from collections.abc import Collection
from uuid import UUID

from flask import request, url_for

from webapp.domain import paces
from webapp.storage import walk_rows
from webapp.storage.models import WalkRow


def address(uuid: UUID) -> str:
    """The page of a walk, in the diary that the page around it shows."""
    if request.blueprint == "diaries":
        return url_for("diaries.walk", code=(request.view_args or {})["code"], uuid=uuid)
    return url_for("walks.show", uuid=uuid)


def brisk(walk: WalkRow) -> Collection[int]:
    """The positions of its brisk stretches."""
    stretches = zip(walk.segments, walk_rows.to_domain(walk).segments, strict=True)
    return {row.position for row, segment in stretches if paces.is_brisk(segment.mode, segment.known_kmh)}
