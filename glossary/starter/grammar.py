"""stub"""
from glossary.starter import text


def sources(source: str, target: str, seed: int, ours: float) -> list[text.Source]:
    """Our own text."""
    rows = [row for topic in text.triples().values() for row in topic]
    return [text.Source("ours", ours, text.pick(rows, source, target))]
