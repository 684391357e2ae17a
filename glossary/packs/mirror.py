"""Where packages are offered: the index of Argos Translate, another one of its shape, or a folder of package files.

An index is a list of entries with ``from_code``, ``to_code``, ``package_version`` and ``links``, and with ``sha256``
where its keeper wants the files held to it, which the public one does not.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from glossary.errors import PackageError
from glossary.packs.fetch import read, safe, shown

#: What Argos Translate itself asks, unless ``ARGOS_PACKAGE_INDEX`` says otherwise.
PUBLIC = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
_INDEX = "index.json"
_SUFFIX = ".argosmodel"
_LARGEST = 16 * 2**20  # bytes of an index
_METADATA = 2**20


@dataclass(frozen=True)
class Offer:
    """A package file: an address or a path, its checksum where it is known, and what it is called in messages."""

    place: str
    sha256: str = ""
    name: str = ""

    @property
    def remote(self) -> bool:
        """Whether it has to be fetched."""
        return "://" in self.place


def find(source: str, target: str, index: str) -> list[Offer]:
    """The newest package for two languages, from each of the places that it can be had from.

    ``index`` is an address or a folder. Raises `PackageError` where it cannot be read or has no such package.
    """
    found = _listed(index) if "://" in index else _shelved(Path(index))
    wanted = [entry for entry in found if (entry.get("from_code"), entry.get("to_code")) == (source, target)]
    newest = max(wanted, key=lambda entry: _version(entry.get("package_version")), default=None)
    if newest is None:
        where = shown(index) if "://" in index else index
        other = "" if "en" in (source, target) else "; there may be one to en and one from there"
        raise PackageError(f"{where}: there is no package from {source} to {target}{other}")
    sha256 = newest.get("sha256", "")
    if not isinstance(sha256, str) or not re.fullmatch(r"([0-9a-fA-F]{64})?", sha256):
        raise PackageError(f"the index has {sha256!r} for the SHA-256 of the package from {source} to {target}")
    return [Offer(link, sha256) for link in newest["links"]]


def _listed(index: str) -> list[dict[str, Any]]:
    """What an index on the web lists; links that are not HTTPS, such as IPFS's, are left out."""
    address = index if index.endswith(".json") else f"{index.rstrip('/')}/{_INDEX}"
    return [
        {**entry, "links": links}
        for entry in _entries(read(address, _LARGEST), shown(address))
        if (links := [link for link in (_joined(address, link) for link in _links(entry)) if safe(link)])
    ]


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:
        return ""


def _shelved(folder: Path) -> list[dict[str, Any]]:
    """What a folder holds: as its ``index.json`` says, or every package file in it, read for what it is."""
    listing = folder / _INDEX
    try:
        if listing.is_file():
            return [
                {**entry, "links": links}
                for entry in _entries(listing.read_bytes(), f"{listing}")
                if (links := [str(path) for link in _links(entry) if (path := folder / Path(link).name).is_file()])
            ]
        files = sorted(folder.iterdir())
    except (OSError, ValueError) as problem:
        raise PackageError(f"{folder}: this is no folder of packages: {problem}") from None
    return [{**data, "links": [str(file)]} for file in files if file.suffix == _SUFFIX for data in _metadata(file)]


def _metadata(file: Path) -> Iterator[dict[str, Any]]:
    """The metadata of a package file; nothing where it is none, which must not hide the others."""
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if re.fullmatch(r"[^/]+/metadata\.json", entry.filename) and entry.file_size <= _METADATA:
                    data = json.loads(archive.read(entry))
                    if isinstance(data, dict):
                        yield data
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return


def _entries(data: bytes, where: str) -> list[dict[str, Any]]:
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PackageError(f"{where}: this is no list of Argos packages")
    return entries


def _links(entry: dict[str, Any]) -> list[str]:
    links = entry.get("links")
    return [link for link in links if isinstance(link, str)] if isinstance(links, list) else []


def _version(version: object) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,9}", str(version))]
