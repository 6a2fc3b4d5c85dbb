"""Writes the archive of Strava: its list of activities, and the files beside it."""

import csv
import datetime as dt
import gzip
import io

from tests.importers import fit_files, xml_files
from tests.importers.archive_files import zipped

FIT = gzip.compress(fit_files.fit([fit_files.record(52.09, 5.12), fit_files.session()]))
TCX = b"          " + xml_files.tcx(
    '<Activity Sport="Running"><Lap StartTime="2026-05-03T07:40:12Z"><Track><Trackpoint><Position>'
    "<LatitudeDegrees>35.68</LatitudeDegrees><LongitudeDegrees>139.69</LongitudeDegrees>"
    "</Position></Trackpoint></Track></Lap></Activity>"
)
HEADERS = {
    "en": "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance",
    "de": "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung,Verstrichene Zeit,Distanz",
}
NINE_SIX = dt.datetime(2024, 3, 6, 14, 23, 15, tzinfo=dt.UTC)


def row(
    date: str = "Mar 6, 2024, 2:23:15 PM",
    sport: str = "Walk",
    *,
    number: int = 1,
    file: str = "",
    moving: str = "1411.0",
    metres: str = "3322.9",
    width: int = 94,
) -> list[str]:
    cells = [""] * width
    cells[:7] = [str(number), date, "Lunch, with\nRuth", sport, "", "1428", "2.06"]
    cells[9], cells[12], cells[15], cells[16], cells[17] = "false", file, "1428.0", moving, metres
    return cells


def activities(*rows: list[str], language: str = "en", width: int = 94) -> bytes:
    written = io.StringIO()
    names = HEADERS[language].split(",")
    csv.writer(written).writerows([[*names, *["More"] * (width - len(names))], *rows])
    return written.getvalue().encode()


def example() -> bytes:
    """A walk whose file lies beside the list, and a ride."""
    return archive(row(file="activities/1.fit.gz"), row(sport="Ride", number=2), files={"activities/1.fit.gz": FIT})


def archive(*rows: list[str], language: str = "en", files: dict[str, bytes] | None = None) -> bytes:
    width = len(rows[0]) if rows else 94
    tables = {"activities.csv": activities(*rows, language=language, width=width), "profile.csv": b"a,b\n1,2\n"}
    return zipped(tables | (files or {}))
