"""What schemathesis has to know beside the document: values and rules that no JSON Schema can describe."""

import datetime as dt
import json
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.openapi.checks import EnsureResourceAvailability, RejectedPositiveData, UseAfterFree

# The rules between fields that the words of the document tell, by the field and the reason of a refusal.
_TOGETHER = {
    ("id", "contradicts"),
    ("pain", "contradicts"),
    ("distance_m", "too_fast"),
    ("segments", "too_large"),
    ("from", "too_early"),
    ("cursor", "not_a_cursor"),
}
_PAST = st.datetimes(dt.datetime(2000, 1, 2), dt.datetime(2026, 11, 1))  # noqa: DTZ001 - the offset comes below.
# Walks that came back out of the bin: to be there again is what they came back for.
_restored: set[str] = set()
_OFFSETS = st.sampled_from(["Z", "+00:00", "-05:00", "+05:45", "+14:00"])

schemathesis.openapi.format("date", st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 1)).map(str))
schemathesis.openapi.format("time-zone", st.sampled_from(["Europe/Paris", "UTC", "Asia/Kathmandu", "America/New_York"]))
schemathesis.openapi.format(
    "date-time", st.builds(lambda time, offset: f"{time:%Y-%m-%dT%H:%M:%S}{offset}", _PAST, _OFFSETS)
)


@schemathesis.hook
def after_call(context: Any, case: Case[Any], response: Response) -> None:
    """Remember which walks were brought back since they were deleted."""
    walk = str((case.path_parameters or {}).get("id", ""))
    match case.operation.definition.raw["operationId"], response.status_code:
        case "restore_walk", 200:
            _restored.add(walk)
        case "delete_walk", 204:
            _restored.discard(walk)


@schemathesis.hook
def filter_failure(context: Any, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Leave out what is as the words of the document say, and no JSON Schema can."""
    match failure:
        case RejectedPositiveData():
            return not (response.status_code == 422 and _is_told(response))
        case AcceptedNegativeData():
            # A known id is answered with the walk that is there, whatever else is sent with it.
            return not (response.status_code == 200 and case.operation.definition.raw["operationId"] == "create_walk")
        case EnsureResourceAvailability():
            # So is one whose walk is in the bin, where no other call finds it.
            return case.operation.definition.raw["operationId"] not in ("show_walk", "replace_walk")
        case UseAfterFree():
            return str((case.path_parameters or {}).get("id", "")) not in _restored
    return True


def _is_told(response: Response) -> bool:
    errors = json.loads(response.content)["errors"]
    return {(error["field"].rpartition(".")[2], error["reason"]) for error in errors} <= _TOGETHER
