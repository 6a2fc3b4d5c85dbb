"""Where the files that are not code stand: at the top of a checkout, or inside the package that a wheel installs."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

# The package is asked first: beside an installed one, in site-packages, there may be a stranger's folder `templates`.
ROOT = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
MIGRATIONS = ROOT / "migrations"
TRANSLATIONS = ROOT / "translations"
