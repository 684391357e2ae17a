"""Compile every catalogue and make the manual page when the package is built.

Hatchling loads this file as its build hook. The ``.mo`` files go straight into the wheel and are never written
into the checkout, so a translator who edits a ``.po`` file there sees the change at once (`glossary.i18n` reads
the ``.po`` where it finds no ``.mo``). Nor is the manual page, which is what ``--help`` says and nothing else.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeData(BuildHookInterface):
    """Put ``locales/<lang>/LC_MESSAGES/*.mo`` into the wheel under ``glossary/_data``, and ``glossary.1``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write into a temporary folder and name each file to the builder; an editable install needs none."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        folder = Path(tempfile.mkdtemp(prefix="glossary-build-"))
        for po in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
            relative = po.relative_to(root).with_suffix(".mo")
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(po), check_for_duplicates=True).save_as_mofile(str(target))
            build_data["force_include"][str(target)] = f"glossary/_data/{relative.as_posix()}"
        manual = folder / "glossary.1"
        manual.write_text(self._manual(), encoding="ascii", newline="\n")
        build_data["shared_data"][str(manual)] = "share/man/man1/glossary.1"

    def _manual(self) -> str:
        """The manual page of the commands in this checkout, whichever others are installed."""
        sys.path.insert(0, self.root)
        from glossary.cli import glossary
        from glossary.cli.manual import page

        epoch = os.environ.get("SOURCE_DATE_EPOCH")  # without it a build has no day, and two builds do not differ
        day = datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""
        return page(glossary, "glossary", self.metadata.version, day)
