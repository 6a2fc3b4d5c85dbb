"""The log of what concerns security: who came in, who was refused, and which key was made or ended."""

import logging

LOGGER = "backstride.security"
_log = logging.getLogger(LOGGER)


def note(event: str, **facts: object) -> None:
    """Log an event. What people typed is quoted: a name can't look like a line of its own."""
    _log.info("%s%s", event, "".join(f" {name}={str(fact)!r}" for name, fact in facts.items()))
