"""The phone's own QR codes, square by square against those of segno."""

import json
import shutil
import string
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest
import segno
from segno import encoder

from webapp.paths import STATIC

# How many bytes fill each version from 1 to 30, at the level L of correction (ISO/IEC 18004, table 7).
FULL = [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858]
FULL += [929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732]
DRAW = """
    import { qr } from "./qr.mjs";
    const texts = JSON.parse(await new Response(process.stdin).text());
    console.log(JSON.stringify(texts.map((text) => qr(text)?.map((row) => row.map(Number)) ?? null)));
"""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


@pytest.fixture(autouse=True)
def _padding_of_the_norm(monkeypatch: pytest.MonkeyPatch) -> None:
    """segno adds a byte of zeros before the filling, which no camera minds, where the norm adds none."""
    monkeypatch.setattr(encoder, "write_padding_bits", lambda bits, _version, length: bits.extend([0] * (-length % 8)))


def draw(folder: Path, *texts: str) -> list[Any]:
    shutil.copy(STATIC / "js/walk/qr.js", folder / "qr.mjs")
    (folder / "draw.mjs").write_text(DRAW)
    ran = subprocess.run(
        ["node", "draw.mjs"], cwd=folder, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    drawn: list[Any] = json.loads(ran.stdout)
    return drawn


def by_segno(text: str, drawn: list[list[int]]) -> list[list[int]]:
    """The same text by segno, with the same mask: which one it is stands in three squares beside a corner."""
    mask = sum((drawn[index - 5][8] ^ flip) << index for index, flip in enumerate((1, 0, 1)))
    made = segno.make(text.encode(), mode="byte", error="l", boost_error=False, micro=False, mask=mask)
    return [list(row) for row in made.matrix]


def test_every_size_is_drawn_as_by_another_maker(tmp_path: Path) -> None:
    random = Random(3)
    lengths = [length for full in FULL for length in (full, full - random.randint(1, 14))]
    texts = ["".join(random.choices(string.printable, k=length)) for length in lengths]
    for text, drawn in zip(texts, draw(tmp_path, *texts), strict=True):
        assert drawn == by_segno(text, drawn), len(text)


def test_the_mask_is_one_that_leaves_as_much_light_as_dark(tmp_path: Path) -> None:
    (drawn,) = draw(tmp_path, "0" * 50)
    assert 0.45 < sum(map(sum, drawn)) / len(drawn) ** 2 < 0.55


def test_letters_of_every_language_are_bytes_of_utf_8(tmp_path: Path) -> None:
    text = '{"note":"Fußweg, 東京 ✓"}'
    (drawn,) = draw(tmp_path, text)
    assert drawn == by_segno(text, drawn)


def test_a_text_that_is_too_long_has_no_code(tmp_path: Path) -> None:
    assert draw(tmp_path, "a" * (FULL[-1] + 1)) == [None]
