"""The words for the calls of the API and their fields: what each does, and what each means."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.words import formats

ABOUT = lazy_gettext(
    "Log walks from a script, a shortcut or a watch, and read them back. "
    "Times have an offset, minutes may have a fraction, seconds are whole. A name that a call does not know is refused."
)
KEYS = lazy_gettext(
    "`backstride token create USER` prints a key, this once. With `--scope read` it may read, with `--scope walks` it "
    "may add walks and take back what it added."
)
# What people look for first stands first.
CALLS: Mapping[str, LazyString] = {
    "create_walk": lazy_gettext("Log a walk. Sent again with the same id, it is still one walk."),
    "list_walks": lazy_gettext("List walks, the newest first, page by page."),
    "show_walk": lazy_gettext("Read one walk."),
    "replace_walk": lazy_gettext(
        "Put another walk in its place. What you leave out is empty in it. "
        "You may send back what you read: its figures are worked out anew."
    ),
    "delete_walk": lazy_gettext("Move a walk to the bin, where it waits for 30 days."),
    "restore_walk": lazy_gettext("Take a walk out of the bin."),
    "show_summary": lazy_gettext("Read this week, flat, for a dashboard at home."),
    "list_weeks": lazy_gettext("Read the sums of weeks. Without dates it is the last twelve."),
    "estimate": lazy_gettext("Work out what stretches cost, and save nothing."),
    "export": lazy_gettext("Take along everything that is yours, in the format that you ask for."),
    "list_weights": lazy_gettext("List body weights, the newest first. Without a limit it is all of them."),
    "set_weight": lazy_gettext("Set the body weight of a day. A second one for the day takes its place."),
    "take_health": lazy_gettext("Take what the app Health Auto Export sends. Sent again, it is saved once."),
    "create_import": lazy_gettext(
        "Import a file of a watch or an app. What is new is saved. What nobody can tell waits on the import's page."
    ),
    "show_import": lazy_gettext("Read what became of an import."),
    "undo_import": lazy_gettext("Take an import back, but for what you changed since."),
    "ping": lazy_gettext("Ask whether Backstride is there, and which one it is."),
    "show_openapi": lazy_gettext("Read this description."),
}
REFUSALS: Mapping[int, LazyString] = {
    400: lazy_gettext("The body is not JSON."),
    401: lazy_gettext("There is no key, or none that is known here."),
    403: lazy_gettext("This key may not do that."),
    404: lazy_gettext("There is no such thing of yours."),
    413: lazy_gettext("The body is too large."),
    415: lazy_gettext("The body does not say that it is JSON."),
    421: lazy_gettext("The server does not know the name by which it was asked."),
    422: lazy_gettext("Something can't be taken. `errors` names each field."),
    503: lazy_gettext("The server is busy. Try again in some seconds."),
    507: lazy_gettext("The disk of the server is full. Nothing was changed."),
}
# A name means one thing; where it does not, the name of its shape stands before it.
_FIELDS: Mapping[str, LazyString] = {
    "Id.id": lazy_gettext("The id of the walk."),
    "Export.format": lazy_gettext("The version of the document."),
    "Planned.level": lazy_gettext("The level of the plan."),
    "Planned.session": lazy_gettext("The number of the session in its level, from 1."),
    "Problem.status": lazy_gettext("The status of the answer."),
    "Problem.detail": lazy_gettext("What is wrong, in words."),
    "Query.cursor": lazy_gettext("The `next` of the page before, as it is."),
    "Query.from": lazy_gettext("The first day."),
    "Query.format": lazy_gettext("One document (`json`), a zip of tables (`csv`) or a bundle for a clinic (`fhir`)."),
    "Import.id": lazy_gettext("The id of the import."),
    "Query.name": lazy_gettext("The name of the file."),
    "Query.limit": lazy_gettext("How many on a page."),
    "Query.unsure": lazy_gettext("What to do with a workout that may be no walk. Without it, it is left out."),
    "Taken.weights": lazy_gettext("Days that got a weight."),
    "Query.to": lazy_gettext("The last day."),
    "Summary.date": lazy_gettext("Today."),
    "Summary.walks": lazy_gettext("How many walks of the week there are so far."),
    "WeekList.weeks": lazy_gettext("The weeks, the oldest first."),
    "after": lazy_gettext("Pain after the walk, 0 to 10."),
    "alike": lazy_gettext("Walks left out, because one like it is here."),
    "app": lazy_gettext("Always `backstride`."),
    "attention": lazy_gettext("How much attention the walk took, 0 to 10."),
    "backward_minutes": lazy_gettext("Minutes of it backward."),
    "before": lazy_gettext("Pain before the walk, 0 to 10."),
    "counted_minutes": lazy_gettext("Minutes that count toward the goal."),
    "date": lazy_gettext("The day."),
    "days_left": lazy_gettext("Days of the week that are left after today."),
    "detail": lazy_gettext("What is wrong with the field, in words."),
    "distance_m": lazy_gettext("The distance in metres, in place of a speed. Together with the seconds it gives one."),
    "during": lazy_gettext("The worst pain of the walk, 0 to 10."),
    "effort": lazy_gettext("How hard the walk was, 0 to 10."),
    "errors": lazy_gettext("Each field that can't be taken. It names at most 50."),
    "exported_at": lazy_gettext("When the document was made."),
    "extra_kcal": lazy_gettext("What the backward stretches cost above the same gone forward."),
    "extra_kcal_high": lazy_gettext("The high end of the extra energy."),
    "extra_kcal_low": lazy_gettext("The low end of the extra energy."),
    "falls": lazy_gettext("How often you fell."),
    "file": lazy_gettext("The name of the file, also of one in an archive."),
    "found": lazy_gettext("How many recordings were found."),
    "outcome": lazy_gettext("What became of it."),
    "recordings": lazy_gettext("The first 2000 recordings."),
    "state": lazy_gettext("How far the import is."),
    "undone": lazy_gettext("After an undo: in the bin, kept because you changed it, or gone before. Else null."),
    "walk": lazy_gettext("The walk in your diary. Null while there is none."),
    "ImportedRecording.reason": lazy_gettext("Why it was refused or is asked about, as a word for programs."),
    "field": lazy_gettext("The field, with its path: `segments.0.seconds`."),
    "goal_minutes": lazy_gettext("The goal of the week in minutes."),
    "grade_percent": lazy_gettext("The slope in percent. Downhill is below 0."),
    "had_warning_sign": lazy_gettext("Whether there was a sign to stop, without saying which."),
    "held_form": lazy_gettext("Of sled drags: whether the last one looked like the first."),
    "id": lazy_gettext("A UUID that you make. Without it the server makes one."),
    "instance": lazy_gettext("Which server this is."),
    "is_goal_met": lazy_gettext("Whether the goal of the week is met."),
    "kcal": lazy_gettext("The energy in kilocalories. Null while no weight is known."),
    "kcal_high": lazy_gettext("The high end of the energy."),
    "kcal_low": lazy_gettext("The low end of the energy."),
    "known": lazy_gettext("Walks that were here before."),
    "load_kg": lazy_gettext("What you carry, in kilograms."),
    "looked_back": lazy_gettext("Whether you looked over your shoulder."),
    "met": lazy_gettext("The energy cost of the stretch in MET."),
    "met_forward": lazy_gettext("What the same would cost forward, in MET."),
    "minutes": lazy_gettext("Minutes of moving."),
    "minutes_to_go": lazy_gettext("Minutes that are left to the goal."),
    "mode": lazy_gettext("How you moved."),
    "model": lazy_gettext("The version of the energy model."),
    "new": lazy_gettext("Walks that were saved."),
    "next": lazy_gettext("The cursor of the next page. Null on the last one."),
    "next_morning": lazy_gettext("Pain on the next morning, 0 to 10."),
    "note": lazy_gettext("A note."),
    "openapi": lazy_gettext("The version of OpenAPI."),
    "pain": lazy_gettext("Where it hurt. Each place can be there once."),
    "paths": lazy_gettext("The calls."),
    "person": lazy_gettext("Your settings."),
    "place": lazy_gettext("Where you walked."),
    "plan": lazy_gettext("The session of the plan that this walk was."),
    "refused": lazy_gettext("Workouts that can't be walks."),
    "rails": lazy_gettext("Whether you held on to rails."),
    "reason": lazy_gettext("What is wrong with the field, as a word for programs."),
    "seconds": lazy_gettext("Moving time of the stretch, in whole seconds. A walk has at most a day of them."),
    "segments": lazy_gettext("The stretches of the walk, in order."),
    "site": lazy_gettext("Where it hurt."),
    "sled_kg": lazy_gettext("The sled that you pull, in kilograms. Only with `backward_sled`."),
    "speed_assumed": lazy_gettext("Whether nobody told the speed, so that a usual one is taken."),
    "speed_kmh": lazy_gettext("The speed in km/h, in place of a distance."),
    "start": lazy_gettext("The first day of the week."),
    "started_at": lazy_gettext(
        "When the walk began, with an offset. It is no earlier than 2000 and not in the future."
    ),
    "status": lazy_gettext("`saved`, or `deleted` when the walk is in the bin."),
    "streak_weeks": lazy_gettext("How many weeks in a row met their goal."),
    "stumbles": lazy_gettext("How often you stumbled."),
    "time_zone": lazy_gettext("The time zone by its name, such as `Europe/Paris`. Without it, it is yours."),
    "title": lazy_gettext("The name of the status."),
    "today_backward_minutes": lazy_gettext("Minutes backward today."),
    "today_minutes": lazy_gettext("Minutes today."),
    "type": lazy_gettext("Always `about:blank`."),
    "unsure": lazy_gettext("Workouts left out, because they may be no walks."),
    "version": lazy_gettext("The version of Backstride."),
    "walks": lazy_gettext("The walks."),
    "warning_signs": lazy_gettext("The signs to stop that you had."),
    "weeks": lazy_gettext("The weeks."),
    "weight_kg": lazy_gettext("Body weight in kilograms."),
    "weights": lazy_gettext("The weights."),
    "with_partner": lazy_gettext("Whether somebody walked with you."),
}


def of(shape: str, name: str) -> LazyString:
    """What a field means."""
    return _FIELDS.get(f"{shape}.{name}") or _FIELDS[name]


_KINDS: Mapping[str, LazyString] = {
    "array": lazy_gettext("a list"),
    "boolean": lazy_gettext("true or false"),
    "date": lazy_gettext("a day"),
    "date-time": lazy_gettext("a time with an offset"),
    "integer": lazy_gettext("a whole number"),
    "number": lazy_gettext("a number"),
    "object": lazy_gettext("an object"),
    "string": lazy_gettext("text"),
    "time-zone": lazy_gettext("a time zone"),
    "uuid": lazy_gettext("a UUID"),
}
_LIMITS: Mapping[str, LazyString] = {
    "exclusiveMinimum": lazy_gettext("more than %(limit)s"),
    "maximum": lazy_gettext("%(limit)s at most"),
    "maxItems": lazy_gettext("%(limit)s of them at most"),
    "maxLength": lazy_gettext("%(limit)s characters at most"),
    "minItems": lazy_gettext("%(limit)s of them at least"),
}


def kind(schema: Mapping[str, Any]) -> str:
    """What a field of the document takes, and its limits: "a whole number, 0 to 10"."""
    kinds = schema.get("type", "object")
    name = schema.get("format") or (kinds[0] if isinstance(kinds, list) else kinds)
    return ", ".join([str(_KINDS[name]), *_limits(schema)])


def _limits(schema: Mapping[str, Any]) -> Iterator[str]:
    if "minimum" in schema:
        low, high = formats.number(schema["minimum"]), formats.number(schema["maximum"])
        yield _("%(low)s to %(high)s", low=low, high=high)
        return
    for limit, words in _LIMITS.items():
        if limit in schema:
            yield str(words) % {"limit": formats.number(schema[limit])}
