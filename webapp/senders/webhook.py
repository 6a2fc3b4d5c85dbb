"""A message as JSON to an address, signed so that who takes it knows from whom and of when it is."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Collection
from uuid import UUID

from webapp.domain.messages import Figures, MessageEvent, Reply, Telling
from webapp.senders import reaching


def send(
    url: str,
    secret: str,
    *,
    uuid: UUID,
    event: MessageEvent,
    figures: Figures,
    telling: Telling,
    made_at: dt.datetime,
    now: dt.datetime,
    allowed: Collection[str],
) -> Reply:
    """Send it. The id stays the same however often it is tried; the time of the signature is that of the try."""
    made = made_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    document: dict[str, str | float] = {"app": "backstride", "id": str(uuid), "event": event, "made_at": made}
    document |= {"title": telling.title, "text": telling.text, **figures}
    body = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
    at = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Backstride-Event": event.value,
        "Backstride-Id": str(uuid),
        "Backstride-Timestamp": at,
        "Backstride-Signature": f"sha256={signature(secret, at, body)}",
    }
    return reaching.post(url, body, headers, allowed=allowed)


def signature(secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 over the seconds since 1970, a point, and the body; in hexadecimal."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
