"""You: the name, the weight, the usual paces and the password."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import profile
from webapp.domain import doubts, units, walks
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.security import accounts, passwords, sign_ins
from webapp.security.sign_ins import MustWait, WrongPassword
from webapp.storage import goals as goal_store
from webapp.storage import safety as safety_store
from webapp.storage import users
from webapp.storage import weights as weight_store
from webapp.web import access, devices, saving, trips
from webapp.web.database import database
from webapp.web.forms import SURE, Form, asked
from webapp.words import formats, texts
from webapp.words import safety as safety_words

bp = Blueprint("profile", __name__, url_prefix="/settings")
PACED_MODES = (Mode.FORWARD_WALK, Mode.BACKWARD_WALK)
# Of a pace that Undo brings back.
DECIMALS = 6
PACES = saving.Undoable("profile.index", "paces")
PASSWORD = saving.Undoable("profile.index", "password")


@bp.get("/you")
def index() -> str:
    return _page({}, {})


@bp.post("/paces")
def set_paces() -> Response | tuple[str, int]:
    diary, sent = access.diary_write(), PACES.sent()
    form = sent.form
    unit = formats.distance_unit()
    # As the page shows them; Undo sends the highest with more decimals than that.
    lowest, highest = formats.in_speed_unit(walks.SLOWEST_KMH), round(units.km_to(walks.FASTEST_KMH, unit), DECIMALS)
    try:
        typed = {mode: form.number(f"pace_{mode}", lowest, highest) for mode in PACED_MODES}
        kmh = {mode: None if speed is None else _kmh(speed) for mode, speed in typed.items()}
        _doubt(form, kmh)
        form.finish()
        with database().writing() as session:
            before = _paces(goal_store.usual_paces(session, diary))
            sent.check(before)
            profile.set_usual_paces(session, diary, kmh)
            then = _paces(goal_store.usual_paces(session, diary))
    except Invalid as invalid:
        return _page(asked(form, invalid), texts.problems_by_field(invalid.problems)), 422
    return sent.saved(before, then)


def _kmh(speed: float) -> float:
    """A speed in km/h; what was rounded on the page is no slower or faster than a walk can be."""
    return min(max(units.km_from(speed, formats.distance_unit()), walks.SLOWEST_KMH), walks.FASTEST_KMH)


def _paces(paces: Mapping[Mode, float]) -> dict[str, str]:
    """The usual paces, as the form sends them, without being asked whether they are right."""
    unit = formats.distance_unit()
    form = Form(
        {
            f"pace_{mode}": str(round(units.km_to(paces[mode], unit), DECIMALS)) if mode in paces else ""
            for mode in PACED_MODES
        }
    )
    _doubt(form, paces)
    return form.values | ({SURE: form.asked_about} if form.doubts else {})


def _doubt(form: Form, kmh: Mapping[Mode, float | None]) -> None:
    for mode in PACED_MODES:
        form.doubt(f"pace_{mode}", doubts.of_speed(mode, kmh.get(mode)))


@bp.post("/password")
def set_password() -> Response | tuple[str, int]:
    user, now = access.user(), clock.now()
    kept = {name: value for name, value in request.form.items() if name == "ends_keys"}
    current = request.form.get("current_password", "")
    try:
        if not current:
            raise Invalid(Problem("current_password", Reason.NO_PASSWORD))
        sign_ins.try_password(database(), user.name, current, devices.browser(), now=now)
        with database().writing() as session:
            mine = users.get(session, user.id)
            typed, here = request.form.get("new_password", ""), devices.stores_of_walks()
            accounts.set_password(session, mine, typed, ends_keys=bool(kept), here=here)
            token = access.start(session, mine, now=now)
    except MustWait as wait:
        return _page({}, {"current_password": texts.too_many_tries(wait.seconds)}), 429
    except WrongPassword:
        wrong = Problem("current_password", Reason.WRONG_PASSWORD)
        return _page(kept, texts.problems_by_field([wrong])), 422
    except Invalid as invalid:
        return _page(kept, texts.problems_by_field(invalid.problems, password="new_password")), 422  # noqa: S106
    answer = PASSWORD.say(saving.How.SAVED)
    access.stay_signed_in(answer, token)
    return answer


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        weight_kg = weight_store.on(session, diary, today)
        paces = goal_store.usual_paces(session, diary)
        check = safety_store.find(session, diary)
        identity = trips.connected(session)
    return render_template(
        "profile/index.html",
        values=values,
        errors=errors,
        just=None if errors else saving.just_saved(),
        weight_kg=weight_kg,
        born_and_sex=safety_words.born_and_sex(check) if check else "",
        paces=paces,
        paced_modes=PACED_MODES,
        shortest_password=passwords.SHORTEST,
        identity=identity,
    )
