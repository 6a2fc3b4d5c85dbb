"""What the tests in a browser watch for: messages of the console, broken policies, small targets, axe's violations."""

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from webapp.storage.engine import Database

MEASURE = Path(__file__).with_name("measure.js")
# Taps outlive a change of page.
COUNT_TAPS = """addEventListener("pointerup", (event) => {
  if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true);"""
# What a test asks for; the browser notes it in its console.
EXPECTED = ("status of 401", "status of 404", "status of 422", "status of 502", "blocked by Playwright")


@dataclass(frozen=True)
class Server:
    address: str
    app: Flask

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["backstride_database"]
        return found


@dataclass
class Watch:
    """What went wrong on a page while a test looked at it."""

    messages: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.messages.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(one in message.text for one in EXPECTED):
            self.messages.append(message.text)


def end(context: BrowserContext) -> None:
    """Close a browser. A request that a test still held up would hold up the closing, too, and without an end."""
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.unroute_all(behavior="ignoreErrors")
    context.close()


def taps(page: Page) -> int:
    """How often a page with COUNT_TAPS was tapped, and those before it."""
    return int(page.evaluate("sessionStorage.taps ?? 0"))


def measure(page: Page, question: str) -> list[str]:
    """The answer to one of the questions in measure.js."""
    return [str(one) for one in page.evaluate(f"measure.{question}")]


def axe(page: Page, *, of_colours: bool = False) -> list[str]:
    """The violations that axe finds on a page, by its rules of colours or by all others."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return measure(page, f"violations({str(of_colours).lower()})")
