"""Units and looks: what is chosen is used, and what is not in the list is refused."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.factories import TODAY, log
from tests.web.pages import Page
from tests.web.test_plan import answer, begin
from tests.web.test_walks import typed, walks_of
from webapp import paths
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.storage import body, goals, walks, weights
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

_FORM, _INCLUDED = re.compile(r"<form.*?</form>", re.DOTALL), re.compile(r'{% include "([a-z_/.]+)" %}')


def test_choices_are_saved(as_alice: FlaskClient) -> None:
    chosen = {"language": "en", "weight_unit": "lb", "distance_unit": "mi", "theme": "dark"}
    assert as_alice.post("/settings/units", data=chosen).status_code == 303
    page = Page(as_alice.get("/settings/units"))
    assert page.form("/settings/units") == chosen
    assert page.elements[0][1]["data-theme"] == "dark"


@pytest.mark.parametrize("field", ["language", "weight_unit", "distance_unit", "theme"])
def test_a_choice_that_is_not_in_the_list_is_refused(as_alice: FlaskClient, field: str) -> None:
    answer = as_alice.post("/settings/units", data={field: "3"})
    assert answer.status_code == 422
    assert Page(answer).refuses(field)


IMPERIAL, METRIC = ({"weight_unit": kilos, "distance_unit": far} for kilos, far in (("lb", "mi"), ("kg", "km")))


def test_a_walk_form_that_was_open_while_the_units_changed_is_read_in_its_own(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/settings/units", data=IMPERIAL)
    form = Page(as_alice.get("/walks/new")).form("/walks/") | {"speed": "3", "load": "20"}
    as_alice.post("/settings/units", data=METRIC)
    as_alice.post("/walks/", data=form)
    (segment,) = walks_of(database, alice)[0].segments
    assert (segment.speed_kmh, segment.load_kg) == pytest.approx((4.83, 9.07), abs=0.01)


def test_refused_and_changed_such_a_form_stays_in_its_units(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    as_alice.post("/settings/units", data=IMPERIAL)
    form = Page(as_alice.get("/walks/new")).form("/walks/") | {"speed": "3", "load": "20"}
    as_alice.post("/settings/units", data=METRIC)
    refused = Page(as_alice.post("/walks/", data=form | {"slope": "x"}))
    assert "or speed in mph" in refused.text and "Load in lb" in refused.text
    assert refused.form("/walks/")["units"] == form["units"]
    as_alice.post("/walks/", data=form)
    uuid = form["id"]
    edit = Page(as_alice.get(f"/walks/{uuid}/edit")).form(f"/walks/{uuid}")
    as_alice.post("/settings/units", data=IMPERIAL)
    as_alice.post(f"/walks/{uuid}", data=edit | {"note": "Fog."})
    assert walks_of(database, alice)[0].segments[0].speed_kmh == pytest.approx(4.83, abs=0.01)


# Every other form with a figure in a unit: its page, where it goes, a figure in the units of the United States, and
# what it is in the metric ones.
FIGURES = {
    "weight": ("/body", "/body/weight", {"weight": "150"}, 68.04),
    "weight on Today": ("/", "/body/weight", {"weight": "150"}, 68.04),
    "first weight": ("/welcome", "/welcome", {"weight": "150"}, 68.04),
    "waist": ("/body", "/body/waist", {"waist": "40"}, 101.6),
    "paces": ("/settings/you", "/settings/paces", {"pace_forward_walk": "3"}, 4.83),
    "sled": ("/plan/sled", "/plan/sled", {"load": "20"}, 9.07),
}


def kept(session: Session, diary: Diary, figure: str) -> float | None:
    """What is known of a figure of these forms, in metric units."""
    if figure == "load":
        return walks.page(session, diary, first=None, last=None, before=None, limit=1)[0].segments[0].sled_kg
    if figure == "pace_forward_walk":
        return goals.usual_paces(session, diary).get(Mode.FORWARD_WALK)
    return (body.waist_on if figure == "waist" else weights.on)(session, diary, TODAY)


@pytest.fixture
def _at_every_form(database: Database, alice: User) -> None:
    """Today asks for a weight only of who has walked, and the sled is for who is at its level."""
    answer(database, alice)
    begin(database, alice, level=5)
    with database.writing() as session:
        log(session, alice)


@pytest.mark.usefixtures("_at_every_form")
@pytest.mark.parametrize("form", FIGURES)
def test_a_form_that_was_open_while_the_units_changed_is_read_in_its_own(
    as_alice: FlaskClient, database: Database, alice: User, form: str
) -> None:
    address, action, figures, metric = FIGURES[form]
    as_alice.post("/settings/units", data=IMPERIAL)
    sent = Page(as_alice.get(address)).form(action) | figures
    as_alice.post("/settings/units", data=METRIC)
    name, figure = next(iter(figures.items()))
    refused = Page(as_alice.post(action, data=sent | {name: "x"})).form(action)
    assert (refused["units"], refused[name]) == ("lb-mi", "x")
    assert as_alice.post(action, data=refused | {name: figure}).status_code == 303
    with database.reading() as session:
        assert kept(session, alice.diary, name) == pytest.approx(metric, abs=0.01)


def test_every_template_that_names_a_unit_in_a_form_sends_the_units_that_it_shows() -> None:
    forms = [form for path in paths.TEMPLATES.rglob("*.html") for form in _FORM.findall(_whole(path))]
    in_units = [form for form in forms if re.search(r"\b(weight|waist|speed|distance)_unit\(\)", form)]
    assert len(in_units) > len(FIGURES)
    assert not [form for form in in_units if "fields.units()" not in form]


def _whole(path: Path) -> str:
    """A template with the pieces that it includes."""
    return _INCLUDED.sub(lambda found: _whole(paths.TEMPLATES / found[1]), path.read_text())


@pytest.mark.parametrize("units", ["", "stone-mi", "lb", "lb-mi-km", "x"])
def test_units_that_nobody_knows_are_those_of_today(
    as_alice: FlaskClient, database: Database, alice: User, units: str
) -> None:
    assert as_alice.post("/walks/", data=typed(load="20", units=units)).status_code == 303
    assert walks_of(database, alice)[0].segments[0].load_kg == 20
