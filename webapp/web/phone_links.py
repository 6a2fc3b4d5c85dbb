"""Addresses for another phone: as text, and as a code for its camera."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for

from webapp.security import addresses


def to(endpoint: str, *, code: str) -> str:
    """The whole address of a page with a code in it, as another phone reaches it."""
    return f"{current_app.config['BASE_URL'] or _origin()}{url_for(endpoint, code=code)}"


def drawn(link: str) -> tuple[int, str]:
    """A QR code: how many squares it is wide, and its dark squares as the path of an SVG."""
    import segno

    rows = [list(row) for row in segno.make(link, micro=False).matrix]
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(squares)


def _origin() -> str:
    """Where this server is found from elsewhere: at "localhost" a phone would look for it in itself."""
    parts = urlsplit(request.host_url)
    if not addresses.is_loopback(parts.hostname or ""):
        return request.host_url.rstrip("/")
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{addresses.of_this_machine()}{port}"
