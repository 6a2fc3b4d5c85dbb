"""However long a file is, others get their turn after each little piece of it."""

from collections import Counter
from io import BytesIO

import pytest

from tests.importers import apple_files, fit_files, xml_files
from tests.importers import database_files as databases
from tests.importers.archive_files import zipped
from webapp import importers

MEASURED = apple_files.export(*apple_files.heart_rates(4000), apple_files.workout())
SESSIONS = databases.health_connect(*[databases.session(key % 200 + 1, at=key * 7200) for key in range(200)])
FILES = {
    "apple": (MEASURED, len(MEASURED) // 150_000),
    "apple zip": (zipped({"export.xml": MEASURED}), len(MEASURED) // 150_000),
    "gpx": (xml_files.gpx(xml_files.track(xml_files.steps(seconds=900, m_s=1.4))), 180),
    "fit": (fit_files.fit(fit_files.walked(seconds=3000, m_s=1.4)), 300),
    "database": (SESSIONS, 200),
    "table": (b"date,minutes\n" + b"2026-11-03 07:00,32\n" * 300, 600),
}


@pytest.mark.parametrize("name", FILES)
def test_a_reader_lets_others_past_after_each_piece(name: str) -> None:
    data, fewest = FILES[name]
    steps = Counter[str]()
    found = list(importers.read(name, BytesIO(data), step=lambda: steps.update(["step"])))
    assert found and steps["step"] >= fewest
