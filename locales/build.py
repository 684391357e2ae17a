"""Compile every catalogue when the package is built.

Hatchling loads this file as its build hook. The ``.mo`` files go straight into the wheel and are never written
into the checkout, so a translator who edits a ``.po`` file there sees the change at once (`glossary.i18n` reads
the ``.po`` where it finds no ``.mo``).
"""

import tempfile
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Put ``locales/<lang>/LC_MESSAGES/*.mo`` into the wheel under ``glossary/_data``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder and name each file to the builder; an editable install needs none."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        folder = Path(tempfile.mkdtemp(prefix="glossary-mo-"))
        for po in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
            relative = po.relative_to(root).with_suffix(".mo")
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(po), check_for_duplicates=True).save_as_mofile(str(target))
            build_data["force_include"][str(target)] = f"glossary/_data/{relative.as_posix()}"
