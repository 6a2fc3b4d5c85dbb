"""Reminders on this phone: the browser itself shows them, by the push service of its maker."""

import base64
import binascii
from collections.abc import Collection, Mapping
from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as Answer

from webapp import clock
from webapp.actions import subscriptions as actions
from webapp.domain import messages
from webapp.domain.messages import MessageEvent, TargetKind
from webapp.domain.problems import Invalid
from webapp.domain.subscriptions import Receiver, checked_contact
from webapp.storage import messages as message_store
from webapp.storage import reminders as reminder_store
from webapp.storage import subscriptions as store
from webapp.storage.going_out_models import MessageTarget
from webapp.web import access, browsers, devices
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import messages as words
from webapp.words import texts

bp = Blueprint("subscriptions", __name__, url_prefix="/settings/messages/phone")
# Browsers trust these over http too.
_SECURE_ANYWAY = ("localhost", "127.0.0.1")
# Who logs a walk on a phone need not hear from it that it is saved.
_USUAL = (MessageEvent.REMINDER, MessageEvent.GOAL_REACHED)


@bp.get("")
def index() -> str:
    return _page({})


@bp.post("")
def create() -> Answer | tuple[str, int]:
    """Show messages in this browser: the script has asked it, and tells where its push service takes them."""
    diary, form = access.diary_write(), Form(request.form)
    events = [event for event in messages.WANTED_EVENTS if form.is_ticked(event)]
    try:
        receiver = _receiver(form)
        with database().writing() as session:
            _only_once_it_is_on(store.sender(session))
            language = str(get_locale() or "en")
            actions.subscribe(session, diary, receiver, events, language=language, now=clock.now())
    except actions.NoReceiver:
        return _page({}, has_failed=True), 422
    except Invalid as invalid:
        # There is no field for what the script fills in: the card has the problem.
        problems = [replace(problem, field="phone") for problem in invalid.problems]
        return _page(texts.problems_by_field(problems), typed=form.values), 422
    answer = redirect(url_for("subscriptions.index", added=1), 303)
    devices.remember(answer)
    return answer


@bp.post("/contact")
def set_contact() -> Answer | tuple[str, int]:
    """The owner turns it on for everybody here, and says whom push services can write to."""
    if not access.user().is_owner:
        abort(404)
    form = Form(request.form)
    try:
        contact = checked_contact("contact", form.text("contact"))
        with database().writing() as session:
            actions.turn_on(session, contact, now=clock.now())
    except Invalid as invalid:
        return _page(texts.problems_by_field(invalid.problems), typed=form.values), 422
    return redirect(url_for("subscriptions.index", contact=1), 303)


@bp.get("/key")
def show_key() -> Response:
    """By which key this server signs, for the service worker."""
    with database().reading() as session:
        sender = store.sender(session)
    _only_once_it_is_on(sender)
    return Response(_in_letters(sender.public_key if sender else b""), mimetype="text/plain")


@bp.post("/renew")
def renew() -> Response:
    """The push service of this browser gave it another address: the service worker tells it."""
    try:
        receiver = _receiver(Form(request.form))
        with database().writing() as session:
            is_known = actions.renew(session, access.diary_write(), receiver)
    except (Invalid, actions.NoReceiver):
        abort(422)
    return Response(status=204 if is_known else 404)


def _only_once_it_is_on(sender: object) -> None:
    if sender is None:
        abort(404)


def _receiver(form: Form) -> Receiver:
    """This browser, as its script tells of it. Raises NoReceiver and Invalid."""
    try:
        endpoint = messages.checked_address("endpoint", form.text("endpoint"), TargetKind.WEB_PUSH)
    except Invalid:
        raise actions.NoReceiver from None
    receiver = Receiver(
        endpoint=endpoint,
        p256dh=_from_letters(form.text("p256dh")),
        auth=_from_letters(form.text("auth")),
        name=browsers.named(request.user_agent.string),
        device_hash=devices.hash_of_store(),
        home=url_for("today.index", _external=True),
    )
    with database().reading() as session:
        allowed = message_store.allowed_hosts(session)
    actions.check(receiver, allowed=allowed)
    return receiver


def _from_letters(typed: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(f"{typed}{'=' * (-len(typed) % 4)}")
    except (binascii.Error, ValueError):
        raise actions.NoReceiver from None


def _in_letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _page(errors: Mapping[str, str], *, typed: Mapping[str, str] | None = None, has_failed: bool = False) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        sender = store.sender(session)
        here = next(filter(devices.shows, message_store.targets(session, diary)), None)
        has_days = bool(reminder_store.find(session, diary).weekdays)
    contact = sender.contact.removeprefix("mailto:") if sender else ""
    return render_template(
        "subscriptions/index.html",
        key=_in_letters(sender.public_key) if sender else "",
        values={"contact": contact, **dict.fromkeys(_wanted(here), "yes"), **(typed or {})},
        errors=errors,
        has_failed=has_failed,
        here=here,
        is_added="added" in request.args and here is not None,
        is_turned_on="contact" in request.args and sender is not None,
        has_days=has_days,
        wants_reminders=MessageEvent.REMINDER in _wanted(here),
        is_secure=request.is_secure,
        can_remind=request.is_secure or request.host.partition(":")[0] in _SECURE_ANYWAY,
        events={event: words.EVENTS[event] for event in messages.WANTED_EVENTS},
    )


def _wanted(here: MessageTarget | None) -> Collection[str]:
    return here.events.split(",") if here else _USUAL
