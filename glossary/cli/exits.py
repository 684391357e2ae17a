"""What the command ends with."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes, as ruff, textlint and Click have them; the README's table is held to this by a test."""

    CLEAN = 0  # nothing at or above the fail level
    FOUND = 1  # findings; a name that was not found, or did not arrive under --strict
    FAILED = 2  # something kept the work, or a part of it, from being done, or nothing was checked
    INTERRUPTED = 130  # by Ctrl-C, as shells count it
