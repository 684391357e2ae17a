"""How much a termbase knows, in figures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glossary.terms import Termbase


@dataclass(frozen=True)
class Stats:
    """Figures about a termbase. Names are counted as records: spellings and forms of a name do not count again.

    ``claims`` is how many claims there are and ``verified`` how many of them rest on a source that somebody opened.
    ``parties`` is by how many names each party or body is recorded to use; ``languages``, ``kinds`` and ``disputes``
    are names by language, concepts by kind and concepts by dispute. The counters are in the order of their keys, so
    that none of them reads as a ranking.
    """

    concepts: int
    names: int
    surfaces: int
    claims: int
    verified: int
    sources: int
    languages: Mapping[str, int]
    kinds: Mapping[str, int]
    disputes: Mapping[str, int]
    parties: Mapping[str, int]


def stats(termbase: Termbase) -> Stats:
    """Count a termbase."""
    names = [name for _, name in termbase.names()]
    claims = [claim for name in names for claim in name.claims]
    concepts = termbase.concepts.values()
    return Stats(
        concepts=len(concepts),
        names=len(names),
        surfaces=sum(1 for name in names for _ in name.surfaces()),
        claims=len(claims),
        verified=sum(claim.source.verified for claim in claims),
        sources=len({(claim.source.publisher, claim.source.title, claim.source.address) for claim in claims}),
        languages=_counted(name.language for name in names),
        kinds=_counted(concept.kind for concept in concepts),
        disputes=_counted(concept.dispute.id for concept in concepts),
        parties=_counted(party for name in names for party in name.used_by),
    )


def _counted(keys: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(keys).items()))
