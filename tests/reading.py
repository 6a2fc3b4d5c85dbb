"""How hard a page is to read: its sentences, without sources and figures, and their Flesch-Kincaid grade."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

import pyphen

_SYLLABLES = pyphen.Pyphen(lang="en_US")
# Hyphens leave out the syllables that no line may end with: 4.3 % of ours, by the CMU pronouncing dictionary.
_WITH_LEFT_OUT = 1 / (1 - 0.043)
_INLINE = {"a", "abbr", "b", "br", "em", "i", "kbd", "small", "span", "strong", "sub", "sup", "time", "wbr"}
_VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "source", "use", "path"}
_NOT_READ = {"script", "style", "svg", "template", "code", "pre", "cite", "select", "textarea"}
_SOURCE = re.compile(r"\([^()]*\b(19|20)\d\d\b[^()]*\)")
_PLACE = re.compile(r"%\(\w+\)[sd]")
_END = re.compile(r"(?<=[.?!])\s+(?=[^a-z])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FEWEST_WORDS = 3


class _Main(HTMLParser):
    """What stands in `main`, a line for each block."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.lines = [""]
        self._within = self._skipped = 0
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_source = "sources" in (dict(attrs).get("class") or "").split()
        if tag not in _VOID:
            self._within += bool(self._within) or tag == "main"
            self._skipped += bool(self._skipped) or tag in _NOT_READ or is_source
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._within -= bool(self._within)
            self._skipped -= bool(self._skipped)
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._within and not self._skipped:
            self.lines[-1] += data

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.lines.append("")


class Page(NamedTuple):
    path: str
    grade: float
    # The hardest first.
    sentences: list[str]


def pages(texts: dict[str, str]) -> Iterator[Page]:
    """The pages that have sentences, each with its grade."""
    for path, markup in texts.items():
        if read := sentences(markup):
            yield Page(path, grade(read), sorted(read, key=lambda sentence: -grade([sentence])))


def sentences(markup: str) -> list[str]:
    """The whole sentences of a page, each once. A label or a heading is none."""
    told = (sentence for line in _Main(markup).lines for sentence in sentences_of(line))
    return list(
        dict.fromkeys(
            sentence for sentence in told if sentence.endswith((".", "?")) and is_long(sentence, FEWEST_WORDS)
        )
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without the studies that it names and the places that it leaves for figures."""
    plain = _PLACE.sub("9", _SOURCE.sub("", " ".join(text.split())))
    return [sentence for sentence in _END.split(plain) if _words(sentence)]


def is_long(sentence: str, words: int) -> bool:
    return len(_words(sentence)) >= words


def grade(of: Sequence[str]) -> float:
    """The school year that reads these sentences with ease (Kincaid 1975)."""
    words = [word for sentence in of for word in _words(sentence)]
    syllables = sum(map(_syllables, words)) * _WITH_LEFT_OUT
    return 0.39 * len(words) / len(of) + 11.8 * syllables / len(words) - 15.59


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence)


@cache
def _syllables(word: str) -> int:
    return sum(len(_SYLLABLES.positions(part)) + 1 for part in re.split(r"['’-]", word) if len(part) > 1) or 1
