"""The migrations, in order: what a database can be at."""

from webapp.paths import MIGRATIONS


def revisions() -> list[str]:
    """The migrations in order; each is named by its file."""
    return sorted(path.stem for path in (MIGRATIONS / "versions").glob("2*.py"))
