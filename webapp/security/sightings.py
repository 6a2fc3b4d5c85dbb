"""What a running server has seen of the ways to it since its start. A restart forgets it; nothing of it is written."""

from dataclasses import dataclass

# Strangers choose it.
LONGEST_NAME = 100


@dataclass
class Sightings:
    """The last of each kind, or how often it was."""

    # The address of a proxy that was not named, and sent forwarded headers.
    forwarded_by: str | None = None
    # The name under which somebody came that is none of this server's.
    refused_host: str | None = None
    # Whether a page under the public address, which is one of https, came over http.
    came_plainly: bool = False
    refused_walks: int = 0

    def refuse_host(self, host: str) -> None:
        self.refused_host = host[:LONGEST_NAME]
