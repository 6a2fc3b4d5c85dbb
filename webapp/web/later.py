"""What somebody answered with "Not now": a cookie of the browser says so for a while, and nothing is stored."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

from webapp.web import cookies

_A_DAY = 24 * 3600
_BEGIN, _END = "backstride-", "-later"


def not_now() -> Mapping[str, str]:
    """What is not asked for a while, by its name, with what it was about."""
    given = cookies.all_given()
    postponed = {name.removeprefix(_BEGIN).removesuffix(_END): value for name, value in given.items()}
    return {name: value for name, value in postponed.items() if _cookie(name) in given}


def postpone(answer: Response, name: str, *, days: int, value: str = "1") -> None:
    cookies.give(answer, _cookie(name), value, max_age=days * _A_DAY)


def _cookie(name: str) -> str:
    return f"{_BEGIN}{name}{_END}"
