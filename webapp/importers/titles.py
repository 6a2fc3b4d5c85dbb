"""The name that somebody, or an app, gave a recording: the note of its walk, where the file has no other."""

import re

from webapp.importers.sports import is_a_sport, place_of, plain_words

LONGEST = 100
# What is shorter beside figures is a month or the T of a time.
_SHORTEST_WORD = 4
_WORD, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
# With these apps name what nobody named: Morning Walk, Spaziergang am Abend, Marche dans l'après-midi.
_OF_A_DAY = frozenset(
    plain_words(
        "morning lunch noon midday afternoon evening night in the at"
        " morgen vormittag mittag nachmittag abend nacht am der zur"
        " morgendlicher mittäglicher nachmittäglicher abendlicher nächtlicher"
        " matin matinale midi après soir soirée nuit nocturne le la à de du dans l"
        " mañana matutina mediodía tarde vespertina noche nocturna por en al"
    )
)


def title_of(text: object) -> str:
    """A name in one line, cut to a length; nothing where it is but a time, a number, or the sport and a time of day."""
    if not isinstance(text, str):
        return ""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * LONGEST])
    title = " ".join(shown.split())[:LONGEST].strip()
    words = _WORD.findall(title)
    if not words or (_DIGIT.search(title) and max(map(len, words)) < _SHORTEST_WORD):
        return ""
    return "" if all(map(_says_nothing, words)) else title


def _says_nothing(word: str) -> bool:
    return is_a_sport(word) or place_of(word) is not None or _OF_A_DAY.issuperset(plain_words(word))
