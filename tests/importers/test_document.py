"""The own document, an entry at a time, however it is laid out and wherever it stops being one."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.restores import CannotRestore, Flaw
from webapp.importers import document
from webapp.importers.document import Entry

DOCUMENT = {"app": "backstride", "format": 1, "person": {"name": "Al"}, "walks": [{"id": 1}, {"id": 2}], "zones": []}
LAYOUTS = {
    "one line": json.dumps(DOCUMENT).encode(),
    "indented": json.dumps(DOCUMENT, indent=8).encode(),
    "with a mark": b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode(),
}
DAMAGES = {
    "an end too many": b'{"walks": []}}',
    "no end": b'{"walks": [',
    "no comma": b'{"walks": [{} {}]}',
    "a list": b"[]",
    "no number": b'{"walks": [NaN]}',
    "no letter": b'{"app": "\xff"}',
    "a name twice": b'{"app": 1, "app": 2}',
    "too deep": b'{"walks": ' + b"[" * 100_000,
    "too long": b'{"walks": ["' + b"x" * 3_000_000 + b'"]}',
}


def entries(data: bytes) -> list[Entry]:
    return list(document.entries(io.BytesIO(data)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_entry_comes_with_its_list_and_its_number(layout: str) -> None:
    assert entries(LAYOUTS[layout]) == [
        ("app", None, "backstride"),
        ("format", None, 1),
        ("person", None, {"name": "Al"}),
        ("walks", 0, {"id": 1}),
        ("walks", 1, {"id": 2}),
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_told_by_what_it_says_of_itself(layout: str) -> None:
    assert document.is_own(io.BytesIO(LAYOUTS[layout]))
    assert not document.is_own(io.BytesIO(LAYOUTS[layout].replace(b"backstride", b"another")))
    assert not document.is_own(io.BytesIO(b"<gpx>" + LAYOUTS[layout]))


@pytest.mark.parametrize("damage", DAMAGES)
def test_where_it_is_damaged_it_says_so(damage: str) -> None:
    with pytest.raises(CannotRestore) as refused:
        entries(DAMAGES[damage])
    assert refused.value.flaw is Flaw.DAMAGED


def test_the_damage_is_found_near_the_entry_that_can_not_be_read() -> None:
    with pytest.raises(CannotRestore) as refused:
        entries(b'{"walks": [{}, {}, {"id": ]}')
    assert refused.value.place == "walks 3"


@given(cut=st.integers(0, 70_000), number=st.integers(-(10**9), 10**9))
def test_a_number_that_goes_on_where_a_piece_ends_is_whole(cut: int, number: int) -> None:
    data = b'{"walks": [' + b" " * cut + str(number).encode() + b"]}"

    assert entries(data) == [Entry("walks", 0, number)]


PIECES = st.lists(st.sampled_from([*'{}[],:" 1eE-.', '"app"'])).map(lambda pieces: "".join(pieces).encode())


@given(data=st.binary() | PIECES)
def test_whatever_comes_it_is_read_or_refused(data: bytes) -> None:
    try:
        entries(data)
    except CannotRestore as refused:
        assert refused.flaw is Flaw.DAMAGED


def test_the_head_is_found_without_reading_the_rest() -> None:
    said: Any = document.head(io.BytesIO(json.dumps(DOCUMENT).encode() + b"nonsense"))

    assert said == ("backstride", 1, {"name": "Al"})
