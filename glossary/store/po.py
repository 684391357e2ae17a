"""A glossary as a gettext catalogue, which Weblate and Pootle keep theirs in. Written, not read.

The concept is the context of a message, the note for readers a translator's comment. A name that the perspective avoids
is written as what must not be used, with Weblate's flag ``forbidden``.
"""

from datetime import UTC, datetime

from glossary.store.selection import VERSION, Selection, Written
from glossary.target import same_side


def write(selection: Selection, format: str = "po") -> Written:
    """The catalogue of one direction under one perspective."""
    import polib

    selection.needs_direction(format)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": f"glossary {VERSION}, perspective {selection.perspective.id}",
        "PO-Revision-Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000"),
        "Language": selection.target,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for pair in selection.pairs():
        users = f"used by {', '.join(pair.name.used_by)}" if pair.name.used_by else ""
        catalogue.append(
            polib.POEntry(
                msgctxt=pair.concept.id,
                msgid=pair.source,
                msgstr=pair.target,
                comment="; ".join(filter(None, (pair.status, users))),
                tcomment=pair.concept.note,
                flags=["terminology"],
            )
        )
        for name in same_side(pair.name, pair.concept, selection.target):
            if pair.source == pair.name.text and selection.status(pair.concept, name) == "deprecated":
                catalogue.append(
                    polib.POEntry(
                        msgctxt=f"{pair.concept.id}: not {name.text}",
                        msgid=pair.source,
                        msgstr=name.text,
                        flags=["forbidden"],
                    )
                )
    return Written(f"{catalogue}\n".encode(), selection.lost("spellings", "users", "notes"))
