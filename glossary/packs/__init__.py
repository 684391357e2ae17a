"""Argos packages on this machine: list and remove; `glossary.packs.install` puts them there.

A package is a zip file with one folder that holds ``metadata.json``, a CTranslate2 model and a tokenizer. They lie
where Argos Translate itself keeps them, so whatever it has installed is found here and the other way about. Behind them
stand the starter packages that come with this program. Argos Translate itself is asked for one thing only: to cut words
for the packages that have no SentencePiece model.
"""

import json
import math
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from glossary.errors import PackageError

#: The options of decoding that a package may set, and what they are without it: Argos Translate's.
DECODING = {"length_penalty": 0.2, "no_repeat_ngram_size": 0, "repetition_penalty": 1}
STARTERS = Path(__file__).parents[1] / "starter" / "packages"
#: Beside the packages, for what is not one yet or not one any more. Argos Translate passes it over.
WORKPLACE, REPLACED = ".glossary", "replaced"
_METADATA = 2**20  # bytes; more is none
_TEXT = 100  # characters


class Tokenizer(Protocol):
    """Cuts a sentence into the pieces that a model reads, and joins those that it writes."""

    def encode(self, sentence: str) -> list[str]:
        """Pieces of a sentence."""

    def decode(self, pieces: list[str]) -> str:
        """The sentence they make."""


@dataclass(frozen=True)
class Pack:
    """A package: it translates from ``source`` to ``target``, two-letter codes."""

    source: str
    target: str
    version: str
    path: Path
    #: A piece that every translation begins with, where one model serves several languages.
    target_prefix: str = ""
    #: The log-probability a piece under which a sentence is worth a second look; only starters say it.
    doubtful_below: float | None = None
    #: What its makers found to suit it in decoding, of `DECODING`; only starters say it.
    decoding: Mapping[str, float] = field(default_factory=dict)

    @property
    def starter(self) -> bool:
        """Whether it came with this program."""
        return self.path.parent == STARTERS

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The package's own tokenizer, loaded at the first use."""
        model = self.path / "sentencepiece.model"
        if model.is_file():
            return _SentencePiece(model)
        try:
            tokenizer: Tokenizer = _argostranslate().Package(self.path).tokenizer
        except (AttributeError, OSError, ValueError):
            raise PackageError(f"{self.path}: the package has nothing to cut words with; install it again") from None
        return tokenizer


class _SentencePiece:
    """As Argos Translate uses it."""

    def __init__(self, model: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._processor = SentencePieceProcessor(model_file=str(model))
        except (OSError, RuntimeError):
            raise PackageError(f"{model}: this is no SentencePiece model; install the package again") from None

    def encode(self, sentence: str) -> list[str]:
        pieces: list[str] = self._processor.encode(sentence, out_type=str)
        return pieces

    def decode(self, pieces: list[str]) -> str:
        text: str = self._processor.decode_pieces(pieces)
        return text.replace("▁", " ")


def installed() -> list[Pack]:
    """Every package of the user's that can be used. A folder that holds none is passed over; `broken` tells of it."""
    return [pack for pack, _ in _all(folder()) if pack is not None]


def starters() -> list[Pack]:
    """The packages that come with this program."""
    return [pack for pack, _ in _all(STARTERS) if pack is not None]


def broken() -> list[str]:
    """What is wrong with the folders that look like a package and are none."""
    return [problem for _, problem in _all(folder()) if problem]


def _all(within: Path) -> list[tuple[Pack | None, str]]:
    found: list[tuple[Pack | None, str]] = []
    # Between two renames of an installation the old package is there, and after a killed one it still is.
    replaced = within / WORKPLACE / REPLACED
    places = {path.name: path for folder in (replaced, within) if folder.is_dir() for path in folder.iterdir()}
    for name, path in sorted(places.items()):
        if path.is_dir() and not name.startswith((".", "_")):
            try:
                found.append((opened(path), ""))
            except PackageError as problem:
                found.append((None, str(problem)))
    return found


def folder() -> Path:
    """Where Argos Translate keeps packages: ``ARGOS_PACKAGES_DIR``, also from its settings, or its data folder."""
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    try:
        settings = json.loads((config / "settings.json").read_text(encoding="utf-8"))
        written = settings.get("ARGOS_PACKAGES_DIR")
    except (OSError, ValueError, AttributeError):
        written = None
    return Path(os.environ.get("ARGOS_PACKAGES_DIR") or written or data / "packages")


def _argostranslate() -> Any:
    try:
        from argostranslate import package
    except ImportError:
        raise PackageError(
            "argostranslate, which cuts words for this package, is not installed; run: pip install argostranslate"
        ) from None
    return package


def opened(path: Path) -> Pack:
    """The package in a folder. Raises `PackageError` where it is none."""
    try:
        with (path / "metadata.json").open("rb") as file:
            data = json.loads(file.read(_METADATA))
        pack = Pack(
            _language(data["from_code"]),
            _language(data["to_code"]),
            _text(data.get("package_version", "")),
            path,
            _text(data.get("target_prefix", "")),
            _number(data["doubtful_below"]) if data.get("doubtful_below") is not None else None,
            {key: _number(value) for key, value in data.get("decoding", {}).items() if key in DECODING},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise PackageError(f"{path}: this is no Argos package, its metadata.json cannot be read") from None
    if not (path / "model" / "model.bin").is_file():
        raise PackageError(f"{path}: this Argos package has no model; install it again")
    return pack


def _language(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}([-_]\w{2,8})?", value, re.ASCII):
        raise ValueError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float) or not (text := str(value)).isprintable() or len(text) > _TEXT:
        raise ValueError
    return text


def _number(value: Any) -> float:
    if not math.isfinite(number := float(value)):
        raise ValueError
    return number


def remove(source: str, target: str) -> list[Path]:
    """Delete the packages for two languages and say which. Raises `PackageError` where there is none."""
    gone = [pack.path for pack in installed() if (pack.source, pack.target) == (source, target)]
    if not gone and (source, target) in [(pack.source, pack.target) for pack in starters()]:
        raise PackageError(f"the package from {source} to {target} came with this program and stays with it")
    if not gone:
        raise PackageError(f"there is no package from {source} to {target}; `glossary packs list` shows what there is")
    for path in gone:
        try:
            shutil.rmtree(path)
        except OSError as problem:
            raise PackageError(f"{path}: it cannot be removed: {problem.strerror}") from None
    return gone
