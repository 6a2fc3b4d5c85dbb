"""What people and programs write above the columns of a table, in the languages of the big apps, without accents.

Each row is a pattern for whole words, the likeliest first.
"""

import re
from collections.abc import Mapping, Sequence

from webapp.domain.sheets import Holds

_WORDS: Mapping[Holds, str] = {
    Holds.START: """
        start ?(date ?time|timestamp|zeitpunkt)?|started( at)?|begin|began|beginn|begonnen|debut|inicio|inizio
        (start|begin|beginn) ?(date|datum|day|tag|time|zeit|uhrzeit)( local)?|startzeit|startdatum|anfang
        (date|datum|data|fecha|heure|hora) (de |of )?(debut|depart|inicio|start|comienzo)
        (activity|workout|session|walk|local) (date|start)( time)?|timestamp|zeitstempel|horodatage|date ?time|when|wann
        date|datum|fecha|data|day|tag|jour|dia|giorno|dato
    """,
    Holds.TIME: """
        (start|begin) ?time|time of day|startzeit|uhrzeit|(heure|hora|ora)( de)? (debut|depart|inicio|inizio|comienzo)
        heure|hora|ora|clock|beginn|start|debut|inicio
        time|zeit|um|tid|tijd
    """,
    Holds.END: """
        end ?(date ?time|time|date|zeit|datum)?|ended( at)?|ende|endzeit|endet|stop|stopped|finish|finished|fin|fine
        (heure|hora|date|fecha|ora) (de |of )?(fin|fine|final)|bis|until|hasta|jusqu a|to|eind|eindtijd
    """,
    Holds.DURATION: """
        (moving|active|walking) (time|duration|minutes)|bewegungszeit|zeit in bewegung|aktive zeit|gehzeit
        temps (de deplacement|de marche|actif|en mouvement)|tiempo (en movimiento|activo)
        duration|dauer|zeitdauer|duree|duracion|durata|duracao|laufzeit|trainingszeit|gesamtdauer|lasted|how long|duur
        minutes|minuten|minutos|minuti|mins?|seconds|sekunden|secondes|segundos|secs?|stunden|hours|heures|horas
        (total|elapsed|workout|exercise) ?(time|zeit|minutes|duration)|gesamtzeit|temps( total| ecoule)?|tiempo( total)?
        time|zeit|tempo
    """,
    Holds.DISTANCE: """
        (total )?distance( covered| walked| travelled)?|distanz|strecke|entfernung|gesamtstrecke|distancia( total)?
        distanza|distancia|afstand|stracka|wegstrecke|streckenlange|km|kms|kilometers?|kilometres?|kilometros?|miles
        meilen|milles|millas|meters?|metres?|metros?|parcours|recorrido|lange|length
    """,
    Holds.SPEED: """
        (average|avg|mean) ?speed|durchschnittsgeschwindigkeit|geschwindigkeit|vitesse( moyenne)?|velocidad( media)?
        speed|kmh|km h|mph|velocita( media)?|snelheid|(average|avg) ?pace|pace|allure( moyenne)?|ritmo( medio)?|tempo
    """,
    Holds.SPORT: """
        (activity|sport|workout|exercise|training) ?(type|kind|name)|sportart|aktivitatsart|aktivitatstyp|trainingsart
        type( d activite| de sport| of activity)?|tipo( de actividad| de deporte)?|sport|art|kind|typ|category|kategorie
        activity|aktivitat|activite|actividad|attivita|workout|exercise|ubung|exercice|ejercicio|deporte|discipline
    """,
    Holds.PLACE: """
        place|where|ort|wo|lieu|endroit|ou|lugar|sitio|donde|luogo|dove|plaats|waar|location|standort|ubicacion
        (indoor|drinnen|interieur|interior|inside) (or )?(outdoor|draussen|exterieur|exterior|outside)s?
    """,
    Holds.BACKWARD: """
        (of which )?(minutes )?backwards?( minutes| walking| time)?|(minuten )?(davon )?ruckwarts( minuten)?|retro
        (en )?(marche )?arriere|a? ?reculons|(hacia )?atras|de espaldas|achteruit|indietro
        direction|richtung|sens|direccion|sentido|direzione|richting
    """,
    Holds.NOTE: """
        notes?|comments?|kommentar|bemerkung(en)?|notiz(en)?|commentaires?|remarques?|comentarios?|notas?|observaciones
        (activity |workout )?(title|name|description)|titel|titre|titulo|bezeichnung|beschreibung|nom|nombre|descripcion
    """,
    Holds.WEIGHT: """
        (body ?)?weight( in)?|(korper)?gewicht|poids( corporel)?|peso( corporal)?|body ?mass|masse|gewicht|mass|vikt
    """,
}
# Of many rows of figures these are not the one of the walk.
_OTHERS = re.compile(
    r"\b(max|maximum|min speed|best|heart|hr|hf|puls|pulse|bpm|cadence|kadenz|elevation|ascent|descent|hohe\w*|denivele"
    r"|desnivel|altitude|calor\w*|kcal|kalorien|power|watt|steps?|schritte|pas|pasos|goal|target|ziel|created|updated"
    r"|modified|erstellt|fat|bmi|bone|muscle|water)\b"
)


def _patterns(rows: str) -> Sequence[re.Pattern[str]]:
    return [re.compile(rf"\b({row.strip()})\b") for row in rows.strip().splitlines()]


_PATTERNS = {holds: _patterns(rows) for holds, rows in _WORDS.items()}


def rank(heading: str, holds: Holds) -> float:
    """How likely a heading without accents names such a column: 0 for not at all, 1 for its first words."""
    if not heading or _OTHERS.search(heading):
        return 0.0
    for place, pattern in enumerate(_PATTERNS[holds]):
        found = pattern.search(heading)
        if found:
            whole = len(found[0]) / len(heading)
            return 1 - 0.12 * place - 0.1 * (1 - whole)
    return 0.0
