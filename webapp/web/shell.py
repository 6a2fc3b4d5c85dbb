"""The shell of the walk screen: what a phone keeps of Backstride, and what it says of itself when it is installed."""

import hashlib
import json
import re
import struct
from functools import cache
from pathlib import Path
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from webapp.domain.imports import FORMATS
from webapp.paths import STATIC
from webapp.web import assets, languages

# Pictures for the home screen are asked for once, when Backstride is installed, and not needed to walk.
_KEPT = {".css", ".js", ".svg"}
_PAPER = "#faf8f4"
# Many phones know a recording as no more than XML or bytes.
_RECORDINGS = [
    *(file_format.ending for file_format in FORMATS),
    *(file_format.media_type for file_format in FORMATS),
    *("application/xml", "text/xml", "application/octet-stream"),
]


def worker(pages: dict[str, str]) -> str:
    """The service worker, told which addresses to keep and, by a hash of them all, when any has changed."""
    files = _files_of(pages.values())
    shown = [*pages.values(), *(assets.content_hash(name) for name in files)]
    version = hashlib.sha256("\n".join(shown).encode()).hexdigest()[:12]
    shell = [*pages, *(url_for("assets.file", name=name) for name in files)]
    constants = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n"
    messages = f"importScripts({json.dumps(assets.asset_url('js/sw_push.js'))});\n"
    return constants + messages + assets.shorter_script((STATIC / "js/sw.js").read_bytes()).decode()


def manifest() -> dict[str, Any]:
    """How Backstride is installed: its names, pictures and shortcuts, and the recordings that it takes."""
    return {
        "id": "/",
        "name": "Backstride",
        "short_name": "Backstride",
        "description": _("A diary for walks, forward and backward."),
        "lang": languages.of_page(),
        "start_url": "/walk?from=icon",
        "scope": "/",
        "display": "standalone",
        "theme_color": _PAPER,
        "background_color": _PAPER,
        "categories": ["health", "fitness", "sports"],
        "icons": [*_pictures("icon-*.png"), *_pictures("maskable-*.png", purpose="maskable"), *_pictures("touch.png")],
        "screenshots": [
            *_pictures("screenshot-walk.png", form_factor="narrow", label=_("The walk screen, going backward")),
            *_pictures("screenshot-today.png", form_factor="narrow", label=_("Today: the week, and the extra")),
        ],
        "shortcuts": [
            {"name": _("Start forward"), "url": "/walk?go=forward"},
            {"name": _("Start backward"), "url": "/walk?go=backward"},
            {"name": _("Repeat last walk"), "url": "/walk?go=repeat"},
        ],
        "share_target": {
            "action": "/import/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "file", "accept": _RECORDINGS}]},
        },
    }


def _files_of(pages: Any) -> list[str]:
    """The static files that the pages need: those that they name, and every module of the walk screen."""
    named = {name for page in pages for name in re.findall(r'"/static/([^"?]+)', page) if Path(name).suffix in _KEPT}
    modules = {path.relative_to(STATIC).as_posix() for path in (STATIC / "js/walk").glob("*.js")}
    # One that is missing would keep the whole shell from being kept.
    return sorted(name for name in named | modules if (STATIC / name).is_file())


def _pictures(pattern: str, **more: str) -> list[dict[str, str]]:
    return [
        {"src": url_for("assets.file", name=f"icons/{path.name}"), "sizes": _size(path), "type": "image/png"} | more
        for path in sorted((STATIC / "icons").glob(pattern))
    ]


@cache
def _size(path: Path) -> str:
    """Width and height of a PNG, as its header says."""
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return f"{width}x{height}"
