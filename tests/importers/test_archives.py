"""gzip and zip: opened, and no larger than an upload may be."""

import gzip
import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from tests.importers import fit_files, xml_files
from tests.importers.reading import everything
from webapp import importers
from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import Recording
from webapp.importers.allowance import Allowance

FIT = fit_files.fit([fit_files.session()])
GPX = xml_files.gpx(xml_files.track(xml_files.steps(seconds=60, m_s=1.4)))


def zipped(files: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def list_of(entries: bytes) -> bytes:
    """A zip of nothing but its list."""
    return b"PK\3\4" + entries + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entries), 4, 0)


def readings(name: str, data: bytes) -> list[tuple[str, list[str]]]:
    found = importers.read(name, BytesIO(data))
    return [(reading.name, [getattr(each, "reason", "walk") for each in reading.found]) for reading in found]


@pytest.mark.parametrize("data", [FIT, GPX])
def test_a_recording_in_gzip_is_read(data: bytes) -> None:
    assert readings("walk.fit.gz", gzip.compress(data)) == [("walk.fit", ["walk"])]


def test_a_zip_of_recordings_is_read_and_what_is_none_is_passed_over() -> None:
    files = {"a/walk.fit": FIT, "walk.gpx.gz": gzip.compress(GPX), "__MACOSX/walk.fit": b"x", "me.jpg": b"x", "b/": b""}

    assert readings("export.zip", zipped(files)) == [("walk.fit", ["walk"]), ("walk.gpx.gz", ["walk"])]


def test_a_file_without_a_name_is_read() -> None:
    unnamed = zipped({"name": FIT}).replace(b"name", b"\0ame")

    assert readings("export.zip", unnamed) == [("", ["walk"])]


def test_what_is_damaged_in_a_zip_takes_nothing_from_the_others() -> None:
    files = {"broken.gpx": b"<gpx><trk>", "broken.gz": gzip.compress(GPX)[:50], "walk.fit": FIT}

    assert [reasons for _, reasons in readings("export.zip", zipped(files))] == [["damaged"], ["damaged"], ["walk"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"notes.txt": b"Dear diary"}), Refusal.UNKNOWN_FORMAT),
        (zipped({}), Refusal.UNKNOWN_FORMAT),
        (list_of(b"PK\1\2" * 50_001), Refusal.TOO_MANY_FILES),
        (list_of(bytes(16_000_001)), Refusal.TOO_MANY_FILES),
        (zipped({"walk.fit": FIT})[:-30], Refusal.DAMAGED),
        (b"PK\3\4" + bytes(50), Refusal.DAMAGED),
        (b"\x1f\x8b" + bytes(50), Refusal.DAMAGED),
        (gzip.compress(GPX)[:-9], Refusal.DAMAGED),
        (gzip.compress(b"<gpx>" + b" " * 32_000_000), Refusal.TOO_MUCH_UNPACKED),
        (gzip.compress(b"12345678.FIT" + bytes(4_000_000)), Refusal.TOO_MUCH_UNPACKED),
        (zipped({"walk.fit": FIT}, ZIP_BZIP2), Refusal.DAMAGED),
    ],
    ids=lambda value: value if isinstance(value, Refusal) else "",
)
def test_an_archive_that_is_not_for_us_says_why(data: bytes, reason: Refusal) -> None:
    (refusal,) = everything("export.zip", data)

    assert isinstance(refusal, CannotImport) and refusal.reason is reason


def test_a_password_is_named() -> None:
    locked = bytearray(zipped({"walk.fit": FIT}))
    # The first bit of the flags, in the file's own head and in the list.
    locked[6] |= 1
    locked[locked.rfind(b"PK\1\2") + 8] |= 1
    (refusal,) = everything("export.zip", bytes(locked))

    assert isinstance(refusal, CannotImport) and refusal.reason is Refusal.LOCKED


def test_the_files_of_a_zip_share_one_limit() -> None:
    blank = b"<gpx>" + b" " * 20_000_000 + b"</gpx>"
    many = b"<gpx>" + b"<a/>" * 800_000 + b"</gpx>"

    assert [reasons for _, reasons in readings("export.zip", zipped({"1": blank, "2": blank}))] == [
        ["no_activity"],
        ["too_much_unpacked"],
    ]
    assert [reasons for _, reasons in readings("export.zip", zipped({"1": many, "2": many}))] == [
        ["no_activity"],
        ["too_many"],
    ]


def test_the_files_of_years_are_read_and_what_is_none_of_them_is_one_line() -> None:
    """As in a zip within Garmin's archive: most of its files are of sleep, steps and settings."""
    days = range(60)
    sessions = {day: fit_files.session(start_time=fit_files.START - day * 86_400) for day in days}
    walks = {f"ruth@example.org_{day}.fit": fit_files.fit([session]) for day, session in sessions.items()}
    other = {f"sleep_{night}.fit": fit_files.fit([fit_files.activity()]) for night in days}
    rides = {f"ride_{day}.fit": fit_files.fit([fit_files.session("cycling")]) for day in days}
    found = everything("UploadedFiles_0-_Part1.zip", zipped({**walks, **other, **rides, "empty.fit": b""}))

    assert len([each for each in found if isinstance(each, Recording)]) == 60
    refused = [(each.reason, each.detail, each.count) for each in found if isinstance(each, CannotImport)]
    assert refused == [(Refusal.NO_ACTIVITY, "", 60), (Refusal.NOT_A_WALK, "cycling", 60)]


def test_each_file_of_years_may_take_as_much_as_one_that_comes_alone() -> None:
    of_years = Allowance.of_years()
    for _ in range(100):
        with of_years.shared() as allowance:
            assert allowance == Allowance()
            allowance.messages = allowance.fields = allowance.elements = 0
    with of_years.shared() as allowance, pytest.raises(CannotImport):
        allowance.take_element()


def test_a_name_in_an_archive_has_nothing_that_a_shell_would_obey() -> None:
    (reading,) = importers.read("export.zip", BytesIO(zipped({"../\x1b[2Jwalk.fit": FIT})))

    assert reading.name == "[2Jwalk.fit"
    assert isinstance(reading.found[0], Recording)
