"""Was it a walk, a run, neither, or can only the person tell? By the file's word for the sport, and by the speed."""

from dataclasses import replace

from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Refusal, Unsure
from webapp.domain.walks import Place
from webapp.importers.recordings import Recording, checked
from webapp.importers.sports import Sport

# People change from walking to running at about 7 km/h, and nobody walks faster than this for long.
WALKED_UP_TO_KMH = 8.0
# Who calls it a walk may race.
RACED_UP_TO_KMH = 10.0
# A slow ride is a walk by its average alone, but goes fast between its climbs.
FAST_KMH = 10.0
MOST_FAST_SHARE = 0.25

_MOVES_NOWHERE = (Place.TREADMILL, Place.INDOORS)


def mode_of(sport: Sport, kmh: float = 0.0) -> Mode:
    """The mode of a sport; where it does not tell, by the speed."""
    is_run = sport is Sport.RUN or (sport is not Sport.WALK and kmh > WALKED_UP_TO_KMH)
    return Mode.FORWARD_RUN if is_run else Mode.FORWARD_WALK


def judged(recording: Recording, sport: Sport, word: str, *, fast_share: float = 0.0) -> Recording:
    """The recording with its mode, and with a doubt where it needs one.

    `fast_share` is the part of its way, 0 to 1, that went faster than FAST_KMH. Raises CannotImport for a sport that
    is not on foot, and for what nobody can have walked.
    """
    if sport is Sport.NOT_ON_FOOT:
        raise CannotImport(Refusal.NOT_A_WALK, word)
    recording = checked(recording)
    doubt = _doubt(recording, sport, fast_share)
    return replace(recording, mode=mode_of(sport, recording.kmh), doubt=doubt, word=word if doubt else "")


def _doubt(recording: Recording, sport: Sport, fast_share: float) -> Unsure | None:
    if sport is Sport.RUN:
        return None
    limit_kmh = RACED_UP_TO_KMH if sport is Sport.WALK else WALKED_UP_TO_KMH
    is_fast = recording.kmh > limit_kmh or fast_share > MOST_FAST_SHARE
    if is_fast and recording.place not in _MOVES_NOWHERE:
        return Unsure.A_RIDE
    return Unsure.SPORT if is_fast or sport is Sport.UNCLEAR else None
