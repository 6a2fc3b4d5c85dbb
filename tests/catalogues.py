"""The texts in the code, and their catalogues in `translations/`.

`python -m tests.catalogues update` brings every catalogue to the texts of today, `update it` makes one for Italian, and
`compile` lets a running checkout speak them. A text that has changed is empty again: nothing is guessed.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.test_words import KEYWORDS, METHODS, ROOT

TRANSLATIONS = ROOT / "translations"
LANGUAGES = sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
_PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w+\}")
Key = tuple[str | None, str]
# A language that Babel knows and nobody will send us soon.
PSEUDO = "eo"
# The header names nobody: who translated what is in the history.
_HEADER = {
    "project": "Backstride",
    "version": "1",
    "last_translator": "the makers of Backstride",
    "msgid_bugs_address": "see SECURITY.md",
}


def path_of(language: str, translations: Path = TRANSLATIONS) -> Path:
    return translations / language / "LC_MESSAGES/messages.po"


@cache
def texts_of_today() -> Catalog:
    """Every text of the code, as a catalogue without a language."""
    catalogue = Catalog()
    for name, _line, message, comments, context in extract_from_dir(ROOT, METHODS, keywords=KEYWORDS):
        catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(catalogue: Catalog) -> list[Message]:
    """What is translated: all but the head."""
    return [message for message in catalogue if message.id]


def updated(language: str) -> Catalog:
    """The catalogue of a language with the texts of today; what was translated and is the same stays."""
    catalogue = read(language) if path_of(language).exists() else Catalog(locale=language, fuzzy=False)
    made = catalogue.creation_date
    # Its messages become those of the catalogue, and another language needs them empty.
    catalogue.update(deepcopy(texts_of_today()), no_fuzzy_matching=True)
    for message in messages(catalogue):
        if message.fuzzy:
            message.string, message.flags = "", message.flags - {"fuzzy"}
    for name, value in _HEADER.items():
        setattr(catalogue, name, value)
    catalogue.language_team = language
    # When somebody last looked for new texts is no news, and would set two of them against each other.
    catalogue.creation_date = made
    catalogue.header_comment = f"# Backstride in {Locale.parse(language).english_name}."
    return catalogue


def differences(catalogue: Catalog) -> tuple[set[Key], set[Key]]:
    """The texts that a catalogue lacks, and those that the code does not have any more, each with its context."""
    today, there = ({_key(message) for message in messages(each)} for each in (texts_of_today(), catalogue))
    return today - there, there - today


def write(catalogue: Catalog, path: Path) -> None:
    written = BytesIO()
    write_po(written, catalogue, width=0, ignore_obsolete=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.getvalue())


def compile_into(translations: Path, catalogue: Catalog) -> None:
    """Make the .mo file of a catalogue, as the build does."""
    path = path_of(str(catalogue.locale), translations).with_suffix(".mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each form of a translation with the English that it stands for: the first is that of one, the others of many."""
    english, given = _all(message.id), _all(message.string or "")
    for index, form in enumerate(given):
        yield english[min(index, len(english) - 1)], form


def complaints(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with a translation, in a language with so many forms."""
    given = list(forms(message))
    if len(given) != (plurals if message.pluralizable else 1):
        yield "it has another number of forms than the language"
    if message.fuzzy:
        yield "it is only guessed"
    for english, form in given:
        if not form:
            yield "it is empty"
            continue
        if _places(form) not in [_places(text) for text in (_all(message.id) if message.pluralizable else [english])]:
            yield "it has other places"
        if [form[:1].isspace(), form[-1:].isspace()] != [english[:1].isspace(), english[-1:].isspace()]:
            yield "it begins or ends with another space"
        if "!" in form or "¡" in form:
            yield "it shouts"


def pseudo() -> Catalog:
    """A catalogue in place of a language's: every text is between brackets, so that what has none is seen."""
    catalogue = Catalog(locale=PSEUDO)
    for message in messages(texts_of_today()):
        marked = [f"⟦{text}⟧" for text in _all(message.id)]
        catalogue.add(message.id, tuple(marked) if message.pluralizable else marked[0], context=message.context)
    return catalogue


def _key(message: Message) -> Key:
    return message.context, _all(message.id)[0]


def _places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


def _all(text: str | Sequence[str]) -> Sequence[str]:
    return [text] if isinstance(text, str) else text


def main(command: str, *languages: str) -> None:
    for language in languages or LANGUAGES:
        catalogue = updated(language) if command == "update" else read(language)
        if command == "update":
            write(catalogue, path_of(language))
        compile_into(TRANSLATIONS, catalogue)
        left = [message for message in messages(catalogue) if not all(form for _, form in forms(message))]
        print(f"{language}: {len(messages(catalogue))} texts, {len(left)} to translate")  # noqa: T201 - a command.


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["update"]))
