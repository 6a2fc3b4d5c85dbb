"""What a file's own word or number for the sport stands for."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from webapp.domain.walks import Place
from webapp.importers import sport_words


class Sport(StrEnum):
    """What a word for a sport says of somebody's feet; `MISSING` is no word, `UNCLEAR` one that does not tell."""

    WALK = "walk"
    RUN = "run"
    NOT_ON_FOOT = "not_on_foot"
    UNCLEAR = "unclear"
    MISSING = "missing"


# For years Strava's GPX had numbers. These four are named in people's reports; any other is asked.
_NUMBERS = {"1": Sport.NOT_ON_FOOT, "4": Sport.WALK, "9": Sport.RUN, "10": Sport.WALK}
_LONGEST_TITLE = 5
# Shorter ones stand within too many other words: `run` in `crunch`.
_SHORTEST_WITHIN = 5
_CASES = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]+")
# Letters that Unicode does not take for an accented one.
_PLAIN = str.maketrans("øæœłđıħð", "oaoldihd")


def sport_of(word: str) -> Sport:
    """The sport of a word such as `walking`, `Trail Running`, `on_foot`, `Randonnée` or Strava's `10`."""
    word = word.strip()
    if not word:
        return Sport.MISSING
    words = plain_words(word)
    whole = "".join(words)
    if word in _NUMBERS or whole in _WHOLE:
        return _NUMBERS.get(word) or _WHOLE[whole]
    named = {sport for sport, known in _NAMES.items() if known.names(whole, words)}
    if _ASKED.names(whole, words) or len(named) != 1:
        return Sport.UNCLEAR
    return named.pop()


def sport_of_title(title: str) -> Sport:
    """The sport that a title of a few words names. A longer note may speak of a walk after a ride."""
    return sport_of(title) if len(title.split()) <= _LONGEST_TITLE else Sport.UNCLEAR


def is_a_sport(word: str) -> bool:
    """Whether a single word is one for walking or running: not one that only has such a word in it."""
    whole = "".join(plain_words(word))
    return whole in _WHOLE or any(_NAMES[sport].has(whole) for sport in (Sport.WALK, Sport.RUN))


def place_of(word: str) -> Place | None:
    """The place that a word such as `treadmill_running` or `indoor_walking` names."""
    words = plain_words(word)
    return next((place for place, known in _PLACES.items() if not known.isdisjoint(words)), None)


def plain_words(text: str) -> list[str]:
    """The words of a text without case and accents."""
    apart = unicodedata.normalize("NFKD", _CASES.sub(" ", unicodedata.normalize("NFC", text)).casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _LETTERS.findall(plain.translate(_PLAIN))


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(plain_words(word)) for word in words)


class _Names:
    """The words for one sport: alone or among others, and from a length on within longer ones."""

    def __init__(self, text: str, *, within: int | None) -> None:
        words = text.split()
        self._words = _plain(words)
        self._beginnings = tuple(_plain(word for word in words if word.endswith("*")))
        inside = (word for word in self._words if not word.isascii() or (within and len(word) >= within))
        self._within = re.compile("|".join(map(re.escape, sorted(inside))))

    def has(self, whole: str) -> bool:
        return whole in self._words

    def names(self, whole: str, words: Sequence[str]) -> bool:
        if whole in self._words or not self._words.isdisjoint(words):
            return True
        return any(word.startswith(self._beginnings) for word in words) or bool(self._within.search(whole))


_ASKED = _Names(sport_words.ASKED, within=_SHORTEST_WITHIN)
_WHOLE = dict.fromkeys(_plain(sport_words.WALKING_WHOLE.split()), Sport.WALK)
_WHOLE |= dict.fromkeys(_plain(sport_words.RUNNING_WHOLE.split()), Sport.RUN)
_NAMES = {
    Sport.WALK: _Names(sport_words.WALKING, within=_SHORTEST_WITHIN),
    Sport.RUN: _Names(sport_words.RUNNING, within=_SHORTEST_WITHIN),
    Sport.NOT_ON_FOOT: _Names(sport_words.NOT_ON_FOOT, within=None),
}
_PLACES = {
    Place.TREADMILL: _plain(["treadmill", "laufband", "loopband", "tapis", "cinta", "esteira", "løpebånd"]),
    Place.INDOORS: _plain(["indoor", "indoors", "virtual"]),
    Place.TRACK: _plain(["track"]),
}
