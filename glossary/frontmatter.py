"""The front matter of a page: what it says of itself between two fences, before anything is read."""

import re

#: YAML and TOML begin with a key or a table, after lines of comment; two rules with a text between them are no front
#: matter. The ``body`` is what stands between the fences, without its last line end.
FRONT = re.compile(
    r"""\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n
    (?=\s*(?:\#[^\n]*\n)*(?:(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')[ \t]*[:=]|\[+[\w."-]+\]+[ \t]*\r?\n))
    (?P<body>.*?)\r?\n
    (?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)""",
    re.DOTALL | re.VERBOSE,
)
