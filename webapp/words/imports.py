"""What became of a recording, in a line: the same on the page and in the shell; and what has to be asked."""

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain import weeks
from webapp.domain.imports import (
    BatchState,
    Imported,
    ImportGroup,
    Notice,
    OpenQuestion,
    Outcome,
    QuestionKind,
    Remark,
    Unsure,
    UnsureAs,
    WeightsFound,
)
from webapp.domain.walks import Place, Walk
from webapp.words import formats, refusals

_HOUR_NAMES = "Etc/"


def line(imported: Imported, *, is_dry_run: bool = False, is_skipped: bool = False, home: str = "") -> str:
    """One recording of a file: how long, how far, when, and what became of it, or why it can't be taken.

    The zone is named where it is another than `home`.
    """
    if imported.refusal:
        return refusals.refusal(imported.refusal)
    if imported.weights:
        return weights(imported.weights, is_dry_run=is_dry_run)
    if imported.walk is None:
        return ""
    outcome = _outcome(imported, is_dry_run, is_skipped)
    what = _("%(walk)s, %(outcome)s.", walk=figures(imported.walk, home), outcome=outcome)
    return " ".join([what, *map(note, imported.notes)])


def weights(found: WeightsFound, *, is_dry_run: bool = False) -> str:
    """What became of the body weights of a file."""
    added = len(found.added)
    if found.taken_back:
        saved = ngettext("Body weight of %(num)d day, taken back.", "Body weights of %(num)d days, taken back.", added)
    elif is_dry_run:
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


def heading(state: str, counts: dict[ImportGroup, int]) -> str:
    """Where an import stands, in a few words."""
    new, saved, taken = (counts.get(group, 0) for group in (ImportGroup.NEW, ImportGroup.SAVED, ImportGroup.TAKEN))
    asked = counts.get(ImportGroup.ALIKE, 0) + counts.get(ImportGroup.UNSURE, 0)
    match state:
        case BatchState.READING:
            return _("We are reading")
        case BatchState.SAVING:
            return _("We are saving your walks")
        case BatchState.UNDOING:
            return _("We are taking it back")
        case BatchState.CANCELLED:
            return _("Cancelled: nothing was saved")
        case BatchState.UNDONE:
            return ngettext("%(num)d walk taken back", "%(num)d walks taken back", taken)
    if counts.get(ImportGroup.COLUMNS):
        return _("Which column is what?")
    if new:
        return ngettext("%(num)d walk to import", "%(num)d walks to import", new)
    if saved:
        return ngettext("%(num)d walk saved", "%(num)d walks saved", saved)
    if asked:
        return _("Nothing is saved yet")
    if counts.get(ImportGroup.WEIGHTS):
        return _("Body weights")
    return _("Nothing new to save") if counts.get(ImportGroup.KNOWN) else _("No walk was found")


def group(group: ImportGroup, count: int) -> str:
    """What the recordings of a group have in common."""
    match group:
        case ImportGroup.NEW:
            return ngettext("%(num)d new walk", "%(num)d new walks", count)
        case ImportGroup.SAVED:
            return _("Now in your diary")
        case ImportGroup.WEIGHTS:
            return _("Body weights")
        case ImportGroup.KNOWN:
            return ngettext("%(num)d is already here", "%(num)d are already here", count)
        case ImportGroup.LEFT_OUT:
            return ngettext("%(num)d left out", "%(num)d left out", count)
        case ImportGroup.NOT_WALKS:
            return ngettext("%(num)d is not a walk", "%(num)d are not walks", count)
        case ImportGroup.TURNED:
            return ngettext("Your rules turn %(num)d walk", "Your rules turn %(num)d walks", count)
        case ImportGroup.DOUBTED:
            return ngettext("%(num)d can't be right", "%(num)d can't be right", count)
        case ImportGroup.TAKEN:
            return ngettext("%(num)d walk is in the bin", "%(num)d walks are in the bin", count)
        case ImportGroup.KEPT:
            return ngettext("%(num)d walk stays", "%(num)d walks stay", count)
        case ImportGroup.GONE:
            return ngettext("%(num)d walk was gone already", "%(num)d walks were gone already", count)
        case _:
            return ngettext("%(num)d could not be read", "%(num)d could not be read", count)


def why_group(group: ImportGroup, *, backward: int, follows_rules: bool) -> str:
    """What the person should know of a group with so many walks that have backward minutes; mostly nothing."""
    match group:
        case ImportGroup.NEW | ImportGroup.SAVED if backward:
            return ""
        case ImportGroup.NEW | ImportGroup.SAVED if follows_rules:
            return _("What your rules don't turn counts as forward until you change it.")
        case ImportGroup.NEW | ImportGroup.SAVED:
            return _("All of it counts as forward until you change it.")
        case ImportGroup.KEPT:
            return _("You changed it, or wrote something about it, after the import. So it stays in your diary.")
        case ImportGroup.GONE:
            return _("You deleted it before, so there was nothing to take back.")
        case _:
            return ""


