"""The language of a person: the one that they chose, or that of the browser in which they set something up."""

import re

AS_THE_BROWSER = "system"
_CODE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")


def is_choice(language: str) -> bool:
    """Whether somebody may have chosen this; another server may have languages that this one has not."""
    return language == AS_THE_BROWSER or _CODE.fullmatch(language) is not None


def without_browser(chosen: str, set_up_in: str) -> str:
    """The locale of what is written while no browser asks; `set_up_in` is that of the browser in which it began."""
    return set_up_in if chosen in (AS_THE_BROWSER, set_up_in.partition("_")[0]) else chosen
