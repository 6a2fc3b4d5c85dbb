"""Messages and reminders: where messages go, a test of each place, and what became of the last ones."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock, paths
from webapp.actions import messages as actions
from webapp.domain import messages
from webapp.domain.messages import Failure, MessageEvent, MessageState, TargetKind
from webapp.domain.problems import Invalid
from webapp.storage import calendars as calendar_store
from webapp.storage import messages as store
from webapp.storage import reminders as reminder_store
from webapp.storage.going_out_models import MessageTarget, OutgoingMessage
from webapp.web import access, devices, languages, telling
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.web.parameters import number_of
from webapp.words import messages as words
from webapp.words import reminders as reminder_words
from webapp.words import texts

bp = Blueprint("messages", __name__, url_prefix="/settings/messages")
SHOWN = 20
IN_A_CHECKOUT, INSTALLED = ".venv/bin/pip install -r requirements/apprise.txt", 'pip install "backstride[apprise]"'


class ShownMessage(NamedTuple):
    """A message as the page lists it."""

    day: dt.date
    event: str
    host: str
    outcome: str


class ShownTarget(NamedTuple):
    """A place that messages go to, with what became of the last one."""

    target: MessageTarget
    kind: str
    host: str
    events: Sequence[str]
    last: str
    delivered_on: dt.date | None
    wants_allowing: bool


@bp.get("")
def index() -> str:
    return _page({}, {})


@bp.post("/targets")
def create() -> Response | tuple[str, int]:
    diary, form = access.diary_write(), Form(request.form)
    try:
        kind = TargetKind(form.choice("kind", _kinds()) or TargetKind.NTFY)
        events = [event for event in messages.WANTED_EVENTS if form.is_ticked(event)]
        form.finish()
        address = messages.checked_address("address", form.text("address"), kind)
        with database().writing() as session:
            language = languages.of_request()
            target = actions.add_target(session, diary, kind, address, events, language=language, now=clock.now())
            added = target.id
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return _to_page(added=added)


@bp.post("/remove")
def remove() -> Response:
    with database().writing() as session:
        is_removed = actions.remove_target(session, access.diary_write(), _sent_id(), now=clock.now())
    return _to_page(removed=_sent_id()) if is_removed else _to_page()


@bp.post("/restore")
def restore() -> Response:
    with database().writing() as session:
        actions.restore_target(session, access.diary_write(), _sent_id())
    return _to_page()


@bp.post("/test")
def send_test() -> Response:
    """Send a test at once, and show what became of it."""
    diary = access.diary_write()
    with database().writing() as session:
        target = _own(store.target(session, diary, _sent_id()))
        delivery = actions.begin_test(session, diary, target, now=clock.now())
        allowed = store.allowed_hosts(session)
    # The types take the stand-in for the application, which alone has this method, for the application itself.
    teller = telling.teller(current_app._get_current_object())  # type: ignore[attr-defined]
    answer = actions.send(delivery, teller, allowed)
    with database().writing() as session:
        actions.note_answer(session, delivery, answer)
    return _to_page(gone=1) if delivery.is_gone(answer) else _to_page(tested=_sent_id())


@bp.post("/allow")
def allow() -> Response:
    """The owner lets messages go to a host of the own network."""
    if not access.user().is_owner:
        abort(404)
    with database().writing() as session:
        target = _own(store.target(session, access.diary_write(), _sent_id()))
        store.allow_host(session, messages.host_of(target.address))
    return _to_page()


@bp.post("/forbid")
def forbid() -> Response:
    if not access.user().is_owner:
        abort(404)
    with database().writing() as session:
        store.forbid_host(session, request.form.get("host", ""))
    return _to_page()


def _own(target: MessageTarget | None) -> MessageTarget:
    return target or cast(MessageTarget, abort(404))


def _sent_id() -> int:
    return number_of(request.form.get("id")) or 0


def _to_page(**just: Any) -> Response:
    """Back to the page, with what just happened to which place."""
    return redirect(url_for("messages.index", **just), 303)


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        targets = store.targets(session, diary)
        sent = store.newest_first(session, diary, SHOWN)
        allowed = store.allowed_hosts(session)
        calendar = calendar_store.find(session, diary)
        reminder = reminder_store.find(session, diary)
    tested = request.args.get("tested", type=int)
    return render_template(
        "messages/index.html",
        values=values or {"kind": "ntfy", **dict.fromkeys(messages.WANTED_EVENTS, "yes")},
        errors=errors,
        reminder=reminder_words.when(reminder),
        is_told_here=any(map(devices.shows, targets)),
        has_calendar=calendar is not None and calendar.is_on,
        targets=[_shown(target, sent, allowed) for target in targets],
        sent=[_shown_message(message, target) for message, target in sent],
        tested=next((_outcome(message) for message, target in sent if target.id == tested), None),
        added=request.args.get("added", type=int),
        removed=request.args.get("removed", type=int),
        is_gone="gone" in request.args,
        hosts=sorted(allowed) if access.user().is_owner else [],
        kinds={kind: words.KINDS[kind] for kind in _kinds()},
        has_apprise=actions.has_apprise(),
        install_apprise=IN_A_CHECKOUT if (paths.ROOT / "requirements").is_dir() else INSTALLED,
        events={event: words.EVENTS[event] for event in messages.WANTED_EVENTS},
    )


def _kinds() -> Sequence[TargetKind]:
    """Those of which this person can add a place."""
    return messages.OWNERS_KINDS if access.user().is_owner and actions.has_apprise() else messages.TYPED_KINDS


def _shown(
    target: MessageTarget, sent: Sequence[tuple[OutgoingMessage, MessageTarget]], allowed: frozenset[str]
) -> ShownTarget:
    host = messages.host_of(target.address)
    last = next((message for message, of in sent if of.id == target.id), None)
    return ShownTarget(
        target=target,
        kind=_name_of(target) or str(words.KINDS[TargetKind(target.kind)]),
        host=host,
        events=[str(words.EVENTS[event]) for event in messages.WANTED_EVENTS if event in target.events.split(",")],
        last=_outcome(last) if last else "",
        delivered_on=_delivered_on(target),
        wants_allowing=bool(last and last.failure == Failure.OWN_NETWORK and host not in allowed),
    )


def _shown_message(message: OutgoingMessage, target: MessageTarget) -> ShownMessage:
    day = access.diary_read().date_of(message.tried_at or message.made_at)
    event = str(words.EVENTS[MessageEvent(message.event)])
    return ShownMessage(day, event, _name_of(target) or messages.host_of(target.address), _outcome(message))


def _name_of(target: MessageTarget) -> str:
    """What a browser is called; other places have no name."""
    return target.subscription.name if target.subscription else ""


def _delivered_on(target: MessageTarget) -> dt.date | None:
    at = target.subscription.delivered_at if target.subscription else None
    return access.diary_read().date_of(at) if at else None


def _outcome(message: OutgoingMessage) -> str:
    failure = Failure(message.failure) if message.failure else None
    return words.outcome(MessageState(message.state), failure, message.status, message.said)
