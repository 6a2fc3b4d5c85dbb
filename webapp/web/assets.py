"""Static files: named by their content so that a browser may keep them for ever, and sent compressed."""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request, url_for
from werkzeug.security import safe_join

from webapp.paths import STATIC
from webapp.web.access import public

bp = Blueprint("assets", __name__)
_FOLDERS = {"css", "icons", "js", "vendor"}
_TEXTS = {".css", ".js", ".svg", ".json", ".html", ".webmanifest"}
_SMALLEST_TO_COMPRESS = 500


def asset_url(name: str) -> str:
    """The address of a static file with its content's hash, so that a changed file has a new address."""
    return url_for("assets.file", name=name, v=_hash(name, _changed_at(name)))


@bp.get("/static/<path:name>")
@public
def file(name: str) -> Response:
    path = _path(name)
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        compressed = path.with_name(path.name + suffix)
        if _accepts(encoding) and compressed.is_file():
            return _answer(compressed.read_bytes(), path, encoding)
    if _accepts("gzip") and path.suffix in _TEXTS and path.stat().st_size >= _SMALLEST_TO_COMPRESS:
        return _answer(_gzipped(path, _changed_at(name)), path, "gzip")
    return _answer(path.read_bytes(), path, None)


def compress(response: Response) -> Response:
    """Send a page compressed to who accepts it: a phone far from the router waits for every kilobyte."""
    response.vary.add("Accept-Encoding")
    is_text = (response.mimetype or "").startswith("text/") or response.mimetype == "application/json"
    if not _accepts("gzip") or not is_text or response.content_encoding or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) >= _SMALLEST_TO_COMPRESS:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.content_encoding = "gzip"
    return response


def _answer(body: bytes, path: Path, encoding: str | None) -> Response:
    response = Response(body, mimetype=mimetypes.guess_type(path.name)[0] or "application/octet-stream")
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    if request.args.get("v"):
        response.cache_control.public = response.cache_control.immutable = True
        response.cache_control.max_age = 365 * 24 * 3600
    else:
        response.cache_control.no_cache = True
    return response


def _accepts(encoding: str) -> bool:
    return request.accept_encodings.quality(encoding) > 0


def _path(name: str) -> Path:
    joined = None if "\0" in name else safe_join(str(STATIC), name)
    path = Path(joined).resolve() if joined else STATIC
    folder = path.relative_to(STATIC).parts[:1] if path.is_relative_to(STATIC) else ()
    if not _FOLDERS.issuperset(folder) or not folder or path.suffix in {".gz", ".br"}:
        abort(404)
    return path if path.is_file() else abort(404)


def _changed_at(name: str) -> int:
    # Only a developer changes a file under a running server; looking each time costs a page some 10 us a file.
    return (STATIC / name).stat().st_mtime_ns if current_app.debug else 0


@lru_cache(maxsize=200)
def _hash(name: str, _changed_at: int) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=50)
def _gzipped(path: Path, _changed_at: int) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
