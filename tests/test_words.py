"""Words that no sentence of Backstride uses: they are jargon, or English that nobody speaks."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parents[1]
METHODS = [("webapp/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "plural_forms": (1, 2),
}
BANNED = {
    "said": r"\b(un)?said\b",
    "told": r"\buntold\b|, told\b",
    "reckon": r"\breckon\w*",
    "lies": r"\b(lie|lies|lay)\b",
    "stands": r"\bstands\b",
    "holds": r"\bholds\b",
    "dose": r"\bdoses?\b",
    "site": r"\bsites?\b",
    "gate": r"\bgates?\b",
    "ceiling": r"\bceilings?\b",
    "gross": r"\bgross\b",
    "session 14": r"\bsession (\d|%\()",
    "clinician": r"\bclinicians?\b",
    "from memory": r"\bfrom memory\b",
    "not verified": r"\bnot verified\b",
    "an exclamation mark": r"!",
}
# What a text may say all the same, and why.
ALLOWED = {
    "How many stands in 30 seconds": "a stand is what the chair test counts",
    "%(num)d stands": "a stand is what the chair test counts",
    "%(value)s stands": "a stand is what the chair test counts",
    "It says Not Verified, in red. That is so for every certificate made at home.": "an iPhone shows these words",
    "Not verified": "the name of a verdict on a claim",
}


@cache
def texts() -> frozenset[str]:
    """Every text that goes through gettext, each form of a plural for itself."""
    found: Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]
    found = extract_from_dir(ROOT, METHODS, keywords=KEYWORDS)
    return frozenset(
        text for _, _, message, _, _ in found for text in ((message,) if isinstance(message, str) else message)
    )


def spoken(text: str) -> str:
    """A text as a person meets it: the name of a place in it is for translators alone."""
    return re.sub(r"%\(\w+\)s", "%()s", text)


def test_the_texts_are_found() -> None:
    assert len(texts()) > 1400
    assert "Save walk" in texts()


@pytest.mark.parametrize("word", BANNED)
def test_no_text_uses_a_banned_word(word: str) -> None:
    assert not [text for text in texts() - ALLOWED.keys() if re.search(BANNED[word], spoken(text), re.IGNORECASE)]


def test_what_is_allowed_is_still_there() -> None:
    assert ALLOWED.keys() <= texts()
