"""Names that take a side: look them up, find them in text, hold them in translation.

The library in three calls, values in and values out::

    from glossary import formats, lint, match, perspectives, store
    matcher = match.Matcher(store.load(), "en")
    findings = lint.lint(formats.of("a.md").parse(source, "a.md"), matcher, perspectives.load("neutral"))
"""
