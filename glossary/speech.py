"""Speech that reaches over its sentence: whether another sentence says who passes a verdict.

Inside its own sentence a verdict is handed over by the verb beside it, which is `glossary.context`'s to see. Here the
sentences round it are read: one that opens a statement, one that goes on with it, one that tells afterwards whose it
was.
"""

from collections.abc import Callable, Sequence

from glossary.document import Span
from glossary.voices import Patterns, Voice

_BACK = 2  # sentences that "the statement was made by …" can be about


def said_elsewhere(
    text: str, bounds: Sequence[Span], number: int, following: Callable[[], Sequence[str]], voice: Voice
) -> str:
    """The words of another sentence that hand over the one numbered ``number``, or nothing.

    ``following`` gives the first sentences of the next paragraph; it is only asked where it can matter.
    """
    own = text[bounds[number].start : bounds[number].end]
    if voice.narrates and voice.narrates.search(own):
        return ""
    if voice.opens:
        for earlier in reversed(bounds[:number]):
            sentence = text[earlier.start : earlier.end]
            if found := voice.opens.search(sentence):
                return found[0].rstrip(" ,:，：").lstrip()
            if voice.narrates and voice.narrates.search(sentence):
                break
    after = [text[span.start : span.end] for span in bounds[number + 1 : number + 1 + _BACK]]
    if voice.resumes and number and after and (found := voice.resumes.search(after[0])):
        before = text[bounds[number - 1].start : bounds[number - 1].end]
        if _speaks(before, (*voice.reports, *voice.reported, *voice.claims, *voice.claimed)):
            return found[0].strip()
    if voice.refers_back:
        if len(after) < _BACK:
            after += following()[:1]
        for sentence in after:
            if found := voice.refers_back.search(sentence):
                return found[0].strip()
    return ""


def _speaks(sentence: str, verbs: Patterns) -> bool:
    return any(pattern.search(sentence) for pattern in verbs)
