from io import BytesIO

import pytest

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import json_pieces
from webapp.importers.allowance import Allowance
from webapp.importers.json_pieces import BEGUN, KeyPath


class OneByteAtATime(BytesIO):
    """A stream that gives as little as it may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 1) if size and size > 0 else size)


def values(data: bytes, depth: int = 1) -> list[tuple[KeyPath, object]]:
    pieces = json_pieces.pieces(OneByteAtATime(data), lambda path: len(path) < depth, Allowance())
    return [(piece.path, piece.value) for piece in pieces if piece.value is not BEGUN]


def reason(data: bytes) -> Refusal:
    with pytest.raises(CannotImport) as caught:
        values(data)
    return caught.value.reason


def test_a_list_comes_a_value_at_a_time() -> None:
    assert values(b' [1, "a, b", {"c": [true]} ] ') == [(("*",), 1), (("*",), "a, b"), (("*",), {"c": [True]})]


def test_an_object_comes_a_value_at_a_time_with_its_name() -> None:
    assert values(b'\xef\xbb\xbf{"a": {"b": 1}, "c": null}', depth=2) == [(("a", "b"), 1), (("c",), None)]


@pytest.mark.parametrize("number", ["12.5", "-1e5", "0", "1.25e-3"])
def test_a_number_that_comes_in_parts_is_one_number(number: str) -> None:
    assert values(f"[{number}]".encode()) == [(("*",), float(number))]


def test_letters_of_several_bytes_are_one_letter() -> None:
    assert values('["散步 é"]'.encode()) == [(("*",), "散步 é")]


@pytest.mark.parametrize("data", [b"[1, 2", b'{"a" 1}', b"[1] 2", b"[tru]", b"[\xff]", b"[1 2]", b"{1: 2}", b"[1,"])
def test_what_is_no_json_is_damaged(data: bytes) -> None:
    assert reason(data) is Refusal.DAMAGED


@pytest.mark.parametrize(
    "data", [b"[" * 5000, b"[" + b"[" * 100_000 + b"]" * 100_000 + b"]", b"[" + b"9" * 5000 + b"]"]
)
def test_nesting_and_huge_numbers_are_damage(data: bytes) -> None:
    with pytest.raises(CannotImport):
        list(json_pieces.pieces(BytesIO(data), lambda path: True, Allowance()))


def test_a_piece_that_is_too_long_is_damage() -> None:
    with pytest.raises(CannotImport):
        list(json_pieces.pieces(BytesIO(b'["' + b"a" * 2_000_000 + b'"]'), lambda path: not path, Allowance()))
