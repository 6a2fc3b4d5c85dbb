"""Static files: named by their content so that a browser may keep them for ever, and sent compressed."""

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request, url_for
from werkzeug.security import safe_join

from webapp.paths import STATIC
from webapp.web.access import kept

bp = Blueprint("assets", __name__)
_FOLDERS = {"css", "icons", "js", "vendor"}
_TEXTS = {".css", ".js", ".svg", ".json", ".html", ".webmanifest"}
_SMALLEST_TO_COMPRESS = 500
_BUILT = "vendor/"


def asset_url(name: str) -> str:
    """The address of a static file with its content's hash, so that a changed file has a new address."""
    return url_for("assets.file", name=name, v=content_hash(name))


def sheets_url(*names: str) -> str:
    """One address of several style sheets: nothing is painted before the last of them is here."""
    return asset_url(f"css/{'+'.join(names)}.css")


def content_hash(name: str) -> str:
    """A word that changes with the content of a static file."""
    return _hash(name, _changed_at(name))


@bp.get("/static/<path:name>")
@kept
def file(name: str) -> Response:
    parts = _parts(name)
    path, *others = [_path(part) for part in parts]
    if len(set(parts)) < len(parts):
        abort(404)
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        compressed = path.with_name(path.name + suffix)
        if _accepts(encoding) and not others and compressed.is_file():
            return _answer(compressed.read_bytes(), name, encoding)
    body = _content(parts)
    if _accepts("gzip") and path.suffix in _TEXTS and len(body) >= _SMALLEST_TO_COMPRESS:
        return _answer(_gzipped(name, _changed_at(name)), name, "gzip")
    return _answer(body, name, None)


def kept_answer(body: str, mimetype: str) -> Response:
    """An answer that a browser keeps and asks for again, to hear in a word that nothing changed."""
    response = Response(re.sub(r"\n\s*", "\n", body) if mimetype == "text/html" else body, mimetype=mimetype)
    response.cache_control.no_cache = True
    response.vary.update(("Accept-Language", "Cookie"))
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:12], weak=True)
    response.make_conditional(request)
    return response if response.status_code == 304 else compress(response)


def compress(response: Response) -> Response:
    """Send a page compressed to who accepts it: a phone far from the router waits for every kilobyte."""
    # A file on the disk goes out as it is, piece by piece.
    if response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    mimetype = response.mimetype or ""
    is_text = mimetype.startswith("text/") or mimetype.endswith("json")
    if not _accepts("gzip") or not is_text or response.content_encoding or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) >= _SMALLEST_TO_COMPRESS:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.content_encoding = "gzip"
    return response


def _answer(body: bytes, name: str, encoding: str | None) -> Response:
    response = Response(body, mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream")
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    if request.args.get("v"):
        response.cache_control.public = response.cache_control.immutable = True
        response.cache_control.max_age = 365 * 24 * 3600
    else:
        response.cache_control.no_cache = True
    # Weak: the same file, whichever way it is compressed.
    response.set_etag(content_hash(name), weak=True)
    response.make_conditional(request)
    return response


def _accepts(encoding: str) -> bool:
    return request.accept_encodings.quality(encoding) > 0


def _parts(name: str) -> list[str]:
    """The files that a name stands for; style sheets joined by a plus are sent as one."""
    folder, _, file = name.rpartition("/")
    if folder != "css" or "+" not in file:
        return [name]
    return [f"css/{sheet}.css" for sheet in file.removesuffix(".css").split("+")]


def _content(parts: list[str]) -> bytes:
    return b"".join((STATIC / part).read_bytes() for part in parts)


def _path(name: str) -> Path:
    joined = None if "\0" in name else safe_join(str(STATIC), name)
    path = Path(joined).resolve() if joined else STATIC
    folder = path.relative_to(STATIC).parts[:1] if path.is_relative_to(STATIC) else ()
    if not _FOLDERS.issuperset(folder) or not folder or path.suffix in {".gz", ".br"}:
        abort(404)
    try:
        return path if path.is_file() else abort(404)
    except OSError:
        # No file system has a name of that length.
        abort(404)


def _changed_at(name: str) -> int:
    # Only a developer changes a file under a running server; looking each time costs a page some 10 us a file.
    return max((STATIC / part).stat().st_mtime_ns for part in _parts(name)) if current_app.debug else 0


@lru_cache(maxsize=200)
def _hash(name: str, _changed_at: int) -> str:
    if name.startswith(_BUILT) and not (STATIC / name).is_file():
        # A checkout before its first start: every form works without scripts, so the page comes, and the log says why.
        current_app.logger.warning("static/%s is not built; `python3 app.py` builds it. Pages do without it.", name)
        return "missing"
    return hashlib.sha256(_content(_parts(name))).hexdigest()[:12]


@lru_cache(maxsize=50)
def _gzipped(name: str, _changed_at: int) -> bytes:
    # The walk screen has 15 kB in all: comments and indents stay at home.
    shorter = _SHORTER.get(Path(name).suffix, bytes)
    return gzip.compress(shorter(_content(_parts(name))), mtime=0)


def shorter_script(script: bytes) -> bytes:
    """A script without its comments, which stand on lines of their own, and its indents; a text between backticks stays
    as it is, whatever its lines begin with."""
    template, comment = rb"(`(?:\\.|[^`\\])*`)", rb"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)?\n?"
    return re.sub(rb"(?ms)%s|%s" % (template, comment), lambda match: match[1] or b"", script)


def _without_spaces(sheet: bytes) -> bytes:
    """A style sheet without its comments, and the spaces that mean nothing."""
    return re.sub(rb"\s*([{};])\s*", rb"\1", re.sub(rb"(?s)/\*.*?\*/", b"", sheet))


_SHORTER = {".js": shorter_script, ".css": _without_spaces}
