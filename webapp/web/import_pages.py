"""What the pages of the import show."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request

from webapp.actions import import_answers as answers
from webapp.actions import import_pages as pages
from webapp.actions import import_rules as rules
from webapp.actions import import_sheets as sheets
from webapp.actions import import_times as times
from webapp.actions import imports as actions
from webapp.actions.import_sheets import AskedSheet
from webapp.domain.diaries import Diary
from webapp.domain.imports import AT_WORK, BatchState, ImportGroup
from webapp.storage import imports as store
from webapp.storage.engine import Session
from webapp.storage.import_models import ImportBatch
from webapp.web import access, sheet_forms, uploads
from webapp.web.database import database
from webapp.web.parameters import number_of
from webapp.web.restores import RestoreReport
from webapp.words import direction_rules as rule_words
from webapp.words import import_lists, import_rests
from webapp.words import imports as import_words

_LISTED = 10


def index(*, problem: str = "", restored: Sequence[RestoreReport] = ()) -> str:
    with database().reading() as session:
        listed = pages.listed(session, access.diary_read(), limit=_LISTED)
    return render_template("imports/index.html", batches=listed, words=import_lists, problem=problem, restored=restored)


def asked(session: Session, batch: ImportBatch) -> AskedSheet | None:
    """The table whose columns the page asks for."""
    number, units = number_of(request.args.get("columns")), sheet_forms.units()
    if number is not None:
        return sheets.find(session, batch, number, units) or abort(404)
    return sheets.first_asked(session, batch, units)


def group() -> ImportGroup | None:
    wanted = request.args.get("group")
    return ImportGroup(wanted) if wanted in list(ImportGroup) else None


def shown(session: Session, diary: Diary, batch: ImportBatch) -> dict[str, Any]:
    counts, worker = store.counts(session, batch), uploads.worker()
    is_at_work = batch.state in AT_WORK
    is_open = batch.state in (BatchState.READY, BatchState.DONE)
    turns = rules.effect(session, diary, batch, new=counts.get(ImportGroup.NEW, 0)) if is_open else None
    return {
        "turns": turns if turns and turns.new else None,
        "follows_rules": turns is not None and not batch.leaves_rules_out,
        "rule_words": rule_words,
        "rules_shown": rules.SHOWN,
        "batch": batch,
        "state": BatchState(batch.state),
        "is_at_work": is_at_work,
        "counts": counts,
        "backward": {} if is_at_work else store.counts(session, batch, only_backward=True),
        "found": sum(counts.values()) - counts.get(ImportGroup.COLUMNS, 0) - counts.get(ImportGroup.SHEETS, 0),
        "times": times.reading(session, diary, batch),
        "zone": diary.time_zone,
        "tables_read": sheets.read_before(session, batch),
        "tables_kept": sheets.kept(session, batch, uploads.is_kept),
        "rest_words": import_rests,
        "rest": worker.rests.of(batch.id) if is_at_work else None,
        "done": pages.share_done(batch, counts, bytes_read=worker.bytes_read(batch.id)) if is_at_work else 1,
        "sections": [] if is_at_work else pages.sections(session, diary, batch, counts),
        "questions": [] if is_at_work else answers.open_questions(session, diary, batch),
        "has_weights": bool(store.weights(session, batch, is_saved=False)),
        "has_saved_weights": bool(store.weights(session, batch, is_saved=True)),
        "unanswered": "",
        "days": actions.BATCHES_LAST.days,
    }


def show_group(session: Session, diary: Diary, batch: ImportBatch, group: ImportGroup) -> str:
    after = number_of(request.args.get("after")) or 0
    section = pages.section(session, diary, batch, group, after=after)
    return render_template("imports/group.html", batch=batch, section=section, words=import_words, zone=diary.time_zone)
