"""Where a session crosses from the plan to the phone: the numbers that guide a walk, and nothing else.

They go two ways, always by these names: as the query of a link to `/walk`, and as `guide` in what `/phone/walker`
answers. `static/js/walk/session.js` reads them and makes the steps of a walk; the walk that comes home names its
`level` and `session` in its `plan`. A test holds the names on both sides together.

| name | meaning |
|---|---|
| `go` | always `guide`; beside it an address may ask for `forward`, `backward` or `repeat` |
| `level`, `session` | the session's place in the plan, each from 1 |
| `warm`, `backward`, `forward`, `cool` | minutes: the warm-up, a set, forward after a set, the cool-down |
| `sets` | how often it goes backward |
| `mode` | how the sets are gone where that is not walking: `backward_run` |
| `uphill`, `grade` | how many of the first sets go up a slope, and its percent |

A session with the sled is counted in metres and is not guided.
"""

from webapp.domain import programme
from webapp.domain.programme import Session


def guided(session: Session) -> dict[str, str]:
    """A session as the phone takes it."""
    return {
        "go": "guide",
        "level": str(session.level),
        "session": str(session.number),
        "warm": f"{session.warm_up_minutes:g}",
        "sets": str(session.sets),
        "backward": f"{session.backward_minutes:.4g}",
        "forward": f"{session.forward_minutes:.4g}",
        "cool": f"{programme.COOL_DOWN_MINUTES:g}",
    } | _how(session)


def _how(session: Session) -> dict[str, str]:
    """What is special about the stretches backward: they are jogged, or the first ones go uphill."""
    if session.level == programme.JOG:
        return {"mode": session.mode.value}
    if not session.uphill_sets:
        return {}
    return {"uphill": str(session.uphill_sets), "grade": f"{session.grade_percent:g}"}
