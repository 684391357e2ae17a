"""The order of the house: what is built on what, as the README tells it."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from conftest import ROOT

ROOMS = ("cli", "project", "translation", "checking")


def imports(path: Path) -> Iterator[str]:
    """The modules of the program that a module takes anything from, wherever in it it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "glossary":
            for alias in node.names:
                dotted = f"{node.module}.{alias.name}"
                yield dotted if module(dotted) else node.module


def module(dotted: str) -> Path | None:
    """The file of a module, None for what is no module."""
    path = ROOT.joinpath(*dotted.split("."))
    found = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return found if found.is_file() else None


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "glossary").rglob("*.py")
}


def test_nothing_takes_anything_from_the_command_line() -> None:
    outside = {
        name: path for name, path in MODULES.items() if not name.startswith(("glossary.cli", "glossary.__main__"))
    }
    assert [
        name for name, path in outside.items() if any(one.startswith("glossary.cli") for one in imports(path))
    ] == []


def test_what_knows_texts_and_names_takes_nothing_from_the_rooms_built_on_it() -> None:
    core = {name: path for name, path in MODULES.items() if name.split(".")[1:2] not in ([room] for room in ROOMS)}
    above = {
        name: sorted(one for one in imports(path) if one.split(".")[1:2] in ([room] for room in ROOMS))
        for name, path in core.items()
        if name != "glossary.__main__"
    }
    assert {name: found for name, found in above.items() if found} == {}


def test_no_modules_take_from_each_other_in_a_circle() -> None:
    TopologicalSorter({name: {one for one in imports(path) if one != name} for name, path in MODULES.items()}).prepare()
