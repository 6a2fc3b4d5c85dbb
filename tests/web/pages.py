"""A page as a browser's parser sees it: its elements, and what its forms would send."""

import re
from html.parser import HTMLParser
from itertools import dropwhile, takewhile

from werkzeug.test import TestResponse

_FOR = re.compile(r"[?&]for=\d+$")
Attributes = dict[str, str | None]


class Page(HTMLParser):
    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.forms: dict[str, dict[str, str]] = {}
        self.text = ""
        self._form: dict[str, str] = {}
        self._select: str | None = None
        self._textarea: str | None = None
        self.feed(response.text)

    def form(self, ending: str) -> dict[str, str]:
        """What the form whose action ends so would send."""
        return next(values for action, values in self.forms.items() if action.endswith(ending))

    @property
    def notice(self) -> tuple[str, dict[str, str]] | None:
        """Where the one button of a notice leads, and what it sends."""
        classes = [found.get("class") or "" for _, found in self.elements]
        if "notice" not in classes:
            return None
        after = self.elements[classes.index("notice") + 1 :]
        form, *rest = dropwhile(lambda element: element[0] in ("p", "svg", "path"), after)
        if form[0] != "form":
            return None
        fields = [found for _, found in takewhile(lambda element: element[0] == "input", rest)]
        return form[1].get("action") or "", {field["name"] or "": field["value"] or "" for field in fields}

    def named(self, name: str) -> Attributes:
        """The field of this name."""
        return next(found for _, found in self.elements if found.get("name") == name)

    def refuses(self, name: str) -> bool:
        """Whether the field says that it is wrong, and points to the words that say why."""
        field = self.named(name)
        ids = {found.get("id") for _, found in self.elements}
        described = (field.get("aria-describedby") or "").split()
        return field.get("aria-invalid") == "true" and f"{name}-problem" in described and f"{name}-problem" in ids

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "form":
            # For whom the page was made is looked at where that is what a test is about.
            self._form = self.forms.setdefault(_FOR.sub("", found.get("action") or ""), {})
        elif tag == "input" and (found.get("type") != "checkbox" or "checked" in found):
            self._form[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in found or self._select not in self._form):
            self._form[self._select] = value
        elif tag == "textarea":
            self._textarea, self._form[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._textarea:
            self._form[self._textarea] += data
