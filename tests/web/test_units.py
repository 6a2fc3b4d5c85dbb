"""Units and looks: what is chosen is used, and what is not in the list is refused."""

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page


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
