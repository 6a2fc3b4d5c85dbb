"""Notes what the check-up of the server wants to know of requests: nothing of who asked, nothing that lasts."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from webapp.security.sightings import Sightings

_REFUSED_HOST, _REFUSED_ENTRY = 421, 422


def watch(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    seen: Sightings = current_app.extensions["backstride_sightings"]
    if response.status_code == _REFUSED_HOST:
        seen.refuse_host(request.host)
    elif response.status_code == _REFUSED_ENTRY and request.endpoint == "api.create_walk":
        seen.refused_walks += 1
    if not request.is_secure and _is_at_public_address():
        seen.came_plainly = True
    return response


def _is_at_public_address() -> bool:
    public = urlsplit(current_app.config["BASE_URL"] or "")
    return public.scheme == "https" and request.host == public.netloc
