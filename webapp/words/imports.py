"""What became of a recording, in a line: the same on the page and in the shell; and what has to be asked."""

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain import weeks
from webapp.domain.imports import Imported, Notice, OpenQuestion, Outcome, Remark, Unsure, UnsureAs, WeightsFound
from webapp.domain.walks import Place, Walk
from webapp.words import formats, texts

_HOUR_NAMES = "Etc/"


def line(imported: Imported, *, is_dry_run: bool = False, is_skipped: bool = False) -> str:
    """One recording of a file: how long, how far, when, and what became of it, or why it can't be taken."""
    if imported.refusal:
        return texts.refusal(imported.refusal)
    if imported.weights:
        return weights(imported.weights, is_dry_run=is_dry_run)
    if imported.walk is None:
        return ""
    what = _("%(walk)s, %(outcome)s.", walk=figures(imported.walk), outcome=_outcome(imported, is_dry_run, is_skipped))
    return " ".join([what, *map(note, imported.notes)])


def weights(found: WeightsFound, *, is_dry_run: bool = False) -> str:
    """What became of the body weights of a file."""
    added = len(found.added)
    if is_dry_run:
        saved = ngettext(
            "Body weight of %(num)d day, would be saved.", "Body weights of %(num)d days, would be saved.", added
        )
    else:
        saved = ngettext("Body weight of %(num)d day, saved.", "Body weights of %(num)d days, saved.", added)
    known = ngettext(
        "%(num)d day has a weight already. It stays as it is.",
        "%(num)d days have a weight already. They stay as they are.",
        found.known,
    )
    odd = ngettext(
        "We left out %(num)d weight. It can't be right.", "We left out %(num)d weights. They can't be right.", found.odd
    )
    parts = [(added, saved), (found.known, known), (found.odd, odd)]
    return " ".join(sentence for number, sentence in parts if number)


def figures(walk: Walk) -> str:
    """How long a walk was, how far, and when it began."""
    started = weeks.local(walk.started_at, walk.time_zone)
    what = {
        "duration": _duration(walk.seconds),
        "day": formats.short_day(started.date(), year=True),
        "time": formats.clock_time(walk.started_at, walk.time_zone),
        "zone": zone(walk),
    }
    metres = walk.segments[0].distance_m if len(walk.segments) == 1 else None
    if metres:
        return _("%(duration)s, %(distance)s on %(day)s, %(time)s %(zone)s", distance=formats.distance(metres), **what)
    return _("%(duration)s on %(day)s, %(time)s %(zone)s", **what)


def zone(walk: Walk) -> str:
    """The zone of a walk. `Etc/GMT-1` counts westward and is UTC+1, so no name of that kind is shown."""
    if not walk.time_zone.startswith(_HOUR_NAMES):
        return walk.time_zone
    offset = f"{weeks.local(walk.started_at, walk.time_zone):%z}"
    hours = int(offset[:3])
    return f"UTC{hours:+d}" if hours else "UTC"


def note(notice: Notice) -> str:
    """What the person should know of how a recording was read."""
    if notice.remark is Remark.POINTS_LEFT_OUT:
        return ngettext(
            "We left out %(num)d point. Its time or place can't be right.",
            "We left out %(num)d points. Their time or place can't be right.",
            notice.number,
        )
    if notice.remark is Remark.DISTANCE_LEFT_OUT:
        return _("We left out the distance of %(metres)s m. Nobody is that slow for so long.", metres=notice.number)
    if notice.remark is Remark.TIMES_IN_UTC:
        return _("The file names no time zone. We read its times as UTC.")
    return _("The device saved no totals, so we added up its points.")


def question(asked: OpenQuestion) -> str:
    """What has to be asked, in a few words."""
    if asked.doubt is Unsure.SAME:
        return _("Is it the same walk?")
    if asked.doubt is Unsure.A_RIDE:
        return ngettext("Was this a ride?", "Were these %(num)d rides?", len(asked.walks))
    return ngettext("What was this?", "What were these %(num)d?", len(asked.walks))


def why(asked: OpenQuestion) -> str:
    """Why it has to be asked."""
    if asked.doubt is Unsure.SAME:
        if asked.twin is None:
            return _("There was another walk at the same time.")
        return _("You already have a walk at that time: %(walk)s.", walk=figures(asked.twin))
    if asked.doubt is Unsure.A_RIDE:
        kmh = max(walk.segments[0].known_kmh or 0 for walk in asked.walks)
        return _("It was %(speed)s on average. Much of it was faster than people walk.", speed=formats.speed(kmh))
    if asked.word:
        return _("The file calls it \u201c%(word)s\u201d. That can be many things.", word=asked.word)
    return _("The file doesn't say.")


def answer(asked: OpenQuestion, said: UnsureAs) -> str:
    """What the button of an answer says."""
    is_same, is_many = asked.doubt is Unsure.SAME, len(asked.walks) > 1
    if said is UnsureAs.SKIP:
        return _("The same: leave it out") if is_same else _("Leave them out") if is_many else _("Leave it out")
    if is_same:
        return _("Another walk: save it") if said is UnsureAs.WALK else _("Another run: save it")
    if said is UnsureAs.RUN:
        return _("They were runs") if is_many else _("It was a run")
    if asked.walks[0].place is Place.TREADMILL:
        return _("They were treadmill walks") if is_many else _("It was a treadmill walk")
    return _("They were walks") if is_many else _("It was a walk")


def _outcome(imported: Imported, is_dry_run: bool, is_skipped: bool) -> str:
    if imported.outcome is Outcome.KNOWN:
        return _("already saved, in the bin") if imported.is_in_bin else _("already saved")
    if imported.outcome is Outcome.NEW:
        return _("would be saved") if is_dry_run else _("saved")
    if is_skipped:
        return _skipped(imported)
    return _("maybe already saved") if imported.outcome is Outcome.ALIKE else _("waiting for your answer")


def _skipped(imported: Imported) -> str:
    if imported.outcome is Outcome.ALIKE:
        return _("left out, because you have a walk at that time")
    if imported.doubt is Unsure.A_RIDE:
        return _("left out, because it may be a ride. Use --unsure walk or --unsure run to save it")
    word = imported.word or _("unknown")
    return _(
        "left out, because we can't tell what it was (%(word)s). Use --unsure walk or --unsure run to save it",
        word=word,
    )


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if minutes and not rest:
        return _("%(minutes)s min", minutes=minutes)
    if minutes:
        return _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest)
    return _("%(seconds)s s", seconds=rest)
