"""Argos packages on this machine: list, install, remove.

A package is a zip file with one folder that holds ``metadata.json``, a CTranslate2 model and a tokenizer. They lie
where Argos Translate itself keeps them, so whatever it has installed is found here and the other way about. Behind them
stand the starter packages that come with this program. Argos Translate itself is asked for two things only: to download
a public package, and to cut words for the older packages that have no SentencePiece model.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from glossary.errors import PackageError

#: The options of decoding that a package may set, and what they are without it: Argos Translate's.
DECODING = {"length_penalty": 0.2, "no_repeat_ngram_size": 0, "repetition_penalty": 1}
STARTERS = Path(__file__).parent / "starter" / "packages"


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
        _argostranslate()
        from argostranslate.package import Package

        tokenizer: Tokenizer = Package(self.path).tokenizer
        return tokenizer


class _SentencePiece:
    """As Argos Translate uses it."""

    def __init__(self, model: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(model))

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
    for path in sorted(within.iterdir()) if within.is_dir() else []:
        if path.is_dir() and not path.name.startswith((".", "_")):
            try:
                found.append((_pack(path), ""))
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
        raise PackageError("argostranslate is not installed; run: pip install argostranslate") from None
    return package


def _pack(path: Path) -> Pack:
    try:
        data = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        pack = Pack(
            data["from_code"],
            data["to_code"],
            str(data.get("package_version", "")),
            path,
            data.get("target_prefix", ""),
            data.get("doubtful_below"),
            {key: float(value) for key, value in data.get("decoding", {}).items() if key in DECODING},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise PackageError(f"{path}: this is no Argos package, its metadata.json cannot be read") from None
    if not (path / "model" / "model.bin").is_file():
        raise PackageError(f"{path}: this Argos package has no model; install it again")
    return pack


def install(file: Path) -> Pack:
    """Install a package file. Nothing is left behind where it turns out to be broken.

    Raises `PackageError` for a file that is no package, or whose zip would write outside its folder.
    """
    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory(dir=target, prefix=".") as partial:
            names = [PurePosixPath(name) for name in archive.namelist()]
            tops = {name.parts[0] for name in names if name.parts}
            if len(tops) != 1 or any(name.is_absolute() or ".." in name.parts for name in names):
                raise PackageError(f"{file}: an Argos package holds exactly one folder, this holds {sorted(tops)}")
            archive.extractall(partial)
            unpacked = Path(partial) / tops.pop()
            pack = _pack(unpacked)
            place = target / unpacked.name
            if place.exists():
                shutil.rmtree(place)
            unpacked.replace(place)
    except FileNotFoundError:
        raise PackageError(f"{file}: there is no such file") from None
    except (zipfile.BadZipFile, OSError) as problem:
        raise PackageError(f"{file}: this is no Argos package: {problem}") from None
    return Pack(pack.source, pack.target, pack.version, place)


def download(source: str, target: str) -> Path:
    """Fetch the public package for two languages. Raises `PackageError` without a network or without such a package."""
    import contextlib
    import io

    package = _argostranslate()
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what this program says in its own words
            package.update_package_index()
            index = Path(package.settings.local_package_index)
            available = package.get_available_packages() if index.is_file() else []
            wanted = [p for p in available if (p.from_code, p.to_code) == (source, target)]
            if not available:
                raise PackageError("the list of public Argos packages cannot be fetched; is there a network?")
            if not wanted:
                raise PackageError(f"there is no public Argos package from {source} to {target}; try through en")
            return Path(wanted[-1].download())
    except PackageError:
        raise
    except Exception as problem:  # the library raises bare Exception where a download fails
        raise PackageError(f"the package from {source} to {target} cannot be downloaded: {problem}") from None


def remove(source: str, target: str) -> list[Path]:
    """Delete the packages for two languages and say which."""
    gone = [pack.path for pack in installed() if (pack.source, pack.target) == (source, target)]
    if not gone and (source, target) in [(pack.source, pack.target) for pack in starters()]:
        raise PackageError(f"the package from {source} to {target} came with this program and stays with it")
    if not gone:
        raise PackageError(f"there is no package from {source} to {target}; `glossary packs list` shows what there is")
    for path in gone:
        shutil.rmtree(path)
    return gone
