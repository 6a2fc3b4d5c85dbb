"""htmx 4 on top of htmx-flask: which answer a request wants.

htmx 4 renamed request headers that htmx-flask still reads by their old names; only what is asked here is used, and a
test checks it in a real browser.
"""

from typing import cast

from flask import request
from htmx_flask.requests import HtmxAwareRequest


def wants_fragment() -> bool:
    """Whether the request wants a piece of the page: one of htmx that neither replaces the body nor goes back."""
    htmx = cast(HtmxAwareRequest, request).htmx
    if not htmx or htmx.history_restore_request:
        return False
    return request.headers.get("HX-Request-Type") != "full"
