"""How far a translation or a download is: a line on standard error, on a terminal, from the second second on."""

import sys
import time
from collections.abc import Callable

import click

_AFTER = 1.0  # seconds; what is done sooner needs no telling
_EVERY = 0.1
_WIDTH = 30  # characters of the bar


def megabytes(number: int) -> str:
    """A number of bytes for people."""
    return f"{number / 1_000_000:.1f} MB"


class Progress:
    """A line that is written over itself, and leaves nothing behind. ``show`` is how a number is written."""

    def __init__(self, show: Callable[[int], str] = str) -> None:
        self._show = show
        self._began = self._shown = time.monotonic()
        self._length = 0

    def tell(self, done: int, all_: int) -> None:
        """Show that so many of so many are done, of 0 where nobody knows of how many."""
        now = time.monotonic()
        early = now - self._shown < _EVERY and (done < all_ or not all_)
        if not sys.stderr.isatty() or now - self._began < _AFTER or early:
            return
        self._shown = now
        line = self._show(done)
        if all_:
            filled = _WIDTH * min(done, all_) // all_
            line = f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {line}/{self._show(all_)}"
        click.echo("\r" + line.ljust(self._length), err=True, nl=False)
        self._length = len(line)

    def end(self) -> None:
        """Take the line away."""
        if self._length:
            click.echo("\r" + " " * self._length + "\r", err=True, nl=False)
            self._length = 0
