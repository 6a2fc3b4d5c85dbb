"""How a walk went: a page where every answer is one tap, saved at once, and taken back by the same tap."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import reviews as actions
from webapp.domain import reviews, walks
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid
from webapp.domain.reviews import Moment, Review, Scores, Signs
from webapp.domain.walks import Site, WarningSign
from webapp.storage import pain as pain_store
from webapp.storage import walks as store
from webapp.storage.models import WalkRow
from webapp.web import access, htmx, saving
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import reviews as review_words
from webapp.words import texts

bp = Blueprint("reviews", __name__, url_prefix="/walks")
_NUMBERS = {"stumbles": walks.MOST_COUNTED, "falls": walks.MOST_COUNTED, "effort": 10, "attention": 10}
_TICKS, _CHOICES = ("with_partner",), ("looked_back", "held_form")
MORNING = saving.Undoable("today.index", "morning")


@bp.get("/<uuid:uuid>/review")
def show(uuid: UUID) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        walk = store.find(session, diary, uuid) or abort(404)
        sites = pain_store.followed(session, diary)
    return _page(walk, sites, {}, {})


@bp.post("/<uuid:uuid>/review")
def update(uuid: UUID) -> Response | str | tuple[str, int]:
    """Save the answers that were sent; one that was left out stays as it is."""
    diary, sent = access.diary_write(), MORNING.sent()
    form = sent.form
    before: dict[str, str] = {}
    errors: dict[str, str] = {}
    with database().writing() as session:
        walk = store.find(session, diary, uuid) or abort(404)
        sites = pain_store.followed(session, diary)
        try:
            felt, scores, signs = _felt(form), _scores(form), _signs(form)
            form.finish()
            before = _fields(uuid, {key: _score(walk, *key) for key in scores})
            sent.check(before)
            actions.review_walk(session, diary, walk, felt, scores, signs, now=clock.now())
        except Invalid as invalid:
            errors = texts.problems_by_field(invalid.problems)
    if errors:
        return _page(walk, sites, form.values, errors), 422
    if form.text("back") == "today":
        return sent.saved(before, _fields(uuid, scores), back="today")
    if htmx.wants_fragment():
        return _page(walk, sites, form.values, {})
    more = "1" if form.is_ticked("more") else None
    return redirect(url_for("reviews.show", uuid=uuid, more=more, _anchor=_question(felt, scores)), 303)


def _question(felt: Review, scores: Scores) -> str:
    """The question that was answered: without a script the page comes back there, with the next one under it."""
    if scores:
        return f"pain-{next(iter(scores))[0]}"
    name = next(iter(felt), "")
    return {"falls": "stumbles"}.get(name, name if name in _NUMBERS else "more")


def _score(walk: WalkRow, site: Site, moment: Moment) -> int | None:
    said = {pain.site: pain for pain in walk.pains}
    score: int | None = getattr(said.get(site), moment.value, None)
    return score


def _fields(uuid: UUID, scores: Scores) -> dict[str, str]:
    """Scores of a walk, as a form sends them."""
    texts = {key: "" if score is None else str(score) for key, score in scores.items()}
    return {"walk": str(uuid), **{f"pain.{site}.{moment}": text for (site, moment), text in texts.items()}}


def _felt(form: Form) -> Review:
    """The answers that a form has; an empty one takes an answer back."""
    felt: Review = {}
    # The names come from tables, where types do not follow them.
    for name, most in _NUMBERS.items():
        if name in form.values:
            felt[name] = form.whole(name, 0, most)  # type: ignore[literal-required]
    for name in _TICKS:
        if name in form.values:
            felt[name] = form.is_ticked(name)  # type: ignore[literal-required]
    for name in _CHOICES:
        if name in form.values:
            answer = form.choice(name, ("yes", "no"))
            felt[name] = None if answer is None else answer == "yes"  # type: ignore[literal-required]
    return felt


def _scores(form: Form) -> Scores:
    names = {f"pain.{site}.{moment}": (site, moment) for site in Site for moment in Moment}
    return {key: form.whole(name, 0, 10) for name, key in names.items() if name in form.values}


def _signs(form: Form) -> Signs:
    """The warning signs that a form answers; a page from before asks whether there was one, without its name."""
    if "had_warning_sign" in form.values:
        is_one = form.is_ticked("had_warning_sign")
        return {WarningSign.UNSPECIFIED: True} if is_one else dict.fromkeys(WarningSign, False)
    names = {f"warning_sign.{sign}": sign for sign in WarningSign}
    return {sign: form.is_ticked(name) for name, sign in names.items() if name in form.values}


def _page(walk: WalkRow, followed: list[Site], values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    today = access.diary_read().date_of(clock.now())
    return render_template(
        "reviews/_review.html" if htmx.wants_fragment() else "reviews/show.html",
        walk=walk,
        values=values,
        errors=errors,
        words=review_words,
        today=today,
        is_answered=reviews.is_answered(walk.effort, walk.stumbles, walk.attention, walk.falls),
        is_more_open=bool(values.get("more") or request.args.get("more")),
        pulled_sled=any(segment.mode == Mode.BACKWARD_SLED for segment in walk.segments),
        pains=_pains(walk, followed, today),
    )


def _pains(walk: WalkRow, followed: list[Site], today: dt.date) -> list[tuple[Site, list[tuple[Moment, int | None]]]]:
    """The sites to ask about with the score of each moment; the next morning is asked once it has come."""
    said = {pain.site for pain in walk.pains}
    moments = [moment for moment in Moment if moment is not Moment.NEXT_MORNING or walk.walked_on < today]
    return [
        (site, [(moment, _score(walk, site, moment)) for moment in moments])
        for site in Site
        if site in followed or site in said
    ]
