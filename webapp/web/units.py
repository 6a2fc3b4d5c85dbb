"""The language, kilograms or pounds, kilometres or miles, light or dark."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from webapp.actions import profile
from webapp.domain.languages import AS_THE_BROWSER
from webapp.domain.problems import Invalid
from webapp.domain.units import DistanceUnit, WeightUnit
from webapp.storage import users
from webapp.web import access, languages, saving
from webapp.web.database import database
from webapp.words import texts
from webapp.words import units as unit_words

bp = Blueprint("units", __name__, url_prefix="/settings/units")
UNITS = saving.Undoable("units.index", "units")


@bp.get("")
def index() -> str:
    return _page({}, {})


@bp.post("")
def choose() -> Response | tuple[str, int]:
    sent = UNITS.sent()
    form = sent.form
    try:
        chosen = profile.Choices(
            language=form.choice("language", [AS_THE_BROWSER, *languages.spoken()]),
            weight_unit=form.choice("weight_unit", list(WeightUnit)),
            distance_unit=form.choice("distance_unit", list(DistanceUnit)),
            theme=form.choice("theme", profile.THEMES),
        )
        form.finish()
        with database().writing() as session:
            mine = users.get(session, access.user().id)
            before = {name: str(getattr(mine, name)) for name in chosen}
            sent.check(before)
            profile.choose(session, mine, **chosen)
            then = {name: str(getattr(mine, name)) for name in chosen}
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return sent.saved(before, then)


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    just = None if errors else saving.just_saved()
    return render_template("units/index.html", values=values, errors=errors, just=just, words=unit_words)
