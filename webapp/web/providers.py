"""Signing in by a provider of the owner's, and connecting it with one's diary under Settings, You."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain.problems import Invalid
from webapp.security import events, identities, providers
from webapp.security.identities import AlreadyLinked
from webapp.security.providers import NoAnswer, NotProven, Proven
from webapp.security.sign_ins import MustWait
from webapp.storage import identities as store
from webapp.storage.engine import Session
from webapp.web import access, returns, saving, trips
from webapp.web.access import public
from webapp.web.database import database
from webapp.web.trips import Journey
from webapp.words import texts

bp = Blueprint("providers", __name__)
Answer = Response | str | tuple[str, int]
PROVIDER = saving.Undoable("profile.index", "provider", is_private=True)


@bp.get("/login/provider")
@public
def start() -> Answer:
    """Send somebody off to say at the provider who they are."""
    trips.provider()
    wanted = returns.own_page(request.args.get("next"))
    if access.is_signed_in():
        return redirect(wanted or url_for("today.index"), 303)
    return trips.to_public_address() or _sent_off(0, wanted)


@bp.get("/settings/provider/begin")
def begin() -> Answer:
    """Send somebody off whose diary is to be connected."""
    trips.provider()
    return trips.to_public_address() or _sent_off(access.user().id, "")


@bp.get("/login/provider/back")
@public
def finish() -> Answer:
    """Whoever comes back is signed in where they are connected, or asked whether to connect them."""
    kept, provider = trips.kept(), trips.provider()
    try:
        if kept is None or kept.proven:
            raise NotProven("nobody was sent off")
        proven = providers.finish(provider, kept.trip, request.args, trips.back(), now=clock.now())
    except NotProven as error:
        events.note("the provider proved nobody", why=str(error), address=request.remote_addr)
        return _over("unproven", 403)
    except NoAnswer:
        return _over("silent", 503)
    return _to_connect(kept, proven) if kept.person else _signed_in(kept, proven)


@bp.get("/settings/provider")
def show() -> Answer:
    """Ask whether who came back is to be connected with this diary."""
    trips.provider()
    return _asked({}) if _found() else redirect(url_for("profile.index", _anchor="provider-card"), 303)


@bp.post("/settings/provider")
def link() -> Answer:
    provider, found = trips.provider(), _found()
    if found is None:
        return _refused("unproven", 403)
    try:
        access.prove("provider_password")
        with database().writing() as session:
            before = _fields(session, provider.issuer)
            identities.link(session, access.user(), *found, now=clock.now())
    except MustWait as wait:
        return _asked({"provider_password": texts.too_many_tries(wait.seconds)}), 429
    except Invalid as invalid:
        return _asked(texts.problems_by_field(invalid.problems)), 422
    except AlreadyLinked:
        return _refused("taken", 409)
    answer = PROVIDER.say(saving.How.SAVED, before, before)
    trips.forget(answer)
    return answer


@bp.post("/settings/provider/end")
def end() -> Answer:
    provider = trips.provider()
    with database().writing() as session:
        before = _fields(session, provider.issuer)
        identities.unlink(session, access.user(), provider.issuer)
    return PROVIDER.say(saving.How.REMOVED, before, {})


@bp.post("/settings/provider/restore")
def restore() -> Answer:
    provider, sent = trips.provider(), PROVIDER.undo()
    with database().writing() as session:
        before = _fields(session, provider.issuer)
        sent.check(before)
        subject, name = sent.form.text("subject"), sent.form.text("name")
        try:
            identities.link(session, access.user(), provider.issuer, subject, name, now=clock.now())
        except AlreadyLinked:
            abort(PROVIDER.say(saving.How.CHANGED))
    return PROVIDER.say(saving.How.UNDONE)


def _sent_off(person: int, wanted: str) -> Answer:
    try:
        address, trip = providers.begin(trips.provider(), trips.back())
    except NoAnswer:
        return _refused("silent", 503)
    answer = redirect(address, 303)
    trips.keep(answer, Journey(person, wanted, trip, None))
    return answer


def _signed_in(kept: Journey, proven: Proven) -> Answer:
    with database().writing() as session:
        user = store.find_user(session, proven.issuer, proven.subject)
        token = access.start(session, user, now=clock.now()) if user else None
    if user is None or token is None:
        events.note("nobody is connected", issuer=proven.issuer, subject=proven.subject)
        return _over("unknown", 403)
    answer = redirect(kept.next or url_for("today.index"), 303)
    access.stay_signed_in(answer, token)
    trips.forget(answer)
    return answer


def _to_connect(kept: Journey, proven: Proven) -> Answer:
    answer = redirect(url_for("providers.show"), 303)
    trips.keep(answer, kept._replace(proven=proven))
    return answer


def _found() -> Proven | None:
    """Who came back for the person who asks, and for nobody else."""
    kept = trips.kept()
    return kept.proven if kept and kept.person == access.user().id else None


def _fields(session: Session, issuer: str) -> dict[str, str]:
    row = store.find(session, access.user().id, issuer)
    return {"subject": row.subject, "name": row.name} if row else {}


def _asked(errors: dict[str, str]) -> str:
    return render_template("providers/show.html", provider=trips.provider(), proven=_found(), errors=errors)


def _over(why: str, status: int) -> Response:
    """A refusal after which the browser has to begin anew: what it kept is good for one try."""
    answer = make_response(_refused(why, status))
    trips.forget(answer)
    return answer


def _refused(why: str, status: int) -> tuple[str, int]:
    return render_template("providers/refused.html", why=why, provider=trips.provider()), status
