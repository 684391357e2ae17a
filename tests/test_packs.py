"""Packages from anywhere: hostile files, servers that stall, cut, lie and lead astray, two processes at once."""

import hashlib
import io
import json
import os
import shutil
import signal
import stat
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ROOT, put

from glossary import packs
from glossary.cli import progress
from glossary.errors import PackageError
from glossary.packs import fetch, install, mirror, unpack
from glossary.packs.mirror import Offer

Run = Callable[..., Result]

#: The smallest model there can be: no variable, no alias.
MODEL = struct.pack("<IH4sIII", 6, 4, b"Toy\0", 1, 0, 0)


def package(source: str = "en", target: str = "xx", version: str = "1.0", model: bytes = MODEL) -> bytes:
    folder = f"translate-{source}_{target}-{version}"
    metadata = {"from_code": source, "to_code": target, "package_version": version}
    return zipped({f"{folder}/metadata.json": json.dumps(metadata), f"{folder}/model/model.bin": model})


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


class Server(ThreadingHTTPServer):
    """Serves ``files`` by path: the first requests in the ways that ``ways`` says, all others well."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.ways: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.gone = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wanted = self.headers.get("range", "")
        self.server.asked.append((self.path, wanted))
        way, _, to = (self.server.ways.pop(0) if self.server.ways else "").partition(" ")
        data = self.server.files.get(self.path.partition("?")[0])
        if way == "redirect":
            self.send_response(302)
            self.send_header("location", to)
            self.end_headers()
        elif way.isdigit() or data is None:
            self.send_error(int(way or 404))
        else:
            self._send(data, wanted, way)

    def _send(self, data: bytes, wanted: str, way: str) -> None:
        tag = f'"{hashlib.sha256(data).hexdigest()}"'
        start = 0
        if wanted and self.headers["if-range"] == tag and way != "whole":
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            self.send_response(206)
            self.send_header("content-range", f"bytes {start if way != 'astray' else 0}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        body = data[start:]
        if way != "endless":
            length = {"more": len(body) + 1000, "less": len(body) - 30, "huge": 2**40}.get(way, len(body))
            self.send_header("content-length", str(length))
        if way != "untagged":
            self.send_header("etag", tag)
        self.end_headers()
        if way == "stall":
            self.wfile.write(body[:100])
            self.wfile.flush()
            self.server.gone.wait(20)
        elif way in ("cut", "untagged"):
            self.wfile.write(body[: len(body) // 2])
        elif way == "endless":
            while not self.server.gone.is_set():
                self.wfile.write(b"\0" * 100_000)
        else:
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing on the tests' screen."""

    def handle(self) -> None:
        """A client that goes away is what these tests are about."""
        with suppress(ConnectionError):
            super().handle()


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A packages folder of the user's own."""
    pytest.importorskip("filelock")
    folder = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    return folder


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fetch, "_PAUSE", 0.001)
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.files["/a.argosmodel"] = package()
        yield server
        server.gone.set()
        server.shutdown()


