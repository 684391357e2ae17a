"""What the command ends with."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes, as ruff, textlint and Click have them."""

    CLEAN = 0
    FOUND = 1
    FAILED = 2
    INTERRUPTED = 130  # by Ctrl-C, as shells count it


#: What each means: the manual page has it from here, and the README's table is held to it by a test.
MEANINGS = {
    Exit.CLEAN: "nothing at or above --fail-level (default warning)",
    Exit.FOUND: "findings; a name that was not found; under --strict, a name that did not arrive",
    Exit.FAILED: "usage, configuration, a termbase, a file or an engine at fault, or nothing was checked",
    Exit.INTERRUPTED: "interrupted",
}
