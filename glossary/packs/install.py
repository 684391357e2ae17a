"""Installing an Argos package from a file or an address: whole or not at all, and by one process at a time."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b, file_digest
from pathlib import Path

from glossary import packs
from glossary.errors import PackageError
from glossary.packs import Pack
from glossary.packs.fetch import Tell, download, shown
from glossary.packs.mirror import Offer
from glossary.packs.unpack import model_problem, unpack

_PARTIAL = "partial-"
_LARGEST = 2 * 2**30  # bytes of a package file


def install(offers: Sequence[Offer], tell: Tell, waiting: Callable[[], None]) -> Pack:
    """Install the first of several offers that can be had, in the place of any other package for its languages.

    One process at a time; ``waiting`` is called where another is at it. A download is told to ``tell``. Nothing that is
    not whole ever stands among the packages, and what was there stays until the new one does. Raises `PackageError`.
    """
    problem = PackageError("there is nothing to install")
    with _workplace(waiting) as work:
        for offer in offers:
            try:
                return _install(offer, work, tell)
            except PackageError as found:
                problem = found
    raise problem


def _install(offer: Offer, work: Path, tell: Tell) -> Pack:
    if not offer.remote:
        return _put(Path(offer.place), offer, work)
    file = work / f"{blake2b(offer.place.encode('utf-8', 'replace'), digest_size=8).hexdigest()}.argosmodel"
    for other in work.glob("*.argosmodel*"):
        if not other.name.startswith(file.name):  # of a download that nobody went on with
            other.unlink()
    download(offer.place, file, _LARGEST, tell)
    try:
        return _put(file, replace(offer, name=shown(offer.place)), work)
    finally:
        file.unlink(missing_ok=True)


def _put(file: Path, offer: Offer, work: Path) -> Pack:
    """Unpack a package file, look at it, and let it take its place."""
    if offer.sha256:
        _compare(file, offer)
    with tempfile.TemporaryDirectory(dir=work, prefix=_PARTIAL) as partial:
        try:
            unpacked = unpack(file, Path(partial))
            pack = packs.opened(unpacked)
            if problem := model_problem(unpacked / "model" / "model.bin"):
                raise PackageError(f"{file}: the model cannot be used: {problem}; fetch the package again")
        except PackageError as found:
            name = offer.name or f"{file}"  # nobody knows the place where it was unpacked
            passing = f"{re.escape(partial)}[^:]*|{re.escape(str(file))}"
            raise PackageError(re.sub(passing, lambda _: name, str(found))) from None
        place = packs.folder() / unpacked.name
        _ask(place, pack)
        try:
            if place.exists():
                place.replace(_emptied(work / packs.REPLACED) / place.name)
            unpacked.replace(place)
        except OSError as fault:
            raise PackageError(f"{packs.folder()}: it cannot be written: {fault.strerror}") from None
    new = replace(pack, path=place)
    for old in packs.installed():
        if (old.source, old.target) == (new.source, new.target) and old.path != place:
            shutil.rmtree(old.path, ignore_errors=True)
    shutil.rmtree(work / packs.REPLACED, ignore_errors=True)
    return new


def _ask(place: Path, pack: Pack) -> None:
    """Ask that a folder of this name, if there is one, is no package for other languages."""
    try:
        old = packs.opened(place)
    except PackageError:
        return
    if (old.source, old.target) != (pack.source, pack.target):
        raise PackageError(
            f"{place}: here is the package from {old.source} to {old.target}, and the new one, from {pack.source} to "
            f"{pack.target}, would take its place; remove it first"
        )


def _compare(file: Path, offer: Offer) -> None:
    try:
        with file.open("rb") as data:
            found = file_digest(data, "sha256").hexdigest()
    except OSError as problem:
        raise PackageError(f"{file}: it cannot be read: {problem.strerror}") from None
    if found != offer.sha256.lower():
        raise PackageError(
            f"{offer.name or file}: its SHA-256 is {found} and should be {offer.sha256.lower()}; it is not what was "
            "promised, so it is not installed"
        )


def _emptied(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


@contextmanager
def _workplace(waiting: Callable[[], None]) -> Iterator[Path]:
    """A folder beside the packages that one process at a time has to itself, and what a killed one left there mended.

    It is on the same disk, so that a package comes out of it by being renamed.
    """
    try:
        from filelock import FileLock, Timeout
    except ImportError:
        raise PackageError("filelock is not installed; run: pip install 'contested-glossary[translate]'") from None
    work = packs.folder() / packs.WORKPLACE
    try:
        work.mkdir(parents=True, exist_ok=True)
        lock = FileLock(work / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
    except OSError as problem:
        raise PackageError(f"{work}: it cannot be written: {problem.strerror}") from None
    try:
        for partial in work.glob(f"{_PARTIAL}*"):
            shutil.rmtree(partial, ignore_errors=True)
        for pack in (work / packs.REPLACED).glob("*"):
            if not (packs.folder() / pack.name).exists():
                pack.replace(packs.folder() / pack.name)
        yield work
    finally:
        lock.release()
