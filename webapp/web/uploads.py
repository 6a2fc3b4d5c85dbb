"""Files that a browser or a script sends: kept in the data folder from their first byte on, for the import alone."""

from pathlib import Path
from typing import IO, BinaryIO, cast

from flask import Flask, Request, current_app, g
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.storage.imports import WaitingFile
from webapp.storage.uploads import Uploads
from webapp.web.import_worker import ImportWorker

# More than the largest export of years that was seen, packed.
MOST_MEGABYTES = 1500
MOST_BYTES = MOST_MEGABYTES * 1_000_000
_CHUNK = 256 * 1024


class UploadRequest(HtmxAwareRequest):
    """A request whose files go where they are read, when its view takes large ones."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        view = current_app.view_functions.get(self.endpoint or "")
        if getattr(view, "most_bytes", None) and filename:
            return new_file()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


def worker() -> ImportWorker:
    found: ImportWorker = current_app.extensions["backstride_imports"]
    return found


def watch(app: Flask) -> None:
    """Remove after each request what it brought and nobody wanted."""
    app.request_class = UploadRequest
    app.teardown_request(_remove_unwanted)


def new_file() -> IO[bytes]:
    file = worker().uploads.new()
    g.setdefault("uploads", {})[file.name] = file
    return file


def most_bytes() -> int:
    """How much may come just now: no more than the disk has room for."""
    return min(MOST_BYTES, worker().uploads.room())


def sent_files(request: Request) -> list[WaitingFile]:
    """The files of the form; it is read here, and not before the view has allowed it this size."""
    request.max_content_length = most_bytes()
    return [_waiting(file) for file in request.files.getlist("file") if file.filename]


def sent_body(request: Request, name: str) -> WaitingFile:
    """The body itself as a file."""
    request.max_content_length = most_bytes()
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge
    file = new_file()
    while chunk := request.stream.read(_CHUNK):
        file.write(chunk)
    return _waiting(FileStorage(file, name))


def opened(file: WaitingFile) -> BinaryIO:
    """A file that was sent with this request, from its beginning."""
    stream = next(stream for path, stream in g.uploads.items() if Path(path).name == file.stored)
    stream.seek(0)
    return cast(BinaryIO, stream)


def is_kept(stored: str) -> bool:
    """Whether a file that was sent before is still there."""
    return worker().uploads.path(stored).is_file()


def adopt(files: list[WaitingFile]) -> None:
    """Leave these files where they are: an import is going to read them."""
    for path in list(g.get("uploads", {})):
        if Path(path).name in {file.stored for file in files}:
            g.uploads.pop(path).close()


def _waiting(file: FileStorage) -> WaitingFile:
    stream = file.stream
    stream.flush()
    size = stream.seek(0, 2)
    return WaitingFile(file.filename or "", size, Path(stream.name).name)


def _remove_unwanted(_error: BaseException | None) -> None:
    uploads: Uploads = worker().uploads
    for path, file in g.pop("uploads", {}).items():
        file.close()
        uploads.remove(Path(path).name)
