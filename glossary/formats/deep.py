"""Parsing what may be nested as deep as it is long, which takes a parser written in C more stack than it has."""

import threading
from typing import Any

_LONG = 2**15  # bytes that any stack is enough for
_STACK = 64  # bytes of stack for a byte of text; 30 are the most that was ever needed
_BESIDE = 2**23


def parse(parser: Any, encoded: bytes) -> Any:
    """The tree that a parser makes of a text; in a thread of its own where that is long."""
    if len(encoded) <= _LONG:
        return parser.parse(encoded)
    trees: list[Any] = []
    before = threading.stack_size(_BESIDE + _STACK * len(encoded) // 4096 * 4096)
    try:
        thread = threading.Thread(target=lambda: trees.append(parser.parse(encoded)), daemon=True)
        thread.start()
    except (RuntimeError, ValueError):  # there is no room for such a stack; hardly any text needs it
        return parser.parse(encoded)
    finally:
        threading.stack_size(before)
    thread.join()
    return trees[0]
