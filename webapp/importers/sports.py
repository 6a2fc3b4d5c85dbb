"""The mode that a file's own word for the sport stands for."""

import re

from webapp.domain.energy import Mode

# OpenTracks writes the word of the phone's language; these are the ones for going on foot in a few of them.
_WALKING = frozenset(["walk", "walking", "walks", "hike", "hiking", "hikes", "trek", "trekking", "stroll"])
_WALKING |= {"gehen", "wandern", "wanderung", "spaziergang", "spazieren", "wandelen", "wandeling"}
_WALKING |= {"marche", "randonnée", "caminar", "caminata", "senderismo", "caminhada", "camminata", "passeggiata"}
_RUNNING = frozenset(["run", "running", "runs", "jog", "jogging", "laufen", "hardlopen", "correr", "corsa"])
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TITLE = 5


def mode_of(sport: str) -> Mode | None:
    """The mode of a sport such as `walking`, `Trail Running` or `street_running`; None when it is not on foot."""
    words = set(_WORD.findall(sport.casefold()))
    if words & _RUNNING:
        return Mode.FORWARD_RUN
    return Mode.FORWARD_WALK if words & _WALKING else None


def names_a_walk(title: str) -> bool:
    """Whether a few words call the activity a walk. A longer note may speak of a walk after a ride."""
    return len(title.split()) <= _LONGEST_TITLE and mode_of(title) is Mode.FORWARD_WALK
