"""What a browser calls itself, in two words that a person knows again."""

import re

from flask_babel import gettext as _
from werkzeug.datastructures import Headers

# The first that fits: every browser also claims to be the ones below it.
_BROWSERS = {
    "EdgA": "Edge",
    "EdgiOS": "Edge",
    "Edg/": "Edge",
    "SamsungBrowser": "Samsung Internet",
    "OPR/": "Opera",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_DEVICES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


# Programs that fetch a link to show a small picture of it, or to index it; Cubot makes phones.
_PROGRAMS = re.compile(r"(?i)(?<!cu)bot\b|crawl|spider|preview|facebookexternalhit|whatsapp")
_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def only_looks_ahead(user_agent: str, headers: Headers) -> bool:
    """Whether a page is fetched before anybody opens it, as far as a request tells."""
    return bool(_PROGRAMS.search(user_agent)) or any(name in headers for name in _AHEAD)


def named(user_agent: str) -> str:
    """A short name of a browser and what it runs on, from its User-Agent header."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), None)
    device = next((name for sign, name in _DEVICES.items() if sign in user_agent), None)
    if browser and device:
        return _("%(browser)s on %(device)s", browser=browser, device=device)
    return browser or device or _("a phone")
