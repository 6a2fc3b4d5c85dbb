"""Writes what Apple Health exports, as several versions of iOS do."""

from collections.abc import Iterable

DOCTYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record type CDATA #REQUIRED unit CDATA #IMPLIED value CDATA #IMPLIED>
]>"""
WATCH = "Ruth’s Apple\u00a0Watch"
_DEVICE = "&lt;&lt;HKDevice: 0x282a45810&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch&gt;"
CDA = b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Export</title></ClinicalDocument>'


def attributes(values: dict[str, object]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in values.items())


def workout(
    kind: str = "Walking",
    *inside: str,
    start: str = "2026-05-03 09:40:12 +0200",
    end: str = "2026-05-03 10:05:12 +0200",
    source: str = WATCH,
    **more: object,
) -> str:
    said = {"workoutActivityType": f"HKWorkoutActivityType{kind}", "duration": 25, "durationUnit": "min"}
    said |= {"sourceName": source, "device": _DEVICE, "startDate": start, "endDate": end}
    kept = {name: value for name, value in (said | more).items() if value is not None}
    return f" <Workout {attributes(kept)}>\n  {''.join(inside)}\n </Workout>\n"


def metadata(key: str, value: object) -> str:
    return f'<MetadataEntry key="{key}" value="{value}"/>'


def statistics(quantity: str, amount: object, unit: str) -> str:
    values = {"type": f"HKQuantityTypeIdentifier{quantity}", "sum": amount, "unit": unit}
    return f"<WorkoutStatistics {attributes(values)}/>"


def event(kind: str, date: str) -> str:
    return f'<WorkoutEvent type="HKWorkoutEventType{kind}" date="{date}"/>'


def route(name: str) -> str:
    return f'<WorkoutRoute sourceName="{WATCH}"><FileReference path="/workout-routes/{name}"/></WorkoutRoute>'


def record(quantity: str, value: object, unit: str, day: str, *inside: str, tail: str = "08:30:00 +0100") -> str:
    values = {"type": f"HKQuantityTypeIdentifier{quantity}", "sourceName": WATCH, "unit": unit, "device": _DEVICE}
    values |= {"startDate": f"{day} {tail}", "endDate": f"{day} {tail}", "value": str(value)}
    if inside:
        return f" <Record {attributes(dict(values))}>\n  {''.join(inside)}\n </Record>\n"
    return f" <Record {attributes(dict(values))}/>\n"


def heart_rates(count: int, day: str = "2026-05-03") -> Iterable[str]:
    context = metadata("HKMetadataKeyHeartRateMotionContext", 0)
    for number in range(count):
        yield record("HeartRate", 60 + number % 90, "count/min", day, *([context] if number % 2 else []))


def export(*inside: str, doctype: str = DOCTYPE, locale: str = "de_DE") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<HealthData locale="{locale}">\n'
    return f'{head} <ExportDate value="2026-05-10 11:00:00 +0200"/>\n{"".join(inside)}</HealthData>\n'.encode()


def example() -> bytes:
    """One of everything."""
    walk = workout("Walking", statistics("DistanceWalkingRunning", "1.75", "km"), metadata("HKIndoorWorkout", 0))
    paused = workout("Hiking", event("Pause", "2026-05-04 09:50:00 +0200"), start="2026-05-04 09:40:12 +0200")
    return export(*heart_rates(6), walk, record("BodyMass", 74.2, "kg", "2026-03-20"), paused, workout("Cycling"))
