"""The floor plan of docs/architecture.md: which package imports which, drawn from the imports themselves.

`python -m tests.floor_plan` draws it anew in the page; tests/test_architecture.py compares the two.
"""

import re
import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/architecture.md"
HEADING = "## Who imports whom\n\n"
ROOMS = ("clock", "config", "paths")


def floors() -> list[str]:
    """The packages from the top floor to the ground, in the order of the contract in pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    names = [name for layer in layers for name in re.findall(r"\w+", layer)]
    return [name for name in names if (ROOT / "webapp" / name).is_dir()]


def imports() -> dict[str, set[str]]:
    """What each package, and `create_app` above them all, imports of the others."""
    graph = grimp.build_graph("webapp", exclude_type_checking_imports=True, cache_dir=None)
    for child in graph.find_children("webapp"):
        graph.squash_module(child)
    names = {name: f"webapp.{name}" for name in floors()}
    imported = {name: graph.find_modules_directly_imported_by(module) for name, module in names.items()}
    imported["create_app"] = graph.find_modules_directly_imported_by("webapp")
    return {name: {module.removeprefix("webapp.") for module in modules} for name, modules in imported.items()}


def drawing() -> str:
    """A row for who imports, a column for who is imported; a floor plan where nothing points up."""
    columns, imported = [*floors()[1:], *ROOMS], imports()
    lines = [" " * 10 + "".join(f"  {name}" for name in columns)]
    for row in ("create_app", *floors()):
        marks = (" " if column == row else "x" if column in imported[row] else "." for column in columns)
        cells = "".join(f"  {mark:^{len(column)}}" for mark, column in zip(marks, columns, strict=True))
        lines.append(f"{row:<10}{cells}".rstrip())
    return "\n".join(lines) + "\n"


def drawn() -> str:
    """The drawing that is in the page."""
    return PAGE.read_text("utf-8").split(f"{HEADING}```\n")[1].split("```")[0]


if __name__ == "__main__":
    PAGE.write_text(PAGE.read_text("utf-8").replace(drawn(), drawing()), "utf-8")
