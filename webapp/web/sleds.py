"""The sled: how heavy, how far, how often, and whether the last set looked like the first."""

from collections.abc import Mapping
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import plan as actions
from webapp.actions import plan_sessions
from webapp.domain import doubts, gates, programme, sleds, units
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid, Reason
from webapp.domain.programme import LONGEST_SLED_METRES, SECONDS_A_SLED_METRE, Session
from webapp.domain.standings import Standing
from webapp.web import access
from webapp.web.database import database
from webapp.web.forms import Form, asked
from webapp.words import formats, texts

bp = Blueprint("sleds", __name__, url_prefix="/plan/sled")


@bp.get("")
def index() -> str:
    return _page(None, {})


@bp.post("")
def create() -> Response | tuple[str, int]:
    diary, form, now = access.diary_write(), Form(request.form), clock.now()
    unit = formats.weight_unit()
    lightest, heaviest = (formats.in_weight_unit(kg) for kg in (sleds.LIGHTEST_KG, sleds.HEAVIEST_KG))
    try:
        load = form.number("load", lightest, heaviest, required=True)
        metres = form.number("metres", sleds.SHORTEST_METRES, LONGEST_SLED_METRES, required=True)
        sets = form.whole("sets", 1, sleds.MOST_SETS, required=True)
        seconds = form.number("seconds", sleds.SHORTEST_SECONDS, sleds.LONGEST_SECONDS, required=True)
        held = form.choice("held_form", ("yes", "no"))
        uuid = form.uuid("id") or uuid4()
        with database().reading() as session:
            suggested_kg = plan_sessions.suggested_sled_kg(session, diary, diary.date_of(now))
        form.doubt("load", doubts.of_sled(units.kg_from(load or 0, unit), suggested_kg))
        if metres and seconds:
            form.doubt("seconds", doubts.of_speed(Mode.BACKWARD_SLED, metres / seconds * 3.6))
        form.finish()
        assert load and metres and sets and seconds  # noqa: S101 - finish() saw to it.
        with database().writing() as session:
            plan_sessions.drag(
                session,
                diary,
                uuid=uuid,
                sled_kg=units.kg_from(load, unit),
                metres=metres,
                sets=sets,
                seconds=round(seconds),
                held_form=None if held is None else held == "yes",
                today=diary.date_of(now),
                now=now,
            )
    except Invalid as invalid:
        return _page(asked(form, invalid), texts.problems_by_field(invalid.problems) | _warning(invalid)), 422
    return redirect(url_for("reviews.show", uuid=uuid), 303)


def _warning(invalid: Invalid) -> dict[str, str]:
    """Why nobody drags further than that."""
    is_too_far = any(problem.field == "metres" and problem.reason is Reason.TOO_LARGE for problem in invalid.problems)
    words = _("Never beyond %(metres)s m a set. Do more sets instead.", metres=LONGEST_SLED_METRES)
    return {"metres": words} if is_too_far else {}


def _page(values: Mapping[str, str] | None, errors: dict[str, str]) -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        standing = actions.overview(session, diary, today).standing
        suggested_kg = plan_sessions.suggested_sled_kg(session, diary, today)
    return render_template(
        "sleds/index.html",
        is_open=standing is not None and standing.next is not None and standing.level == programme.SLED,
        values=_values(standing, suggested_kg) if values is None else values,
        errors=errors,
        knows_weight=suggested_kg is not None,
        programme=programme,
        sleds=sleds,
        calm_pain=gates.CALM_PAIN,
        new_id=uuid4(),
    )


def _values(standing: Standing | None, suggested_kg: float | None) -> dict[str, str]:
    """What the form begins with: the load that fits today, and the sets of the next session."""
    load = {} if suggested_kg is None else {"load": f"{formats.in_weight_unit(suggested_kg):g}"}
    session = standing.next.session if standing and standing.next else programme.LEVELS[programme.SLED].session(1)
    return load | _sets(session)


def _sets(session: Session) -> dict[str, str]:
    metres = session.metres or 0
    seconds = round(metres * SECONDS_A_SLED_METRE)
    return {"metres": str(metres), "sets": str(session.sets), "seconds": str(seconds)}
