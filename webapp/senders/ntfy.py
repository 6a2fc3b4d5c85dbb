"""A message to a topic of an ntfy server, which shows it on every phone that follows the topic."""

import json
from collections.abc import Collection
from urllib.parse import unquote, urlsplit, urlunsplit

from webapp.domain.messages import Reply, Telling
from webapp.senders import reaching


def send(address: str, telling: Telling, *, allowed: Collection[str]) -> Reply:
    """Publish as JSON at the server's root: there, unlike in a header, every letter comes through."""
    parts = urlsplit(address)
    root, _, topic = parts.path.strip("/").rpartition("/")
    body = json.dumps({"topic": unquote(topic), "title": telling.title, "message": telling.text}).encode()
    server = urlunsplit((parts.scheme, parts.netloc, f"/{root}", "", ""))
    return reaching.post(server, body, {"Content-Type": "application/json"}, allowed=allowed)
