"""Walks: the form, the history, one walk with every figure explained, and the bin."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import walks as actions
from webapp.domain import energy
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid
from webapp.domain.walks import Source
from webapp.storage import walk_rows
from webapp.storage import walks as store
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web import access, walk_forms, walk_history, walk_looks, walk_pages, walk_values
from webapp.web.database import database
from webapp.web.forms import Form, asked
from webapp.web.parameters import date_of, skipped, uuid_of
from webapp.web.walk_pages import Rendered
from webapp.words import reviews as review_words

bp = Blueprint("walks", __name__, url_prefix="/walks")
BINNED_A_PAGE = 50
# The pieces of the form that say what was typed elsewhere in it; htmx puts each in its place.
FOLLOWS_TYPING = ("preview", "day", "filled", "notes")


@bp.get("/")
def index() -> str:
    return walk_history.page(access.diary_read())


@bp.get("/new")
def new() -> str:
    diary, now = access.diary_read(), clock.now()
    asked, today = date_of(request.args.get("date")), diary.date_of(now)
    day = asked if asked and asked < today else None
    with database().reading() as session:
        like = _like(session, diary)
        return _new(session, diary, walk_values.new(walk_rows.to_domain(like) if like else None, diary, now, day), like)


@bp.post("/new")
def fill() -> str:
    """The form filled like another walk, or moved to another day; the rest stays as it was typed."""
    diary, typed = access.diary_read(), walk_values.moved(request.form)
    with database().reading() as session:
        like = _like(session, diary)
        values = walk_values.like_on(walk_rows.to_domain(like), diary, clock.now(), typed) if like else typed
        return _new(session, diary, values, like)


def _new(session: Session, diary: Diary, values: Mapping[str, str], like: WalkRow | None) -> str:
    last = store.latest(session, diary)
    same = walk_values.same_as(last, like, diary.date_of(clock.now())) if last else None
    context = walk_pages.around(session, diary, values) | {"same": same, "like": like, "is_like": like is not None}
    return render_template("walks/new.html", values=values, errors={}, is_gone=False, **context)


def _like(session: Session, diary: Diary) -> WalkRow | None:
    """The walk after which the form is to be filled, or the last; one that is gone meanwhile leaves it as it begins."""
    if request.values.get("like") == "last":
        return store.latest(session, diary, whole=True)
    uuid = uuid_of(request.values.get("like"))
    return store.find(session, diary, uuid) if uuid else None


@bp.post("/")
def create() -> Response | Rendered:
    diary, form = access.diary_write(), Form(request.form)
    try:
        walk = walk_forms.read(form, diary)
        with database().writing() as session:
            logged = actions.log_form(session, diary, walk, source=Source.FORM, now=clock.now())
            if not logged.is_new and actions.says_more(walk, logged.walk):
                return walk_pages.outdated(
                    session, diary, logged.walk, walk_values.sent_again(form.values, walk), is_again=True
                )
    except Invalid as invalid:
        return walk_pages.refused("walks/new.html", diary, asked(form, invalid), invalid, same=None, is_gone=False)
    return redirect(url_for("today.index", saved=logged.walk.uuid), 303)


@bp.post("/repeat")
def repeat() -> Response:
    """Log a walk again, or the last one, also from the bin; one that was changed since the page fills the form."""
    diary, asked_for = access.diary_write(), request.form.get("like")
    like, uuid = uuid_of(asked_for), uuid_of(request.form.get("id")) or abort(400)
    if asked_for and like is None:
        abort(404)
    with database().writing() as session:
        before = _get(session, diary, like, in_bin=None) if like else store.latest(session, diary, whole=True)
        before = before or abort(404)
        is_shown = request.form.get("shown") in (None, f"{before.seconds}-{before.backward_seconds}")
        if not is_shown and not store.is_known(session, diary, uuid):
            return redirect(url_for("walks.new", like=before.uuid, changed="yes"), 303)
        row = actions.repeat_walk(session, diary, before, uuid=uuid, now=clock.now()).walk
    return redirect(url_for("today.index", saved=row.uuid), 303)


@bp.post("/preview")
@access.public
def preview() -> str | Rendered:
    """The estimate while one types. Signed out, it says so: leading to the sign-in would tear the form away."""
    if not access.is_signed_in():
        return render_template("walks/_signed_out.html"), 401
    diary = access.diary_read()
    with database().reading() as session:
        context = walk_pages.around(session, diary, request.form) | {"values": request.form, "is_swap": True}
    return "".join(render_template(f"walks/_{name}.html", **context) for name in FOLLOWS_TYPING)


@bp.get("/<uuid:uuid>")
def show(uuid: UUID) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        walk = _get(session, diary, uuid, in_bin=None)
        brisk = walk_looks.brisk(walk)
    today = diary.date_of(clock.now())
    said = review_words.said(walk_rows.to_domain(walk))
    return render_template(
        "walks/show.html",
        walk=walk,
        todays_model=energy.MODEL,
        reads_low=energy.reads_low,
        brisk=brisk,
        said=said,
        today=today,
    )


@bp.get("/<uuid:uuid>/edit")
def edit(uuid: UUID) -> str:
    diary = access.diary_read()
    with database().reading() as session:
        row = _get(session, diary, uuid)
        values = walk_values.values_of(walk_rows.to_domain(row), diary)
        return render_template(
            "walks/edit.html",
            uuid=uuid,
            values=values,
            errors={},
            is_like=False,
            meanwhile=None,
            **walk_pages.around(session, diary, values),
        )


@bp.post("/<uuid:uuid>")
def update(uuid: UUID) -> Response | Rendered:
    diary, form = access.diary_write(), Form(request.form)
    try:
        # In one block: what is said of the walk meanwhile would be lost.
        with database().writing() as session:
            row = store.find(session, diary, uuid, in_bin=None)
            if row is None:
                return walk_pages.gone(diary, form.values)
            if _is_outdated(row, form):
                return walk_pages.outdated(session, diary, row, form.values)
            walk = walk_forms.read(form, diary, before=walk_rows.to_domain(row))
            if row.deleted_at is not None:
                actions.restore_walk(session, diary, row)
            actions.change_walk(session, diary, row, walk, now=clock.now())
    except Invalid as invalid:
        return walk_pages.refused("walks/edit.html", diary, asked(form, invalid), invalid, uuid=uuid, meanwhile=None)
    return redirect(url_for("walks.show", uuid=uuid, edited=1), 303)


def _is_outdated(row: WalkRow, form: Form) -> bool:
    """Whether the walk was changed or deleted since its form was opened, and the form does not know it yet."""
    is_changed = form.text("version") not in ("", walk_values.version(walk_rows.to_domain(row)))
    return is_changed or (row.deleted_at is not None and not form.is_ticked("restore"))


@bp.post("/<uuid:uuid>/undo")
def undo(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        actions.undo_change(session, diary, _get(session, diary, uuid))
    return redirect(url_for("walks.show", uuid=uuid), 303)


@bp.post("/<uuid:uuid>/delete")
def delete(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        row = _get(session, diary, uuid, in_bin=None)
        if row.deleted_at is None:
            actions.delete_walk(session, diary, row, now=clock.now())
    page = "today.index" if request.form.get("back") == "today" else "walks.index"
    return redirect(url_for(page, deleted=uuid), 303)


@bp.post("/<uuid:uuid>/restore")
def restore(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        row = _get(session, diary, uuid, in_bin=None)
        if row.deleted_at is not None:
            actions.restore_walk(session, diary, row)
    if request.form.get("back") == "today":
        return redirect(url_for("today.index", saved=uuid), 303)
    return redirect(url_for("walks.show", uuid=uuid, restored=1), 303)


@bp.get("/bin")
def bin() -> str:
    diary, skip = access.diary_read(), skipped(request.args.get("skip", ""))
    with database().reading() as session:
        rows = store.in_bin(session, diary, skip=skip, limit=BINNED_A_PAGE + 1)
        latest = [] if skip else walk_history.latest_edits(session, diary)
    older = skip + BINNED_A_PAGE if len(rows) > BINNED_A_PAGE else None
    return render_template(
        "walks/bin.html", walks=rows[:BINNED_A_PAGE], older=older, days=actions.DAYS_IN_BIN, latest=latest
    )


def _get(session: Session, diary: Diary, uuid: UUID, *, in_bin: bool | None = False) -> WalkRow:
    return store.find(session, diary, uuid, in_bin=in_bin) or abort(404)
