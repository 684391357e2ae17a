"""Argos packages on this machine: list, install, remove.

A package is a zip file with one folder that holds ``metadata.json``, a CTranslate2 model and a tokenizer. They lie
where Argos Translate itself keeps them, so whatever it has installed is found here and the other way about.
"""

import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from glossary.errors import PackageError


@dataclass(frozen=True)
class Pack:
    """An installed package: it translates from ``source`` to ``target``, two-letter codes."""

    source: str
    target: str
    version: str
    path: Path

    @cached_property
    def package(self) -> Any:
        """Argos Translate's own object for it, which has the tokenizer."""
        from argostranslate.package import Package

        return Package(self.path)


def installed() -> list[Pack]:
    """Every package that can be used, by language. A folder that holds none is passed over; `broken` tells of it."""
    return [pack for pack, _ in _all() if pack is not None]


def broken() -> list[str]:
    """What is wrong with the folders that look like a package and are none."""
    return [problem for _, problem in _all() if problem]


def _all() -> list[tuple[Pack | None, str]]:
    found: list[tuple[Pack | None, str]] = []
    for folder in _folders():
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.is_dir() and not path.name.startswith("."):
                try:
                    found.append((_pack(path), ""))
                except PackageError as problem:
                    found.append((None, str(problem)))
    return found


def _folders() -> list[Path]:
    settings = _settings()
    return [Path(folder) for folder in settings.package_dirs]


def _settings() -> Any:
    try:
        from argostranslate import settings
    except ImportError:
        raise PackageError(
            "argostranslate is not installed; run: pip install 'contested-glossary[translate]'"
        ) from None
    return settings


def _pack(path: Path) -> Pack:
    try:
        data = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        pack = Pack(data["from_code"], data["to_code"], str(data.get("package_version", "")), path)
    except (OSError, ValueError, KeyError, TypeError):
        raise PackageError(f"{path}: this is no Argos package, its metadata.json cannot be read") from None
    if not (path / "model" / "model.bin").is_file():
        raise PackageError(f"{path}: this Argos package has no model; install it again")
    return pack


def install(file: Path) -> Pack:
    """Install a package file. Nothing is left behind where it turns out to be broken.

    Raises `PackageError` for a file that is no package, or whose zip would write outside its folder.
    """
    target = Path(_settings().package_data_dir)
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
    _settings()
    import contextlib
    import io

    from argostranslate import package

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
    if not gone:
        raise PackageError(f"there is no package from {source} to {target}; `glossary packs list` shows what there is")
    for path in gone:
        shutil.rmtree(path)
    return gone
