"""A diary for a clinic: a bundle of FHIR R4 with the codes of HL7's Physical Activity guide (STU 1).

Each walk is how long it was, and how much of that was moderate and vigorous; each week that is over, the minutes of
both together. Codes, names and units are those of the guide (input/fsh: ObservationExerciseVitalSign, Vocabulary,
ExampleObservations) and of FHIR's own body weight. It claims none of the guide's profiles: these want a name and a sex
of the patient, which Backstride does not know.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from webapp.domain.weeks import Week, week_of
from webapp.exporters import Everything

_LOINC, _UCUM = "http://loinc.org", "http://unitsofmeasure.org"
_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
_GUIDE = "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes"
# The ids of what is in a bundle are made from this, for ever: a clinic that reads two of them finds nothing twice.
_NAMESPACE = UUID("7b1c0d0e-3f63-4c36-9a53-0b1f8f0d5a42")
_DIGITS = 2

Row = Mapping[str, Any]
Resource = dict[str, Any]


class Code(NamedTuple):
    """What is observed: its code and name in LOINC, its unit in UCUM and in words."""

    loinc: str
    name: str
    ucum: str
    unit: str


DURATION = Code("55411-3", "Exercise duration", "min", "minutes")
MODERATE = Code("77592-4", "Moderate physical activity [IPAQ]", "min", "minutes")
VIGOROUS = Code("77593-2", "Vigorous physical activity [IPAQ]", "min", "minutes")
A_WEEK = Code("82290-8", "Frequency of moderate to vigorous aerobic physical activity", "min/wk", "minutes per week")
BODY_WEIGHT = Code("29463-7", "Body weight", "kg", "kg")
_ACTIVITY = [
    {"coding": [{"system": _CATEGORIES, "code": "activity", "display": "Activity"}]},
    {"coding": [{"system": _GUIDE, "code": "PhysicalActivity", "display": "Physical Activity"}]},
]
_VITAL_SIGN = [{"coding": [{"system": _CATEGORIES, "code": "vital-signs", "display": "Vital Signs"}]}]


def pieces(everything: Everything, *, exported_at: dt.datetime) -> Iterator[str]:
    """The bundle, a resource at a time. `exported_at` is written in UTC, to the second."""
    at = exported_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": at}
    yield json.dumps(head)[:-1] + ', "entry": ['
    for index, resource in enumerate(_resources(everything, today=exported_at.date())):
        entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        yield ("," if index else "") + "\n" + json.dumps(entry, ensure_ascii=False, allow_nan=False)
    yield "\n]}\n"


def _resources(everything: Everything, *, today: dt.date) -> Iterator[Resource]:
    patient = _patient(everything)
    yield patient
    bundle = _Observations(patient["id"])
    for row in everything.lists["weights"]:
        value = bundle.value(BODY_WEIGHT, row["weight_kg"])
        yield bundle.observation(BODY_WEIGHT, row["weighed_on"], row["weighed_on"], value, category=_VITAL_SIGN)
    weeks = _Weeks(everything.person["first_weekday"])
    for walk in everything.walks:
        if walk["deleted_at"] is None:
            weeks.add(walk)
            yield from bundle.of_walk(walk)
    for week, minutes in weeks.known_until(today):
        value = bundle.value(A_WEEK, minutes)
        yield bundle.observation(A_WEEK, str(week.start), str(week.end), value)


def _patient(everything: Everything) -> Resource:
    """Who it is about: a clinic knows the name; of the rest there is the year of birth, if it was said."""
    patient = {"resourceType": "Patient", "id": str(uuid5(_NAMESPACE, everything.person["name"]))}
    years = [row["birth_year"] for row in everything.lists["safety_checks"] if row["birth_year"]]
    return patient | ({"birthDate": f"{years[0]:04}"} if years else {})


class _Observations:
    """Makes the observations of one patient."""

    def __init__(self, patient: str) -> None:
        self._patient = patient

    def of_walk(self, walk: Row) -> Iterator[Resource]:
        """How long a walk was; and of which strength, where that could be worked out for all of it."""
        seconds = {DURATION: walk["seconds"], **(_by_strength(walk) or {})}
        for code, of_it in seconds.items():
            more = self._backward(walk) if code is DURATION else {}
            yield self.observation(code, walk["id"], _local(walk), self.value(code, of_it / 60), **more)

    def observation(self, code: Code, key: str, at: str, value: Resource, **more: Any) -> Resource:
        return {
            "resourceType": "Observation",
            "id": str(uuid5(_NAMESPACE, f"{self._patient} {code.loinc} {key}")),
            "status": "final",
            "category": _ACTIVITY,
            "code": {"coding": [{"system": _LOINC, "code": code.loinc, "display": code.name}], "text": code.name},
            "subject": {"reference": f"urn:uuid:{self._patient}"},
            "effectiveDateTime": at,
            "performer": [{"reference": f"urn:uuid:{self._patient}"}],
            "valueQuantity": value,
            **more,
        }

    def value(self, code: Code, value: float) -> Resource:
        return {"value": round(value, _DIGITS), "unit": code.unit, "system": _UCUM, "code": code.ucum}

    def _backward(self, walk: Row) -> Resource:
        """What of a walk went backward: no code knows that, so it is said in words."""
        if not walk["backward_seconds"]:
            return {}
        value = self.value(DURATION, walk["backward_seconds"] / 60)
        return {"component": [{"code": {"text": "Of which backward"}, "valueQuantity": value}]}


class _Weeks:
    """Adds up the moderate and vigorous minutes of weeks. One with a walk of unknown strength is not known."""

    def __init__(self, first_weekday: int) -> None:
        self._first_weekday = first_weekday
        self._minutes: dict[Week, float | None] = {}

    def add(self, walk: Row) -> None:
        week = week_of(dt.date.fromisoformat(walk["walked_on"]), self._first_weekday)
        before, more = self._minutes.get(week, 0.0), _by_strength(walk)
        self._minutes[week] = None if before is None or more is None else before + sum(more.values()) / 60

    def known_until(self, today: dt.date) -> Iterable[tuple[Week, float]]:
        """The weeks that are over, oldest first."""
        for week, minutes in sorted(self._minutes.items()):
            if minutes is not None and week.end < today:
                yield week, minutes


def _by_strength(walk: Row) -> dict[Code, int] | None:
    """Moderate (3 to under 6 MET) and vigorous seconds, as they were sorted when the walk was saved."""
    if any(segment["met"] is None for segment in walk["segments"]):
        return None
    vigorous: int = walk["vigorous_seconds"]
    moderate: int = walk["seconds"] - walk["light_seconds"] - vigorous
    return {MODERATE: moderate, VIGOROUS: vigorous}


def _local(walk: Row) -> str:
    started_at = dt.datetime.fromisoformat(walk["started_at"])
    return started_at.astimezone(ZoneInfo(walk["time_zone"])).isoformat(timespec="seconds")
