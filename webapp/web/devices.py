"""Which browser asks: a lasting cookie tells one phone from another. It lets nobody in.

It is one for http and https, so that signing out at one address signs out at the other.
"""

from flask import g, request
from werkzeug.wrappers import Response

from webapp.security import sign_ins
from webapp.security.sign_ins import Browser
from webapp.security.tokens import new_token, token_hash
from webapp.storage.going_out_models import MessageTarget
from webapp.web import browsers, cookies

_COOKIE, _LONGEST = "backstride-device", 100


def device() -> str:
    """What this browser is called; one that has no name yet gets one, which `remember` gives it."""
    if "device" not in g:
        given = cookies.given(_COOKIE, is_shared=True)
        g.device = given if 0 < len(given) <= _LONGEST else new_token()[0]
    return str(g.device)


def store_of_walks() -> str:
    """Where this browser keeps its walks and its key: http and https have each a store of their own."""
    return f"{request.scheme} {device()}"


def stores_of_walks() -> list[str]:
    """All stores of this browser: its name is one for http and https."""
    return [f"{scheme} {device()}" for scheme in ("http", "https")]


def hash_of_store() -> bytes:
    return token_hash(store_of_walks())


def shows(target: MessageTarget) -> bool:
    """Whether a target of messages is this browser, by http or https."""
    return target.subscription is not None and target.subscription.device_hash in map(token_hash, stores_of_walks())


def browser() -> Browser:
    return Browser(request.remote_addr, device(), store_of_walks(), browsers.named(request.user_agent.string))


def remember(response: Response) -> None:
    cookies.give(response, _COOKIE, device(), max_age=sign_ins.KNOWS_DEVICES_FOR, is_shared=True)