def item(imported: Imported, group: ImportGroup, home: str) -> str:
    """One recording under the heading of its group."""
    if imported.weights:
        return weights(imported.weights, is_dry_run=imported.has_waiting_weights)
    if imported.refusal or group in (ImportGroup.SAVED, ImportGroup.KNOWN):
        return line(imported, home=home)
    if imported.walk is None:
        return ""
    return " ".join([_("%(walk)s.", walk=figures(imported.walk, home)), *map(note, imported.notes)])


def figures(walk: Walk, home: str) -> str:
    """How long a walk was, how far, when it began, and what of it was backward."""
    whole = _figures(walk, home)
    if walk.backward_seconds:
        return _("%(walk)s, %(backward)s of it backward", walk=whole, backward=duration(walk.backward_seconds))
    return whole


def _figures(walk: Walk, home: str) -> str:
    started = weeks.local(walk.started_at, walk.time_zone)
    time = formats.clock_time(walk.started_at, walk.time_zone)
    what = {
        "duration": duration(walk.seconds),
        "day": formats.short_day(started.date(), year=True),
        "time": time if walk.time_zone == home else f"{time} {zone(walk)}",
    }
    distances = [segment.distance_m for segment in walk.segments if segment.distance_m]
    if len(distances) == len(walk.segments):
        metres = sum(distances)
        return _("%(duration)s, %(distance)s on %(day)s, %(time)s", distance=formats.distance(metres), **what)
    return _("%(duration)s on %(day)s, %(time)s", **what)


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
    if notice.remark is Remark.TIMES_IN_ZONE:
        return _("The file names no time zone. We read its times as yours.")
    return _("The device saved no totals, so we added up its points.")


def question(asked: OpenQuestion) -> str:
    """What has to be asked, in a few words."""
    if asked.doubt is Unsure.SAME:
        return _("Is it the same walk?")
    if asked.doubt is Unsure.A_RIDE:
        return ngettext("Was this a ride?", "Were these %(num)d rides?", asked.count)
    return ngettext("What was this?", "What were these %(num)d?", asked.count)


def why(asked: OpenQuestion) -> str:
    """Why it has to be asked."""
    if asked.doubt is Unsure.SAME:
        if asked.twin is None:
            return _("There was another walk at the same time.")
        if asked.is_twin_new:
            return _("Another file has a walk at that time.")
        return _("You already have a walk at that time.")
    if asked.doubt is Unsure.A_RIDE:
        kmh = max(walk.segments[0].known_kmh or 0 for walk in asked.walks)
        return _("It was %(speed)s on average. Much of it was faster than people walk.", speed=formats.speed(kmh))
    if asked.word:
        return _("The file calls it \u201c%(word)s\u201d. That can be many things.", word=asked.word)
    return _("The file doesn't say.")


def answer(asked: OpenQuestion, said: UnsureAs) -> str:
    """What the button of an answer says."""
    is_same, is_many = asked.doubt is Unsure.SAME, asked.count > 1
    if said is UnsureAs.SKIP:
        return _("The same: leave it out") if is_same else _("Leave them out") if is_many else _("Leave it out")
    if is_same:
        return _("Another walk: save it") if said is UnsureAs.WALK else _("Another run: save it")
    if said is UnsureAs.RUN:
        return _("They were runs") if is_many else _("It was a run")
    if asked.walks[0].place is Place.TREADMILL:
        return _("They were treadmill walks") if is_many else _("It was a treadmill walk")
    return _("They were walks") if is_many else _("It was a walk")


def answers_to_all_alike() -> list[tuple[UnsureAs, str]]:
    """What may be said of all walks that may be the same, each with its button."""
    return [(UnsureAs.SKIP, _("The same: leave them all out")), (UnsureAs.WALK, _("Others: save them all"))]


ALL_ALIKE = QuestionKind(Unsure.SAME, None, "")


def _outcome(imported: Imported, is_dry_run: bool, is_skipped: bool) -> str:
    if imported.is_back:
        return _("back in your diary")
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


def duration(seconds: int) -> str:
    """Whole minutes, and seconds where there are any."""
    minutes, rest = divmod(seconds, 60)
    if minutes and not rest:
        return _("%(minutes)s min", minutes=minutes)
    if minutes:
        return _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest)
    return _("%(seconds)s s", seconds=rest)
