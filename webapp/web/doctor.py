"""The server's check-up: what the shell's `doctor` says, for the owner, with what only a running server sees."""

from flask import Blueprint, current_app, render_template

from webapp import clock
from webapp.domain.checkups import CheckupGroup, CheckupResult, CheckupState, worst_first
from webapp.web import access
from webapp.web.database import database

bp = Blueprint("doctor", __name__)
# The page waits for three such looks at most: the shell has the time to look at everything.
PATIENCE_S = 0.2


@bp.get("/doctor")
def index() -> str:
    access.owner()
    from webapp.words import checkups as words

    results = _examined()
    fine = [result for result in results if result.state is CheckupState.OK]
    return render_template(
        "doctor/index.html",
        headline=words.headline(results),
        waiting=[result for result in worst_first(results) if result.state is not CheckupState.OK],
        fine={group: [result for result in fine if result.group is group] for group in CheckupGroup},
        count=len(fine),
        words=words,
    )


def _examined() -> list[CheckupResult]:
    # Most servers are never looked at: until then none of it is loaded.
    from webapp.security import checkups

    extensions = current_app.extensions
    patient = checkups.Patient(
        settings=extensions["backstride_settings"],
        https=extensions["backstride_https"],
        database=database(),
        sightings=extensions["backstride_sightings"],
        now=clock.now(),
        patience_s=PATIENCE_S,
    )
    return checkups.examine(patient)
