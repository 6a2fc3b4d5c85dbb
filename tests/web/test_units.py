"""Units and looks: what is chosen is used, and what is not in the list is refused."""

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page
from tests.web.test_walks import typed, walks_of
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_choices_are_saved(as_alice: FlaskClient) -> None:
    chosen = {"weight_unit": "lb", "distance_unit": "mi", "theme": "dark"}
    assert as_alice.post("/settings/units", data=chosen).status_code == 303
    page = Page(as_alice.get("/settings/units"))
    assert page.form("/settings/units") == chosen
    assert page.elements[0][1]["data-theme"] == "dark"


@pytest.mark.parametrize("field", ["weight_unit", "distance_unit", "theme"])
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


@pytest.mark.parametrize("units", ["", "stone-mi", "lb", "lb-mi-km", "x"])
def test_units_that_nobody_knows_are_those_of_today(
    as_alice: FlaskClient, database: Database, alice: User, units: str
) -> None:
    assert as_alice.post("/walks/", data=typed(load="20", units=units)).status_code == 303
    assert walks_of(database, alice)[0].segments[0].load_kg == 20
