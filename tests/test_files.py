"""Encodings, and writing all or nothing."""

from pathlib import Path

import pytest

from glossary import files
from glossary.errors import FileError


@pytest.mark.parametrize(
    "data",
    [
        "ミスト".encode(),
        b"\xef\xbb\xbf" + "ミスト".encode(),
        b"\xff\xfe" + "ミスト".encode("utf-16-le"),
        b"\xfe\xff" + "ミスト".encode("utf-16-be"),
        b"\xff\xfe\x00\x00" + "ミスト".encode("utf-32-le"),
    ],
)
def test_an_encoding_survives_there_and_back(data: bytes) -> None:
    text = files.decode(data, "a")
    assert text.source == "ミスト"
    assert text.encode(text.source) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("abc é".encode("latin-1"), r"a: not valid UTF-8 at byte 4 \(0xe9\)"),
        (b"\xef\xbb\xbfab\xff", "at byte 5"),
        (b"ab\0c", "NUL byte at 2"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_no_text_says_at_which_byte(data: bytes, message: str) -> None:
    with pytest.raises(FileError, match=message):
        files.decode(data, "a")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        files.load(str(tmp_path / "x"))
    with pytest.raises(FileError, match="a folder"):
        files.load(str(tmp_path))


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(target)
    files.write(link, b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "link"]


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match="cannot be written"):
        files.write(tmp_path / "folder", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
