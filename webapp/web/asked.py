"""What a log may say that somebody asked for."""

from flask import request


def rule() -> str:
    """The rule of the address and not the address: a code or a key that stands in one lets people in."""
    return request.url_rule.rule if request.url_rule else "no page of ours"
