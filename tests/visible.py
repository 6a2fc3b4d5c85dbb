"""What a person reads on a page, piece by piece: its texts, and what its attributes say or show."""

from collections.abc import Iterator
from html.parser import HTMLParser

_SPOKEN = ("aria-label", "alt", "title", "placeholder", "label", "data-column")
_VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "source", "use", "path", "rect", "circle", "line"}
_NOT_TEXT = {"script", "style", "code", "pre", "textarea"}
# What is the same in every language: studies by their authors, what a person wrote, and the zones of the world.
_NOT_OURS = {"sources", "note"}
_ZONES = "time_zone"


class _Texts(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._left_out = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_ours = not _NOT_OURS & set((given.get("class") or "").split()) and given.get("id") != _ZONES
        if tag not in _VOID and (self._left_out or tag in _NOT_TEXT or not is_ours):
            self._left_out += 1
        if not self._left_out:
            self.pieces += [given[name] or "" for name in _SPOKEN if name in given]
            self.pieces += [given["content"] or ""] if given.get("name") == "description" else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._left_out:
            self._left_out -= 1

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.pieces.append(data)


def texts(page: str) -> Iterator[str]:
    """The texts of a page without the spaces around them."""
    for piece in _Texts(page).pieces:
        if text := " ".join(piece.split()):
            yield text
