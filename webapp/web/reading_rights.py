"""The page on which it is decided who may read a diary: for its person, and for a child's diary for an owner."""

from collections.abc import Callable, Mapping

from flask import render_template, request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.domain.problems import Invalid, Reason
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.domain.roles import Role
from webapp.security import reading_rights as rights
from webapp.storage import reading_rights as store
from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.web import access, saving
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.web.parameters import number_of
from webapp.web.saving import Undoable
from webapp.words import reading_rights as words
from webapp.words import texts

Answer = Response | str | tuple[str, int]
# Finds whose diary it is in the block that reads or writes, and aborts where who asks has no say there.
Whose = Callable[[Session], User]


def page(place: Undoable, whose: Whose, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    now = clock.now()
    with database().reading() as session:
        person = whose(session)
        given = store.given(session, person.diary, now=now)
        others = store.may_be_readers(session, person.diary)
        has_others = users.count(session) > 1
    is_own = person.id == access.user().id
    return render_template(
        "readers/index.html",
        person=person,
        is_own=is_own,
        decides=not is_own or person.role != Role.CHILD,
        given=given,
        has_others=has_others,
        others=[(other.id, other.name) for other in others],
        values={"reads_as": ReadsAs.FAMILY, "reads_for": Lasts.MONTHS, **values},
        errors=errors,
        just=None if errors else saving.just_saved(),
        place=place.page.partition(".")[0],
        of=place.of or {},
        words=words,
    )


def choose(place: Undoable, whose: Whose) -> Answer:
    """Let somebody read, or bring back by Undo what was before."""
    sent, by, now = place.sent(), access.user(), clock.now()
    form = sent.form
    try:
        as_what, lasts = (None, None) if sent.undone else _chosen(form)
        with database().writing() as session:
            person = whose(session)
            reader = rights.find_reader(session, person.diary, number_of(form.text("reader")))
            before = rights.fields_of(session, person.diary, reader, now=now)
            sent.check(before)
            if as_what and lasts:
                rights.give(session, person, reader, as_what, lasts, by=by, now=now)
            elif form.text("code"):
                rights.give_back(session, person, reader, form.values, by=by)
            else:
                rights.take_back(session, person, reader, by=by)
            then = rights.fields_of(session, person.diary, reader, now=now)
    except Invalid as invalid:
        return page(place, whose, form.values, texts.problems_by_field(invalid.problems)), 422
    return sent.saved(before, then)


def end(place: Undoable, whose: Whose) -> Response:
    """Take back that somebody may read."""
    by, now, number = access.user(), clock.now(), number_of(request.form.get("reader"))
    with database().writing() as session:
        person = whose(session)
        given = store.given(session, person.diary, now=now)
        found = next((row for row in given if row[1].id == number), None)
        if found is None:
            # It was a second tap, or the right has ended by itself.
            return place.say(saving.How.REMOVED)
        right, reader = found
        before = rights.fields_of(session, person.diary, reader, now=now)
        read_at = right.read_at.isoformat() if right.read_at else ""
        rights.take_back(session, person, reader, by=by)
        then = rights.fields_of(session, person.diary, reader, now=now)
    return place.say(saving.How.REMOVED, before, then, read_at=read_at)


def _chosen(form: Form) -> tuple[ReadsAs, Lasts]:
    """Raises Invalid."""
    as_what, lasts = form.choice("reads_as", list(ReadsAs)), form.choice("reads_for", list(Lasts))
    named = {problem.field for problem in form.problems}
    for name, value in (("reads_as", as_what), ("reads_for", lasts)):
        if not value and name not in named:
            form.add(name, Reason.MISSING)
    form.finish()
    return ReadsAs(as_what or ""), Lasts(lasts or "")
