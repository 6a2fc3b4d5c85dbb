"""Today: the running week at one glance, and the last walk once more in one tap."""

from uuid import UUID, uuid4

from flask import Blueprint, render_template, request

from webapp import clock
from webapp.actions import weeks as week_actions
from webapp.domain import weeks
from webapp.storage import running as running_store
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store
from webapp.storage.models import Walk
from webapp.web import access, install_offer
from webapp.web.database import database

bp = Blueprint("today", __name__)


@bp.get("/")
def index() -> str:
    user, now = access.user(), clock.now()
    today = weeks.local_date(now, user.time_zone)
    with database().reading() as session:
        week = week_actions.this_week(session, user, today)
        last = walk_store.latest(session, user.id)
        weight_kg = weight_store.on(session, user.id, today)
        offers_install = not install_offer.is_postponed() and walk_store.are_several(session, user.id)
        running = running_store.find(session, user.id)
        saved = _named(request.args.get("saved"), last)
    return render_template(
        "today/index.html",
        today=today,
        week=week,
        last=last,
        saved=saved,
        running=running,
        weight_kg=weight_kg,
        offers_install=offers_install,
        repeat_id=uuid4(),
        tallest=max(30.0, *(day.minutes for day in week.days)),
    )


def _named(uuid: str | None, last: Walk | None) -> Walk | None:
    """The walk that was saved just now, if it is the last one; any other can be undone on its own page."""
    try:
        return last if uuid and last and last.uuid == UUID(uuid) else None
    except ValueError:
        return None
