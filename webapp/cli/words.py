"""The same sentences as on the pages, for the shell."""

import click

from webapp.domain.imports import Imported
from webapp.domain.problems import Invalid
from webapp.words import imports, texts


def complaint(invalid: Invalid) -> click.ClickException:
    """What is wrong, field by field, as click prints it."""
    problems = (f"{problem.field}: {texts.problem(problem)}" for problem in invalid.problems)
    return click.ClickException("\n".join(problems))


def imported(recording: Imported, *, is_dry_run: bool) -> str:
    """What became of one recording of a file, in a line."""
    return imports.line(recording, is_dry_run=is_dry_run, is_skipped=True)
