"""The walk screen, which lives on the phone; and Start and Stop on the server, for a phone without scripts."""

import datetime as dt
import json
from collections.abc import Callable
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.actions import plan as plan_actions
from webapp.actions import rings
from webapp.actions import running as actions
from webapp.actions import safety as safety_actions
from webapp.domain import cadence, programme
from webapp.domain.diaries import Diary
from webapp.domain.energy import KMH_PER_MPH
from webapp.domain.problems import Invalid
from webapp.domain.running import DIRECTIONS, RunningWalk, TimerEvent
from webapp.security import keys
from webapp.storage import running as store
from webapp.storage import walks as walk_store
from webapp.storage.engine import Session
from webapp.web import access, assets, browsers, devices, errors, shell, walkers
from webapp.web.access import kept, public
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import texts

bp = Blueprint("walk", __name__)

# What the sessions of the plan ask for, each once and from its first week on, and the cadences with speeds in km/h.
PLANS = tuple(
    {
        (session.sets, session.backward_minutes, session.forward_minutes): session
        for session in reversed(programme.LEVEL_1)
    }.values()
)[::-1]
# As long as static/js/walk/tidy.js keeps what was thrown away; a test holds the two together.
DAYS_THROWN = 7
# The pages of the shell, with the walk screen's own parts: none of them knows anything of anybody.
KEPT_PAGES = {
    "/walk": "walk/index.html",
    "/walk/parts": "walk/_parts.html",
    "/offline": "walk/offline.html",
    "/slow": "walk/slow.html",
    "/waiting": "walk/_waiting.html",
}
SHOWN = {
    "plans": PLANS,
    "cadence": cadence,
    "cadences": [(mph * KMH_PER_MPH, *steps) for mph, steps in cadence.STEPS_A_MINUTE.items()],
    "warm_up": programme.WARM_UP_MINUTES,
    "cool_down": programme.COOL_DOWN_MINUTES,
    "days_thrown": DAYS_THROWN,
}


@bp.get("/walk")
@kept
def index() -> Response:
    return _kept("/walk")


@bp.get("/walk/parts")
@kept
def parts() -> Response:
    """What the walk screen needs after the first tap."""
    return _kept("/walk/parts")


@bp.get("/offline")
@kept
def offline() -> Response:
    return _kept("/offline")


@bp.get("/slow")
@kept
def slow() -> Response:
    """What the service worker shows while the server is there and takes long."""
    return _kept("/slow")


@bp.get("/waiting")
@kept
def waiting() -> Response:
    """What the outbox shows of walks that wait, the same on every page."""
    return _kept("/waiting")


@bp.get("/sw.js")
@kept
def worker() -> Response:
    pages = {path: render_template(name, **SHOWN) for path, name in KEPT_PAGES.items()}
    return assets.kept_answer(shell.worker(pages), "text/javascript")


@bp.get("/manifest.webmanifest")
@kept
def manifest() -> Response:
    return assets.kept_answer(json.dumps(shell.manifest()), "application/manifest+json")


@bp.post("/phone")
@public
def pair() -> Response:
    """Give a phone a key of its own, by which it can hand in walks when nobody is signed in on it any more."""
    # A script asks: the way to the login would look to it like a page that could be read.
    if not access.is_signed_in():
        return errors.problem(401, "Sign in first.")
    name = browsers.named(request.user_agent.string)
    with database().writing() as session:
        user = access.user()
        token = keys.pair(session, user, name, devices.store_of_walks(), now=clock.now())
    answer = jsonify(token=token, instance=current_app.config["INSTANCE"], person=user.id, name=user.name)
    devices.remember(answer)
    return answer


@bp.delete("/phone")
@public
def part() -> Response:
    """End the key of a phone on which nobody is signed in and nothing waits any more; the phone shows that key."""
    shown = request.authorization
    with database().writing() as session:
        if not (shown and shown.token and keys.end_phone(session, shown.token)):
            return errors.problem(401, "This is no phone's key.")
    return Response(status=204)


@bp.get("/phone/walker")
def walker() -> Response:
    """What the phone keeps of the person for the way."""
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        plan = plan_actions.overview(session, diary, today)
        backward = safety_actions.backward(session, diary, today)
        ring = rings.of_day(session, diary, today, today=today, plan=plan)
        next_goal = rings.next_goal(session, diary, today, plan=plan, ring=ring)
    return jsonify(walkers.document(access.user(), diary, plan, backward, ring, today, next_goal=next_goal))


