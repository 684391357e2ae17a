"""Which files are checked: folders, patterns, what git ignores, what is named all the same."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import lay, missing

Run = Callable[..., Result]


def files(run: Run, *arguments: str) -> list[str]:
    """What ``--show-files`` lists."""
    done = run("lint", "--show-files", *arguments)
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()


def texts(*names: str) -> None:
    lay(dict.fromkeys(names, "Calm.\n"))


IGNORED = {
    ".gitignore": "# drafts\n\nbuild/\n*.txt\n!keep.txt\n/only-here.md\n**/deep/*.html\nspaced\\ \n[ab].md\n",
    "docs/.gitignore": "!loud.txt\nkeep.txt\n*.md\n!index.md\n",
    "docs/inner/.gitignore": "\ufeff*.rst\r\n!index.rst\r\n",
    "build/.gitignore": "!*\n",  # below a folder that is ignored nothing comes back
}
THERE = [
    "a.md", "b.md", "c.md", "only-here.md", "x.txt", "keep.txt", "build/a.txt", "build/c.md", "docs/keep.txt",
    "docs/loud.txt", "docs/quiet.txt", "docs/only-here.md", "docs/index.md", "docs/inner/c.md", "docs/inner/index.md",
    "docs/inner/index.rst", "docs/inner/other.rst", "x/deep/a.html", "deep/a.html", "x/deep/y/a.html", "spaced ",
]  # fmt: skip


def test_what_git_ignores_is_left_out_as_git_does(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files as git lists, also from a folder inside."""
    if shutil.which("git") is None:
        missing("git", "install git")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    subprocess.run(["git", "init", "-q"], check=True)
    lay(IGNORED)
    texts(*THERE)
    lay({".git/info/exclude": "/c.md\n"})
    for folder in (".", "docs", "docs/inner", "x"):
        listed = subprocess.run(
            ["git", "ls-files", "--others", "--exclude-standard", folder], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        expected = sorted(name for name in listed if not Path(name).name.startswith(".") and Path(name).suffix)
        assert sorted(files(run, folder)) == expected
        assert expected
    monkeypatch.chdir("docs/inner")
    assert files(run) == ["index.md", "index.rst"]
    assert "other.rst" in files(run, "--no-respect-gitignore")


def test_outside_a_repository_a_folders_own_list_counts_and_none_above(run: Run) -> None:
    lay({".gitignore": "*.md\n", "work/.gitignore": "*.txt\n"})
    texts("work/a.md", "work/a.txt", "work/sub/b.txt")
    assert files(run, "work") == ["work/a.md"]
    lay({"glossary.toml": "respect-gitignore = false\n"})
    assert len(files(run, "work")) == 3
    assert files(run, "work", "--respect-gitignore") == ["work/a.md"]


def test_other_peoples_folders_hidden_files_and_settings_are_left_out(run: Run) -> None:
    texts("a.md", "node_modules/p/README.md", ".venv/x.txt", "dist/y.md", ".hidden.md", ".github/z.md", "b.py")
    lay({"glossary.toml": "", "sub/.glossary.toml": "", "sub/c.toml": "", ".glossary-baseline.json": "{}"})
    assert files(run) == ["a.md", "sub/c.toml"]
    assert files(run, "--hidden") == [".github/z.md", ".glossary-baseline.json", ".hidden.md", "a.md", "sub/c.toml"]
    assert "dist/y.md" in files(run, "--exclude", "node_modules")  # an own list takes the place of the program's


@pytest.mark.parametrize(
    ("settings", "options", "expected"),
    [
        ('extend-exclude = ["drafts"]', [], ["a.md", "news/a.txt"]),
        ('extend-exclude = ["/news"]', [], ["a.md", "drafts/a.md", "drafts/news/b.md"]),
        ('extend-exclude = ["news/**"]', [], ["a.md", "drafts/a.md", "drafts/news/b.md"]),
        ('extend-exclude = ["*.md", "!/a.md"]', [], ["a.md", "news/a.txt"]),
        ('exclude = ["*.txt"]', ["--exclude", "drafts"], ["a.md", "news/a.txt"]),
        ('extend-exclude = ["*.txt"]', ["--extend-exclude", "drafts,b.md"], ["a.md"]),
        ('include = ["*.note", "news/"]', [], ["drafts/news/b.md", "news/a.txt", "x.note"]),
    ],
)
def test_patterns(run: Run, settings: str, options: list[str], expected: list[str]) -> None:
    lay({"glossary.toml": settings + "\n"})
    texts("a.md", "drafts/a.md", "drafts/news/b.md", "news/a.txt", "x.note")
    assert files(run, *options) == expected


def test_settings_of_a_folder_have_the_word_inside_it(run: Run) -> None:
    lay({"glossary.toml": 'extend-exclude = ["a.md"]\n', "own/glossary.toml": 'extend-exclude = ["b.md"]\n'})
    texts("a.md", "b.md", "own/a.md", "own/b.md")
    assert files(run) == ["b.md", "own/a.md"]


def test_a_file_that_is_named_is_meant_unless_a_hook_asks(run: Run) -> None:
    lay({"glossary.toml": 'extend-exclude = ["drafts"]\n'})
    texts("drafts/a.md", "b.md", "node_modules/c.md", "notes.xyz")
    assert files(run, "drafts/a.md", "node_modules/c.md", "notes.xyz") == [
        "drafts/a.md",
        "node_modules/c.md",
        "notes.xyz",
    ]
    assert files(run, "drafts/a.md", "node_modules/c.md", "b.md", "--force-exclude") == ["b.md"]
    done = run("lint", "drafts/a.md", "--force-exclude")
    assert (done.exit_code, "the settings leave out every file that was named" in done.stderr) == (0, True)
    assert run("lint", "drafts", "--force-exclude").exit_code == 2


def test_each_file_once_in_the_order_of_names_links_not_followed_in_circles(run: Run) -> None:
    texts("b/z.md", "b/a.md", "a.md", "c.md")
    Path("b/loop").symlink_to("..")
    Path("b/broken.md").symlink_to("nowhere")
    Path("b/self.md").symlink_to("self.md")
    Path("b/link.md").symlink_to("../c.md")
    assert files(run, "b/z.md", "./b", "b/../b/a.md", "a.md") == ["b/z.md", "./b/a.md", "./b/link.md", "a.md"]
    assert files(run, "-", "a.md", "-") == ["-", "a.md"]


def test_a_folder_that_cannot_be_opened_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may open all, so the system's refusal is played."""
    texts("a.md", "locked/b.md", "z.md")
    real = os.scandir

    def scandir(folder: str | Path = ".") -> object:
        if str(folder).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    for folder in (".", "locked"):
        done = run("lint", folder)
        assert (done.exit_code, "locked" in done.stderr) == (2, True)
    assert "2 files checked" in run("lint", ".").stdout


def test_nothing_to_list_is_no_success(run: Run) -> None:
    Path("empty").mkdir()
    assert run("lint", "--show-files", "empty").exit_code == 2
