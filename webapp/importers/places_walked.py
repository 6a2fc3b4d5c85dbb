"""A cell of the column for where somebody walked, in the languages of Backstride."""

from collections.abc import Mapping, Sequence

from webapp.domain.walks import Place
from webapp.importers import sports

_LONGEST = 60
_SHORTEST_BEGINNING = 5
# Without accents. The first that has a word of a cell, or its beginning, is the place: an indoor track is a track.
_WORDS: Mapping[Place, tuple[str, ...]] = {
    Place.TREADMILL: ("treadmill", "laufband", "tapis", "cinta", "caminadora", "trotadora"),
    Place.TRACK: ("track", "bahn", "laufbahn", "tartan", "stadion", "stadium", "piste", "stade", "pista", "estadio"),
    Place.INDOORS: (
        *("indoor", "inside", "gym", "drinnen", "innen", "halle", "wohnung"),
        *("dedans", "interieur", "salle", "dentro", "adentro", "interior", "gimnasio"),
    ),
    Place.OUTDOORS: (
        *("outdoor", "outside", "park", "street", "road", "draussen", "freien", "strasse", "wald", "aussen"),
        *("dehors", "exterieur", "air", "parc", "rue", "fuera", "afuera", "exterior", "aire", "calle", "parque"),
    ),
}


def place_in(text: str) -> Place | None:
    """The place that a cell such as `Laufband`, `im Freien` or `indoors` names; None for any other."""
    words = sports.plain_words(text[:_LONGEST].replace("ß", "ss"))
    return next((place for place, known in _WORDS.items() if any(_is_one_of(known, word) for word in words)), None)


def _is_one_of(known: Sequence[str], word: str) -> bool:
    return word in known or any(word.startswith(name) for name in known if len(name) >= _SHORTEST_BEGINNING)
