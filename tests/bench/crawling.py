"""The pages that lead on from Today, and the assets that a page names."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.bench.clients import Answer, Client

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d")
A_YEAR = 365 * 24 * 3600


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str] = []
        self.assets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.pages.append(values.get("href", ""))
        elif tag == "link" and values.get("href"):
            self.assets.append(values["href"])
        elif tag in ("script", "img", "source") and values.get("src"):
            self.assets.append(values["src"])


def pages(client: Client) -> dict[str, str]:
    """The text of every page that links lead to from Today: of many walks' pages one, of many days' forms one."""
    found: dict[str, str] = {}
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        if answer.status != 200 or "html" not in str(answer.headers["Content-Type"]):
            continue
        found[path] = answer.text
        for link in _links(answer.text, path):
            if ID.sub("*", link) not in seen:
                seen.add(ID.sub("*", link))
                waiting.append(link)
    return found


def assets(client: Client, page: str) -> list[str]:
    """Every file that a page and its style sheets name."""
    parser = _Links()
    parser.feed(page)
    names = list(dict.fromkeys(parser.assets))
    for name in [name for name in names if ".css" in name]:
        used = re.findall(r"url\([\"']?([^)\"'#]+)", client.get(name).text)
        names += [urljoin(name, one) for one in used if not one.startswith("data:")]
    return list(dict.fromkeys(names))


def is_kept(answer: Answer) -> bool:
    """Whether a browser keeps an answer: for a year without asking again, or until its ETag says that it changed.

    The second is for the modules of the walk screen, which name each other without a hash, and for the manifest.
    """
    wishes = str(answer.headers["Cache-Control"])
    age = re.search(r"max-age=(\d+)", wishes)
    is_for_ever = "immutable" in wishes and age is not None and int(age[1]) >= A_YEAR
    is_asked_for_in_a_word = "no-cache" in wishes and bool(answer.headers["ETag"])
    return answer.status == 200 and (is_for_ever or is_asked_for_in_a_word)


def _links(page: str, path: str) -> Iterator[str]:
    parser = _Links()
    parser.feed(page)
    for link in parser.pages:
        parts = urlsplit(urljoin(path, link))
        if not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
