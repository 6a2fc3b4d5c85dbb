"""The first minutes of a person: their weight and what hurts, both of which can wait; the check comes after."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import weights as weight_actions
from webapp.domain import body, doubts, units
from webapp.domain.problems import Invalid
from webapp.domain.walks import Site
from webapp.storage import pain as pain_store
from webapp.storage import weights as weight_store
from webapp.web import access, site_ticks
from webapp.web.database import database
from webapp.web.forms import Form, asked
from webapp.words import formats, texts
from webapp.words import reviews as review_words

bp = Blueprint("first_run", __name__, url_prefix="/welcome")


@bp.get("")
def index() -> str:
    with database().reading() as session:
        followed = pain_store.followed(session, access.diary_read())
    return _page(site_ticks.shown(followed), {})


@bp.post("")
def answer() -> Response | tuple[str, int]:
    diary, form = access.diary_write(), Form(request.form)
    today = diary.date_of(clock.now())
    ends = [formats.in_weight_unit(kg) for kg in (body.LIGHTEST_BODY_KG, body.HEAVIEST_BODY_KG)]
    try:
        typed = form.number("weight", *ends)
        form.finish()
        with database().writing() as session:
            if typed:
                weight_kg = units.kg_from(typed, formats.weight_unit())
                form.doubt("weight", doubts.of_weight(weight_kg, weight_store.on(session, diary, today)))
                form.finish()
                weight_actions.set_weight(session, diary, today, weight_kg, today=today)
            pain_store.follow(session, diary, site_ticks.chosen(form, pain_store.followed(session, diary)))
    except Invalid as invalid:
        return _page(asked(form, invalid), texts.problems_by_field(invalid.problems, weight_kg="weight")), 422
    return redirect(url_for("safety.index", first="yes"), 303)


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "first_run/index.html", values=values, errors=errors, sites=Site, site_words=review_words.SITES
    )
