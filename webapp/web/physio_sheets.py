"""The sheet for the physiotherapist, for its person and for whoever has a link to it."""

import datetime as dt

from flask import request

from webapp.actions import physio as actions
from webapp.domain import stumbles
from webapp.domain.diaries import Diary
from webapp.domain.periods import Period
from webapp.storage import safety as safety_store
from webapp.storage.engine import Session
from webapp.web import physio_notes
from webapp.words import physio as words

# How many weeks it goes back.
SPANS, USUAL_SPAN = (4, 6, 12), 6


def asked_span() -> int:
    """The weeks that the address asks for."""
    wanted = request.args.get("weeks", "")
    return int(wanted) if wanted in map(str, SPANS) else USUAL_SPAN


def values(session: Session, diary: Diary, period: Period, *, today: dt.date, with_answers: bool) -> dict[str, object]:
    """What the template of the sheet shows of a period, as it is today."""
    report = actions.report(session, diary, period, today=today)
    check = safety_store.find(session, diary) if with_answers else None
    notes, more_notes = physio_notes.on_sheet(report, with_answers=with_answers)
    return {
        "report": report,
        "with_answers": with_answers,
        "answers": words.answers(check, diary.time_zone),
        "notes": notes,
        "more_notes": more_notes,
        "per_minutes": stumbles.MINUTES,
        "today": today,
        "words": words,
    }
