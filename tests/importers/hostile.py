"""What apps hand out, changed by chance: values that make no sense where they stand, and bytes that nobody wrote."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random

from tests.importers import (
    app_files,
    apple_files,
    archive_files,
    database_files,
    fit_files,
    fitbit_files,
    google_fit_files,
    strava_files,
    xml_files,
)

GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=30, m_s=1.4)))
ROUTE = {"latitude": 52.09, "longitude": 5.12, "timestamp": "2026-05-03 09:40:12 +0200"}
# Numbers beyond every clock and map, texts that are nearly times, and other types than the right one.
ODD: tuple[object, ...] = (
    *(None, True, "", " ", "x", "NaN", "Infinity", "-1", "1e999", "0x10", "١٢", "walk\0ing", "é" * 300, [], {}, [[1]]),
    *(
        0,
        -1,
        1,
        0.0,
        -0.0,
        5e-324,
        1e308,
        -1e308,
        2**31,
        2**53,
        2**63 - 1,
        -(2**63),
        float("nan"),
        float("inf"),
        10**400,
    ),
    *("2026-05-03 25:61:00 +9999", "0001-01-01 00:00:00 +1400", "9999-12-31 23:59:59 -1400", "2026-05-03", "20:00"),
    *(
        "UTC+9999",
        "UTC-0000",
        "99:99:99",
        "999 days, 99:99:99",
        "Sun, 99 May 2026 07:40:12 GMT",
        "Asia/Nowhere",
        "../..",
    ),
)
_STORED = (*(value for value in ODD if isinstance(value, float | str | None)), *(0, -1, 2**63 - 1), b"", b"\xff" * 99)


def apple_health(by: Random) -> bytes:
    data = apple_files.example()
    for _ in range(by.randint(0, 3)):
        quote = by.choice([at for at in range(len(data)) if data[at : at + 2] == b'="']) + 2
        data = data[:quote] + str(by.choice(ODD)).encode() + data[data.index(b'"', quote) :]
    return data


def strava(by: Random) -> bytes:
    row = strava_files.row(file="activities/1.fit.gz")
    for _ in range(by.randint(0, 3)):
        row[by.choice([*range(18), by.randrange(len(row))])] = str(by.choice(ODD))
    return strava_files.archive(strava_files.row(number=7), row, files={"activities/1.fit.gz": strava_files.FIT})


def google_fit(by: Random) -> bytes:
    return odd_json(google_fit_files.session(), by)


def fitbit(by: Random) -> bytes:
    return odd_json(fitbit_files.old(fitbit_files.exercise(1, **fitbit_files.KM), fitbit_files.exercise(2, "Swim")), by)


def fitbit_weights(by: Random) -> bytes:
    return odd_json(fitbit_files.weights(), by)


def google_health(by: Random) -> bytes:
    cells = fitbit_files.row(3, "2026-03-01T19:00:00Z", "2026-03-01T19:30:00Z", "+05:30").split(",")
    for _ in range(by.randint(0, 3)):
        cells[by.randrange(len(cells))] = str(by.choice(ODD))
    return fitbit_files.new(",".join(cells))


def garmin(by: Random) -> bytes:
    return odd_json(app_files.garmin(app_files.garmin_activity(name="Walk"), app_files.garmin_activity()), by)


def garmin_weights(by: Random) -> bytes:
    return odd_json(app_files.garmin_weight(70_000), by)


def samsung(by: Random) -> bytes:
    row = dict(app_files.samsung_exercise(title="Walk", start_latitude=52.09, start_longitude=5.12))
    row |= {by.choice([*row]): str(by.choice(ODD)).replace(",", ";") for _ in range(by.randint(0, 3))}
    return app_files.samsung(row, table=by.choice(["com.samsung.shealth.exercise", "com.samsung.health.weight"]))


def health_auto_export(by: Random) -> bytes:
    workout = app_files.auto_export_workout(route=[ROUTE, ROUTE], isIndoor=False)
    return odd_json(app_files.auto_export([workout], [app_files.auto_export_weights(70, "kg")]), by)


def fittrackee(by: Random) -> bytes:
    files = app_files.fittrackee(app_files.fittrackee_workout(original_file="walk.gpx"))
    return archive_files.zipped({**{name: odd_json(data, by) for name, data in files.items()}, "walk.gpx": GPX})


def workout_tracker(by: Random) -> bytes:
    return odd_json(app_files.workout_tracker(app_files.workout_tracker_workout(center={"lat": 52, "lng": 5})), by)


def sets(by: Random) -> bytes:
    row = dict(by.choice([app_files.hevy_set(), app_files.strong_set()]))
    row |= {by.choice([*row]): str(by.choice(ODD)) for _ in range(by.randint(0, 3))}
    return app_files.sets(row)


def table(by: Random) -> bytes:
    cells = ["3.11.2026", "07:00", "32", "2,4", "walking", "retro", "13.11.2026 7:32", "70,5", "5:10", "note"]
    for _ in range(by.randint(0, 3)):
        cells[by.randrange(len(cells))] = str(by.choice(ODD)).replace(";", ",")
    mark = by.choice(";\t|")
    rows = [["Date", "Time", "Minutes", "km", "Sport", "Backward", "End", "Weight", "Pace", "Note"], cells, cells]
    return "\n".join(mark.join(row) for row in rows).encode(by.choice(["utf-8", "utf-16"]), "replace")


def health_connect(by: Random) -> bytes:
    rows = [
        database_files.session(title="Walk"),
        database_files.session(2, 58, app_info_id=database_files.STRAVA),
        database_files.stretch(2400, seconds=1800),
        database_files.route_point(52.09, 5.12),
        database_files.pause(at=60, seconds=60),
        ("weight_record_table", {"app_info_id": 1, "time": database_files.ms(), "weight": 70_000.0}),
    ]
    return database_files.health_connect(*((table, odd_row(row, by)) for table, row in rows))


def gadgetbridge(by: Random) -> bytes:
    details = odd_json(b'{"activeSeconds": {"value": 1700}, "distanceMeters": {"value": 1, "unit": "km"}}', by)
    activity = database_files.activity(
        SUMMARY_DATA=details.decode(), GPX_TRACK="a/b.gpx", BASE_LATITUDE=1, BASE_LONGITUDE=1
    )
    return database_files.gadgetbridge(odd_row(activity, by, but=("_id",)))


def gpx(by: Random) -> bytes:
    return _odd_words(xml_files.gpx(xml_files.track(xml_files.steps(seconds=5, m_s=1.4), sport="walking")), by)


def tcx(by: Random) -> bytes:
    return _odd_words(xml_files.tcx(xml_files.activity(xml_files.lap(), xml_files.lap(seconds="60"))), by)


def kml(by: Random) -> bytes:
    return _odd_words(xml_files.kml(xml_files.placemark(xml_files.steps(seconds=5, m_s=1.4), sport="walking")), by)


def _odd_words(made: bytes, by: Random) -> bytes:
    word = by.choice([b"5.12", b"52.09", b"2026", b"900", b"1200", b"walking", b"Walking", b":"])
    return made.replace(word, str(by.choice(ODD)).encode(), 3)


def fit(by: Random) -> bytes:
    def odd(least: int, most: int) -> int:
        return by.choice((least, 0, 1, most - 1, most, by.randint(least, most)))

    names = by.sample(("start_time", "total_timer_time", "total_elapsed_time", "total_distance"), 2)
    session = fit_files.session("walking", **{name: odd(0, 2**32 - 1) for name in names}, sub_sport=odd(0, 255))
    place = {name: odd(-(2**31), 2**31 - 1) for name in ("position_lat", "position_long")}
    record = (fit_files.RECORD, {"timestamp": odd(0, 2**32 - 1), **place, "distance": odd(0, 2**32 - 1)})
    return fit_files.fit([*fit_files.walked(seconds=60, m_s=1.4), record, session, fit_files.activity(odd(0, 2**31))])


APPS: Mapping[str, Callable[[Random], bytes]] = {
    made.__name__: made
    for made in (
        *(apple_health, strava, google_fit, fitbit, fitbit_weights, google_health),
        *(garmin, garmin_weights, samsung, health_auto_export, fittrackee, workout_tracker),
        *(sets, table, health_connect, gadgetbridge, gpx, tcx, kml, fit),
    )
}


def changed(data: bytes, by: Random) -> bytes:
    """The bytes with some others, some more, or an end too early."""
    at = by.randrange(len(data) + 1)
    match by.randrange(3):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + by.randbytes(by.randint(1, 8)) + data[at:]
        case _:
            made = bytearray(data)
            for _ in range(by.randint(1, 8)):
                made[by.randrange(len(made))] = by.randrange(256)
            return bytes(made)


def odd_json(data: bytes, by: Random) -> bytes:
    """A document in which up to three values, anywhere, are odd ones."""
    document = {"": json.loads(data)}
    for _ in range(by.randint(0, 3)):
        _put_odd(document, by)
    return json.dumps(document[""]).encode()


def odd_row(row: database_files.Row, by: Random, but: tuple[str, ...] = ("row_id",)) -> database_files.Row:
    names = [name for name in row if name not in but]
    return {**row, **{by.choice(names): by.choice(_STORED) for _ in range(by.randint(0, 2))}}


def _put_odd(inside: object, by: Random) -> None:
    while isinstance(inside, dict | list) and inside:
        key = by.choice([*inside]) if isinstance(inside, dict) else by.randrange(len(inside))
        deeper = inside[key]
        if not isinstance(deeper, dict | list) or not deeper or by.random() < 0.1:
            inside[key] = deepcopy(by.choice(ODD))
            return
        inside = deeper
