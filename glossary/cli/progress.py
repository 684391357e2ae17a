"""How far a long translation is: a line on standard error, on a terminal, from the second second on."""

import sys
import time

import click

_AFTER = 1.0  # seconds; what is done sooner needs no telling
_EVERY = 0.1
_WIDTH = 30  # characters of the bar


class Progress:
    """A line that is written over itself, and leaves nothing behind."""

    def __init__(self) -> None:
        self._began = self._shown = time.monotonic()
        self._length = 0

    def tell(self, done: int, all_: int) -> None:
        """Show that so many of so many sentences are done."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._began < _AFTER or (now - self._shown < _EVERY and done < all_):
            return
        self._shown = now
        filled = _WIDTH * done // max(1, all_)
        line = f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {done}/{all_}"
        click.echo("\r" + line.ljust(self._length), err=True, nl=False)
        self._length = len(line)

    def end(self) -> None:
        """Take the line away."""
        if self._length:
            click.echo("\r" + " " * self._length + "\r", err=True, nl=False)
            self._length = 0