def left(folder: Path) -> list[str]:
    """What there is besides the lock."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "lock")


GOOD = ["translate-en_xx-1.0/metadata.json", "translate-en_xx-1.0/model/model.bin"]


# --- files -----------------------------------------------------------------------------------------------------------


def link() -> bytes:
    buffer = io.BytesIO(package())
    with zipfile.ZipFile(buffer, "a") as archive:
        entry = zipfile.ZipInfo("translate-en_xx-1.0/link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def starter_model() -> bytes:
    return (packs.STARTERS / "en_ja" / "model" / "model.bin").read_bytes()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "outside": (lambda: zipped({"a/../../evil": "x"}), "outside its own folder"),
    "absolute": (lambda: zipped({"/evil": "x"}), "outside its own folder"),
    "back slashes": (lambda: zipped({"a/..\\..\\evil": "x"}), "outside its own folder"),
    "drive": (lambda: zipped({"C:/evil": "x"}), "outside its own folder"),
    "stream": (lambda: zipped({"a/b:evil": "x"}), "outside its own folder"),
    "hidden": (lambda: zipped({".glossary/lock": "x"}), "exactly one folder"),
    "two folders": (lambda: zipped({"a/metadata.json": "{}", "b/x": "x"}), "exactly one folder"),
    "none": (lambda: zipped({}), "exactly one folder"),
    "link": (link, "a link or a device"),
    "twice": (lambda: zipped({"a/metadata.json": "{}", "a/Metadata.json": "{}"}), "in the package twice"),
    "bomb": (lambda: zipped({"a/metadata.json": "{}", "a/zeros": b"\0" * 40_000_000}), "which no package is"),
    "many": (lambda: zipped({f"a/{n}": b"" for n in range(10_001)}), "which no package is"),
    "no zip": (lambda: b"<html>Sign in</html>", "this is no Argos package, or was cut off"),
    "empty": (lambda: b"", "this is no Argos package, or was cut off"),
    "cut off": (lambda: package()[:-30], "this is no Argos package, or was cut off"),
    "cut in the middle": (lambda: package()[:60] + package()[90:], "this is no Argos package, or was cut off"),
    "metadata": (lambda: zipped({"a/metadata.json": "[" * 100_000, "a/model/model.bin": b""}), "metadata.json cannot"),
    "languages": (lambda: package("e n", "xx"), "exactly one folder"),
    "no model": (lambda: zipped({"a/metadata.json": '{"from_code": "en", "to_code": "ja"}'}), "has no model"),
    "foreign model": (lambda: package(model=b"GGUF" * 100), "it is no model of CTranslate2"),
    "empty model": (lambda: package(model=b""), "it was cut off"),
    "cut model": (lambda: package(model=starter_model()[:-5]), "it was cut off"),
    "long model": (lambda: package(model=starter_model() + b"x"), "longer than it says"),
    "endless model": (lambda: package(model=MODEL[:14] + b"\xff" * 4), "it was cut off"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_changes_nothing(own: Path, tmp_path: Path, case: str) -> None:
    make, message = HOSTILE[case]
    file = tmp_path / "x.argosmodel"
    file.write_bytes(make())
    before = left(tmp_path)
    with pytest.raises(PackageError, match=message) as caught:
        put(file)
    assert left(tmp_path) == before
    assert str(file) in str(caught.value)
    assert "partial-" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "metadata",
    [
        '{"from_code": ["en"], "to_code": "ja"}',
        '{"from_code": "en", "to_code": "../ja"}',
        '{"from_code": "en", "to_code": "ja", "package_version": "\\u001b[2J"}',
        '{"from_code": "en", "to_code": "ja", "doubtful_below": NaN}',
        '{"from_code": "en", "to_code": "ja", "decoding": {"length_penalty": 1' + "0" * 400 + "}}",
        '{"from_code": "en", "to_code": "ja", "decoding": []}',
    ],
)
def test_metadata_that_says_nonsense(own: Path, tmp_path: Path, metadata: str) -> None:
    file = tmp_path / "x.argosmodel"
    file.write_bytes(zipped({"a/metadata.json": metadata, "a/model/model.bin": MODEL}))
    with pytest.raises(PackageError, match=r"metadata\.json cannot be read"):
        put(file)


def test_every_starter_is_sound() -> None:
    assert {unpack.model_problem(pack.path / "model" / "model.bin") for pack in packs.starters()} == {""}


def test_a_package_takes_the_place_of_every_other_for_its_languages(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.argosmodel"
    for version in ("1.9", "1.10", "1.10"):
        file.write_bytes(package(version=version))
        put(file)
    file.write_bytes(package("xx", "en"))
    put(file)
    assert [(pack.source, pack.version) for pack in packs.installed()] == [("en", "1.10"), ("xx", "1.0")]
    assert len(left(own)) == 4


def test_a_package_takes_no_other_languages_place(own: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    for file, source in ((one, "en"), (two, "fr")):
        data = json.dumps({"from_code": source, "to_code": "xx"})
        file.write_bytes(zipped({"same/metadata.json": data, "same/model/model.bin": MODEL}))
    put(one)
    with pytest.raises(PackageError, match=r"the package from en to xx, and the new one, from fr to xx.*remove it"):
        put(two)
    assert [pack.source for pack in packs.installed()] == ["en"]


def test_a_checksum_is_held(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.argosmodel"
    file.write_bytes(package())
    with pytest.raises(PackageError, match=r"its SHA-256 is .* so it is not installed"):
        put(file, "0" * 64)
    assert left(own) == []
    put(file, hashlib.sha256(file.read_bytes()).hexdigest().upper())
    assert left(own) == GOOD


# --- addresses -------------------------------------------------------------------------------------------------------


def test_a_package_from_an_address(own: Path, server: Server) -> None:
    told: list[tuple[int, int]] = []
    offer = Offer(f"{server.url}/a.argosmodel")
    install.install([offer], lambda done, all_: told.append((done, all_)), lambda: None)
    size = len(server.files["/a.argosmodel"])
    assert told[-1] == (size, size)
    assert left(own) == GOOD


@pytest.mark.parametrize("way", ["cut", "more", "untagged", "503", "stall"])
def test_what_breaks_off_is_tried_again(own: Path, server: Server, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(fetch, "_SECONDS", 0.2)
    server.ways = [way, way]
    put(f"{server.url}/a.argosmodel")
    assert left(own) == GOOD
    ranges = [wanted for _, wanted in server.asked]
    assert ranges[0] == ""
    assert any(ranges) == (way in ("cut", "more", "stall"))  # without a tag nobody can tell whether it is the same file


@pytest.mark.parametrize(
    ("way", "message"),
    [
        ("cut", r"the connection was cut off after \d+ of \d+ bytes; .*; the \d+ bytes that came are kept"),
        ("untagged", r"the connection was cut off after \d+ of \d+ bytes; try again later$"),
        ("stall", "the server has said nothing for"),
        ("less", "this is no Argos package, or was cut off"),
        ("huge", "larger than the 1000000 bytes that it may have"),
        ("endless", "larger than the 1000000 bytes that it may have"),
        ("404", "answered 404; is the address right"),
        ("500", "answered 500"),
        ("redirect file:///etc/passwd", "sends on to file:///etc/passwd, which is not followed"),
        ("redirect http://packages.example/a", "sends on to http://packages.example/a, which is not followed"),
        ("redirect ftp://127.0.0.1/a", "which is not followed"),
        ("redirect //[/a", "which is not followed"),
    ],
)
def test_a_server_that_fails_is_named_and_leaves_no_package(
    own: Path, server: Server, monkeypatch: pytest.MonkeyPatch, way: str, message: str
) -> None:
    monkeypatch.setattr(fetch, "_SECONDS", 0.2)
    monkeypatch.setattr(install, "_LARGEST", 1_000_000)
    server.files["/a.argosmodel"] = package(model=os.urandom(3000))
    server.ways = [way] * 9
    with pytest.raises(PackageError, match=message) as caught:
        put(f"{server.url}/a.argosmodel?token=secret")
    assert f"{server.url}/a.argosmodel" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert [path for path in left(own) if not path.startswith(".glossary/")] == []
    assert bool(left(own)) == (way in ("cut", "stall"))


def test_redirections_in_a_circle_end(own: Path, server: Server) -> None:
    server.ways = ["redirect /a.argosmodel"] * 50
    with pytest.raises(PackageError, match="the server answered 302"):
        put(f"{server.url}/a.argosmodel")
    assert len(server.asked) < 50


def test_a_redirection_to_where_it_is_safe_is_followed(own: Path, server: Server) -> None:
    server.ways = [f"redirect http://localhost:{server.server_port}/a.argosmodel"]
    put(f"{server.url}/b")
    assert left(own) == GOOD


def test_another_run_goes_on_with_a_download(own: Path, server: Server) -> None:
    server.ways = ["cut"] * 4
    with pytest.raises(PackageError, match="are kept"):
        put(f"{server.url}/a.argosmodel")
    before = server.asked[-1][1]
    server.asked.clear()
    put(f"{server.url}/a.argosmodel")
    assert len(server.asked) == 1
    assert server.asked[0][1] > before
    assert left(own) == GOOD


def test_a_file_that_has_changed_is_begun_anew(own: Path, server: Server) -> None:
    server.ways = ["cut"] * 4
    with pytest.raises(PackageError):
        put(f"{server.url}/a.argosmodel")
    server.files["/a.argosmodel"] = package(version="2.0")
    assert put(f"{server.url}/a.argosmodel").version == "2.0"


@pytest.mark.parametrize("way", ["astray", "whole", "416"])
def test_a_server_that_sends_another_part_is_not_believed(own: Path, server: Server, way: str) -> None:
    server.ways = ["cut", way]
    put(f"{server.url}/a.argosmodel")
    assert left(own) == GOOD


def test_an_abandoned_download_makes_room_for_the_next(own: Path, server: Server) -> None:
    server.files["/b.argosmodel"] = package("xx", "en")
    server.ways = ["cut"] * 4
    with pytest.raises(PackageError):
        put(f"{server.url}/a.argosmodel")
    put(f"{server.url}/b.argosmodel")
    assert [path for path in left(own) if path.startswith(".glossary/")] == []


@pytest.mark.parametrize(
    "url", ["http://packages.example/a", "file:///etc/passwd", "ftp://localhost/a", "https:///a", "data://x", "x://[/a"]
)
def test_only_https_and_this_machine_are_asked(own: Path, url: str) -> None:
    with pytest.raises(PackageError, match="only https is fetched from"):
        put(url)


def test_a_password_in_an_address_is_refused_and_not_shown(own: Path, server: Server) -> None:
    with pytest.raises(PackageError, match="an address with a password in it") as caught:
        put(server.url.replace("//", "//me:secret@") + "/a")
    assert "secret" not in str(caught.value)
    assert server.asked == []


def test_this_machine_is_asked_without_a_proxy(own: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    fetch._opener.cache_clear()
    put(f"{server.url}/a.argosmodel")
    fetch._opener.cache_clear()


# --- indexes ---------------------------------------------------------------------------------------------------------


def entry(source: str, target: str, version: str, *links: str, **more: object) -> dict[str, object]:
    return {"from_code": source, "to_code": target, "package_version": version, "links": list(links), **more}


def test_the_newest_of_an_index_is_taken(own: Path, server: Server, run: Run) -> None:
    server.files["/v2/10"] = package(version="1.10")
    listing = [
        {"type": "sbd", "from_codes": ["en"]},
        entry("en", "xx", "1.9", "/v2/9"),
        entry("en", "xx", "1.10", "ipfs://Qm", "http://far.example/10", "//[", "v2/gone", "v2/10"),
        entry("xx", "en", "2.0", "/v2/x"),
        entry("en", "yy", "1.0", "ipfs://Qm"),
    ]
    server.files["/index.json"] = json.dumps(listing).encode()
    done = run("packs", "install", "en", "nn", "--index", server.url)
    assert (done.exit_code, "there is no package from en to nn" in done.stderr) == (2, True)
    offers = mirror.find("en", "xx", server.url)
    assert [offer.place for offer in offers] == [f"{server.url}/v2/gone", f"{server.url}/v2/10"]
    with pytest.raises(PackageError, match="no package from en to yy"):
        mirror.find("en", "yy", f"{server.url}/index.json")
    assert install.install(offers, lambda done, all_: None, lambda: None).version == "1.10"


def test_an_index_may_have_checksums(own: Path, server: Server) -> None:
    listing = [entry("en", "xx", "1.0", "a.argosmodel", sha256="0" * 64)]
    server.files["/index.json"] = json.dumps(listing).encode()
    with pytest.raises(PackageError, match="its SHA-256 is"):
        install.install(mirror.find("en", "xx", server.url), lambda done, all_: None, lambda: None)
    assert left(own) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>", "no list of Argos packages"),
        (b"{}", "no list of Argos packages"),
        (b"[1]", "no list of Argos packages"),
        (b"[" * 100_000, "no list of Argos packages"),
        (b'[{"from_code": "en", "to_code": "xx"}]', "no package from en to xx"),
        (b'[{"from_code": "en", "to_code": "xx", "links": ["a"], "sha256": 5}]', "for the SHA-256"),
    ],
)
def test_an_index_that_is_none(server: Server, data: bytes, message: str) -> None:
    server.files["/index.json"] = data
    with pytest.raises(PackageError, match=message):
        mirror.find("en", "xx", server.url)


@pytest.mark.parametrize(("way", "message"), [("404", "answered 404"), ("500", "answered 500"), ("more", "cut off")])
def test_an_index_that_cannot_be_had(server: Server, way: str, message: str) -> None:
    server.files["/index.json"] = b"[]"
    server.ways = [way] * 9
    with pytest.raises(PackageError, match=message):
        mirror.find("en", "xx", server.url)


def test_without_a_network_it_says_so_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_PAUSE", 1000)
    with pytest.raises(PackageError, match="there is no such server, or no network"):
        mirror.find("en", "xx", "https://packages.invalid/")


def test_a_folder_is_an_index(own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / "old.argosmodel").write_bytes(package(version="1.2"))
    (folder / "new.argosmodel").write_bytes(package(version="1.10"))
    (folder / "broken.argosmodel").write_bytes(b"x")
    assert [Path(offer.place).name for offer in mirror.find("en", "xx", str(folder))] == ["new.argosmodel"]
    (folder / "index.json").write_text(json.dumps([entry("en", "xx", "9", "https://far.example/v1/old.argosmodel")]))
    assert [Path(offer.place).name for offer in mirror.find("en", "xx", str(folder))] == ["old.argosmodel"]
    with pytest.raises(PackageError, match="no folder of packages"):
        mirror.find("en", "xx", str(tmp_path / "nowhere"))


def test_on_the_command_line(own: Path, tmp_path: Path, server: Server, run: Run) -> None:
    (tmp_path / "mirror").mkdir()
    server.files["/a.argosmodel"] = package("en", "ru")
    (tmp_path / "mirror" / "a.argosmodel").write_bytes(package("en", "ja"))
    done = run("packs", "install", "en", "ja", "--index", "mirror")
    assert done.stdout == f"installed en ja 1.0 in {own / 'translate-en_ja-1.0'}\n"
    assert run("packs", "install", f"{server.url}/a.argosmodel").exit_code == 0
    for arguments in (["mirror"], ["a", "b", "c"], ["en", "ja", "--sha256", "0"], ["x", "--sha256", "0"], ["nowhere"]):
        done = run("packs", "install", *arguments)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


# --- processes -------------------------------------------------------------------------------------------------------


def process(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "glossary", "packs", "install", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def wait_for(condition: Callable[[], object]) -> None:
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def test_two_processes_at_once_both_succeed(own: Path, server: Server) -> None:
    server.ways = ["stall"]
    first = process(f"{server.url}/a.argosmodel")
    wait_for(lambda: [path for path in own.rglob("*.part") if path.stat().st_size])
    second = process(f"{server.url}/a.argosmodel")
    assert second.stderr is not None
    assert b"another process is installing" in second.stderr.readline()
    first.kill()  # with -9, which no process can prepare for
    first.communicate()
    out, _ = second.communicate(timeout=60)
    assert (second.returncode, out.startswith(b"installed en xx 1.0")) == (0, True)
    assert server.asked[1][1] == "bytes=100-"
    assert left(own) == GOOD


def test_an_interrupted_download_ends_quietly(own: Path, server: Server) -> None:
    server.ways = ["stall"]
    running = process(f"{server.url}/a.argosmodel")
    wait_for(lambda: [path for path in own.rglob("*.part") if path.stat().st_size])
    running.send_signal(signal.SIGINT)
    out, errors = running.communicate(timeout=60)
    assert (running.returncode, out, errors) == (130, b"", b"Interrupted\n")
    put(f"{server.url}/a.argosmodel")
    assert left(own) == GOOD


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_package_is_never_lost_to_a_killed_installation(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """As if the process had been killed before the first, between and after the renames."""
    file = tmp_path / "x.argosmodel"
    file.write_bytes(package())
    put(file)
    (own / "translate-en_xx-1.0" / "old").touch()
    done = 0
    real = Path.replace

    def rename(path: Path, target: Path) -> Path:
        nonlocal done
        if done == renames:
            raise KeyboardInterrupt
        done += 1
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", rename)
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)
        if renames < 2:
            with pytest.raises(KeyboardInterrupt):
                put(file)
        else:
            put(file)
    assert [pack.source for pack in packs.installed()] == ["en"]
    assert (packs.installed()[0].path / "old").exists() == (renames < 2)
    file.write_bytes(package("xx", "en"))
    put(file)
    assert [pack.source for pack in packs.installed()] == ["en", "xx"]
    assert len(left(own)) == 4 + (renames < 2)


def test_the_progress_of_a_download(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "_AFTER", 0)
    monkeypatch.setattr(progress, "_EVERY", 0)
    shown = progress.Progress(progress.megabytes)
    shown.tell(1_000_000, 2_000_000)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for done, all_ in ((1_000_000, 4_000_000), (2_500_000, 0), (4_000_000, 4_000_000)):
        shown.tell(done, all_)
    shown.end()
    lines = capsys.readouterr().err.split("\r")
    assert [line.strip() for line in lines if line.strip()] == [
        "[" + "#" * 7 + "-" * 23 + "] 1.0 MB/4.0 MB",
        "2.5 MB",
        "[" + "#" * 30 + "] 4.0 MB/4.0 MB",
    ]
