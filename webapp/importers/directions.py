"""A cell of the column for the way somebody went: a word, yes or no, or how much of it was backward."""

import re

from webapp.importers.sports import plain_words

_LONGEST = 60
_BACKWARD = re.compile(r"back|r(?:ue|u)ckwart|recul|arrier|atras|espalda|retro|achter|indietro|zuruck")
_FORWARD = re.compile(r"forw|vorwart|avant|adelante|avanti|vooruit|normal")
_NOT = frozenset(
    (
        *("not", "no", "non", "none", "never", "without", "nicht", "kein", "keine", "ohne", "nie"),
        *("pas", "sans", "jamais", "sin", "nunca", "niet", "nulla"),
    )
)
# Words that stand between a figure and the way.
_BETWEEN = frozenset(("of", "it", "which", "davon", "de", "la", "en", "a", "hacia", "marche", "walking", "gehen"))
_YES = frozenset(
    ("x", "yes", "y", "ja", "j", "oui", "si", "true", "wahr", "vrai", "verdadero", "cierto", "✓", "✔", "☑", "✅")
)
_NO = frozenset(("no", "n", "nein", "non", "false", "falsch", "faux", "falso", "☐", "✗", "✘", "❌"))


def is_backward(text: str) -> bool | None:
    """Whether a word in a column for it says that somebody went backward; None where it says nothing of it."""
    named = direction(text)
    return yes_or_no(text) if named is None else named


def direction(text: str) -> bool | None:
    """Whether a text names the way backward, or forward; None where it names neither, or only not the way forward."""
    words = plain_words(text[:_LONGEST])
    is_denied = not _NOT.isdisjoint(words)
    if _BACKWARD.search(" ".join(words)):
        return not is_denied
    return False if _FORWARD.search(" ".join(words)) and not is_denied else None


def figure_backward(text: str) -> str | None:
    """The `10 min` of `10 min rückwärts`; None where no figure stands beside the way backward."""
    if not direction(text) or not any(map(str.isdecimal, text)):
        return None
    return " ".join(word for word in text[:_LONGEST].split() if not _is_of_the_way(word))


def yes_or_no(text: str) -> bool | None:
    """What a word such as `ja`, `Sí`, `TRUE`, `x` or a tick says; None for any other text."""
    mark = text.strip().rstrip(".\ufe0f")
    word = "".join(plain_words(mark)) if mark.isalpha() else mark
    return True if word in _YES else False if word in _NO else None


def _is_of_the_way(word: str) -> bool:
    plain = "".join(plain_words(word))
    return plain in _BETWEEN or (not any(map(str.isdecimal, word)) and _BACKWARD.search(plain) is not None)
