"""The bundle for a clinic: what FHIR R4 asks of each resource, and the guide's codes, names and units."""

import datetime as dt
import io
import json
import re
from random import Random
from typing import Any
from uuid import UUID

import pytest

from tests import households
from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import exports, safety, walks, weights
from webapp.actions.exports import Format
from webapp.domain.safety import Check
from webapp.storage.engine import Database
from webapp.storage.models import User

# Name and unit of each code, as the guide's own examples have them; the last is FHIR's own.
GUIDE = {
    "55411-3": ("Exercise duration", "min"),
    "77592-4": ("Moderate physical activity [IPAQ]", "min"),
    "77593-2": ("Vigorous physical activity [IPAQ]", "min"),
    "82290-8": ("Frequency of moderate to vigorous aerobic physical activity", "min/wk"),
    "29463-7": ("Body weight", "kg"),
}
# FHIR's data types, as its page of them gives their patterns; what has a time has a zone.
DATE = re.compile(r"\d{4}(-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?)?")
OBSERVATION = {"resourceType", "id", "status", "category", "code", "subject", "effectiveDateTime", "performer"}
OBSERVATION |= {"valueQuantity", "component"}


def bundle(database: Database, user: User) -> Any:
    file = io.BytesIO()
    with database.reading() as session:
        exports.export(session, session.get_one(User, user.id).diary, file, Format.FHIR, now=NOW)
    return json.loads(file.getvalue())


def observations(found: Any, code: str) -> list[Any]:
    resources = [entry["resource"] for entry in found["entry"][1:]]
    return [resource for resource in resources if resource["code"]["coding"][0]["code"] == code]


def check_quantity(quantity: Any, ucum: str) -> None:
    assert quantity.keys() == {"value", "unit", "system", "code"}
    assert (quantity["system"], quantity["code"]) == ("http://unitsofmeasure.org", ucum)
    assert isinstance(quantity["value"], int | float) and quantity["value"] >= 0


def check_observation(resource: Any, patient: str) -> None:
    assert resource["resourceType"] == "Observation" and resource.keys() <= OBSERVATION
    assert resource["status"] == "final"
    (coding,) = resource["code"]["coding"]
    name, ucum = GUIDE[coding["code"]]
    assert (coding["system"], coding["display"]) == ("http://loinc.org", name)
    assert resource["subject"] == resource["performer"][0] == {"reference": patient}
    assert DATE.fullmatch(resource["effectiveDateTime"])
    for category in resource["category"]:
        assert category["coding"][0].keys() == {"system", "code", "display"}
    check_quantity(resource["valueQuantity"], ucum)
    for component in resource.get("component", []):
        assert component["code"]["text"]
        check_quantity(component["valueQuantity"], "min")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_a_diary_holds_the_bundle_is_what_fhir_asks_for(database: Database, alice: User, seed: int) -> None:
    with database.writing() as session:
        households.fill(session, alice, Random(seed))
    found = bundle(database, alice)
    patient, *others = found["entry"]

    assert (found["resourceType"], found["type"], found["timestamp"]) == (
        "Bundle",
        "collection",
        "2026-11-20T17:10:00Z",
    )
    assert patient["resource"].keys() <= {"resourceType", "id", "birthDate"}
    for entry in found["entry"]:
        assert entry.keys() == {"fullUrl", "resource"}
        assert entry["fullUrl"] == f"urn:uuid:{UUID(entry['resource']['id'])}"
    for entry in others:
        check_observation(entry["resource"], patient["fullUrl"])
    assert len({entry["fullUrl"] for entry in found["entry"]}) == len(found["entry"])


def test_a_walk_is_its_minutes_where_it_was_with_those_backward(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8))
        walks.delete_walk(session, alice.diary, log(session, alice), now=NOW)

    (duration,) = observations(bundle(database, alice), "55411-3")
    assert duration["effectiveDateTime"] == "2026-11-20T13:00:00+01:00"
    assert duration["valueQuantity"]["value"] == 30
    assert [component["valueQuantity"]["value"] for component in duration["component"]] == [8]


def test_moderate_and_vigorous_minutes_are_those_of_the_who_and_light_ones_none(
    database: Database, alice: User
) -> None:
    with database.writing() as session:
        log(session, alice, forward(10, speed_kmh=2.0), forward(20), backward(5, speed_kmh=8.0))
    found = bundle(database, alice)

    (moderate,), (vigorous,) = observations(found, "77592-4"), observations(found, "77593-2")
    assert (moderate["valueQuantity"]["value"], vigorous["valueQuantity"]["value"]) == (20, 5)


def test_a_week_is_told_once_it_is_over(database: Database, alice: User) -> None:
    with database.writing() as session:
        for days in (0, 7, 8, 14):
            log(session, alice, forward(20), day=TODAY - dt.timedelta(days=days))

    weeks = observations(bundle(database, alice), "82290-8")
    told = [(week["effectiveDateTime"], week["valueQuantity"]["value"]) for week in weeks]
    assert told == [("2026-11-08", 20), ("2026-11-15", 40)]


def test_where_the_strength_of_a_walk_is_not_known_nothing_is_told_of_it(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(20, load_kg=10), day=TODAY - dt.timedelta(days=7))
    found = bundle(database, alice)

    assert len(observations(found, "55411-3")) == 1
    assert observations(found, "77592-4") == observations(found, "82290-8") == []


def test_the_year_of_birth_is_in_it_and_the_name_is_not(database: Database, alice: User) -> None:
    with database.writing() as session:
        safety.answer(session, alice.diary, Check(birth_year=1958), now=NOW, today=TODAY)
        weights.set_weight(session, alice.diary, TODAY, 70.5, today=TODAY)
    found = bundle(database, alice)

    assert found["entry"][0]["resource"]["birthDate"] == "1958"
    assert "Alice" not in json.dumps(found)
    (weight,) = observations(found, "29463-7")
    assert (weight["effectiveDateTime"], weight["valueQuantity"]["value"]) == ("2026-11-20", 70.5)


def test_two_bundles_name_the_same_walk_alike(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)

    assert bundle(database, alice) == bundle(database, alice)