@bp.get("/phone/walks/<uuid:uuid>")
def summary(uuid: UUID) -> Response:
    """What the screen shows of a walk that is home."""
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        walk = walk_store.find(session, diary, uuid) or abort(404)
        plan = plan_actions.overview(session, diary, today)
        ring = rings.of_day(session, diary, walk.walked_on, today=today, plan=plan)
    return jsonify(walkers.summary(walk, ring))


@bp.get("/walk/running")
def show() -> AnyResponse | str:
    diary = access.diary_read()
    with database().reading() as session:
        running = store.find(session, diary)
    return _page(diary, running) if running else redirect(url_for("walk.index"), 303)


@bp.post("/walk/start")
def start() -> AnyResponse:
    direction = _direction()
    return _changed(
        lambda session, diary, now: actions.start(
            session, diary, direction or TimerEvent.FORWARD, uuid=uuid4(), now=now
        )
    )


@bp.post("/walk/turn")
def turn() -> AnyResponse:
    direction = _direction()
    return _changed(lambda session, diary, now: actions.turn(session, diary, direction, now=now) if direction else None)


@bp.post("/walk/pause")
def pause() -> AnyResponse:
    return _changed(lambda session, diary, now: actions.pause(session, diary, now=now))


@bp.post("/walk/resume")
def resume() -> AnyResponse:
    return _changed(lambda session, diary, now: actions.resume(session, diary, now=now))


@bp.post("/walk/stop")
def stop() -> AnyResponse | tuple[str, int]:
    diary, form, now = access.diary_write(), Form(request.form), clock.now()
    running = None
    try:
        with database().writing() as session:
            running = store.find(session, diary)
            # What that page shows has been stopped, and is what was saved.
            if running is None or _is_of_another(form, running):
                return redirect(url_for("today.index", saved=form.text("id") or None), 303)
            ended_at = _ended_at(form, running, diary)
            logged = actions.stop(session, diary, running, now=now, ended_at=ended_at)
    except Invalid as invalid:
        assert running is not None  # noqa: S101 - Only what runs can be refused.
        return _page(diary, running, form.values, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("today.index", saved=logged.walk.uuid), 303)


@bp.post("/walk/discard")
def discard() -> AnyResponse | tuple[str, int]:
    diary, form, running = access.diary_write(), Form(request.form), None
    try:
        with database().writing() as session:
            running = store.find(session, diary)
            if running is not None and _is_of_another(form, running):
                return redirect(url_for("walk.show"), 303)
            thrown = actions.discard(session, diary, now=clock.now())
    except Invalid as invalid:
        # A clock that was set back has put it where no walk can be kept: it runs on, and is asked for its end.
        assert running is not None  # noqa: S101 - Only what runs can be refused.
        return _page(diary, running, errors=texts.problems_by_field(invalid.problems)), 422
    # The page of walks says that it is in the bin, with an Undo.
    return redirect(url_for("walks.index", deleted=thrown.uuid) if thrown else url_for("today.index"), 303)


def _is_of_another(form: Form, running: RunningWalk) -> bool:
    """Whether a form was sent twice, or from yesterday's page: another walk runs than the one that it shows."""
    return form.text("id") not in ("", str(running.uuid))


def _kept(path: str) -> Response:
    return assets.kept_answer(render_template(KEPT_PAGES[path], **SHOWN), "text/html")


def _direction() -> TimerEvent | None:
    given = request.form.get("direction")
    return next((direction for direction in DIRECTIONS if direction == given), None)


def _changed(change: Callable[[Session, Diary, dt.datetime], None]) -> AnyResponse:
    with database().writing() as session:
        change(session, access.diary_write(), clock.now())
    return redirect(url_for("walk.show"), 303)


def _ended_at(form: Form, running: RunningWalk, diary: Diary) -> dt.datetime | None:
    """When a walk that was left alone ended: at its last event, or at a time that was typed. Raises Invalid."""
    ended = form.choice("ended", ("last", "time"))
    typed = form.time("ended_time") if ended == "time" else None
    form.finish()
    if ended == "last":
        return running.last_at
    return running.time_after_last(typed, diary.time_zone) if typed else None


def _page(
    diary: Diary, running: RunningWalk, values: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> str:
    now = clock.now()
    return render_template(
        "walk/running.html",
        walk=running,
        so_far=running.at(now),
        asks_end=running.is_left_alone(now) or bool(errors),
        zone=diary.time_zone,
        now=now,
        values=values or {},
        errors=errors or {},
    )
