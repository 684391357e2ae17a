"""Rules for other linters: what they find, by a regular expression engine at hand and by the tools themselves.

The tools are looked for on PATH and in the folder that GLOSSARY_LINTERS names: `vale` in it, and textlint with
textlint-rule-prh as npm installs them there.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import side

from glossary import inflect, store
from glossary.store.selection import Selection
from glossary.terms import Concept, Dispute, Name, NotWhen, Termbase

#: Language -> a text, and what is found in it: the line, what stands there and what is to be written.
TEXTS = {
    "en": (
        "Ferries to the **Outer Skerries** and the Mist Islands/Outer Skerries.\n"
        "Velgraders eat; Velgrad sleeps. Mist Islands Day, an Outer Skerries-born smith 😀 in the Outer\n"
        "Skerries and on the Myst Islands.\n",
        [
            (1, "Outer Skerries", "Outer Skerries/Mist Islands"),
            (2, "Velgrad", "Velgrad/Velhavn"),
            (2, "Outer Skerries", "Outer Skerries/Mist Islands"),
            (2, "Outer\nSkerries", "Outer Skerries/Mist Islands"),
            (3, "Myst Islands", "Mist Islands/Outer Skerries"),
        ],
    ),
    "ja": (
        "😀昨日ミスト諸島へ渡り、アウタースケリーズ諸島の港を見た。ミスト諸島/アウタースケリーズ諸島。\n"
        "新ヴェルハウン市とヴェルハウンの町、そしてヴェルハウンス。\n",
        [
            (1, "ミスト諸島", "ミスト諸島/アウタースケリーズ諸島"),
            (1, "アウタースケリーズ諸島", "アウタースケリーズ諸島/ミスト諸島"),
            (2, "ヴェルハウン", "ヴェルグラード"),
            (2, "ヴェルハウン", "ヴェルグラード"),
        ],
    ),
    "ru": (
        "На Туманных островах тихо, у Туманных островов туман.\n"
        "Вельградцы пришли в Вельград. Туманные острова/Внешние Скерри.\n",
        [
            (1, "Туманных островах", "Туманных островах/Внешних Скерри"),
            (1, "Туманных островов", "Туманных островов/Внешних Скерри"),
            (2, "Вельград", "Вельхавн"),
        ],
    ),
}


def rules(termbase: Termbase, format: str, language: str) -> bytes:
    return store.writer(format).write(Selection(inflect.complete(termbase), side(), language), format).data


def swaps(termbase: Termbase, language: str) -> dict[str, str]:
    found = yaml.safe_load(rules(termbase, "vale", language))
    assert found["nonword"]
    swap: dict[str, str] = found["swap"]
    return swap


def hits(patterns: dict[str, str], text: str) -> list[tuple[int, str, str]]:
    """What patterns find, as the tools do: (line, text, instead)."""
    found = [(m.start(), m[0], new) for pattern, new in patterns.items() for m in re.finditer(pattern, text)]
    return [(text.count("\n", 0, start) + 1, old, new) for start, old, new in sorted(found)]


def tool(name: str, *folders: str) -> str:
    """A real linter, or a skipped test."""
    places = [str(Path(os.environ.get("GLOSSARY_LINTERS", "."), folder)) for folder in folders]
    found = shutil.which(name, path=os.pathsep.join(places)) if "GLOSSARY_LINTERS" in os.environ else None
    if not (found := found or shutil.which(name)):
        pytest.skip(f"{name} is neither on PATH nor in the folder that GLOSSARY_LINTERS names")
    return found


@pytest.mark.parametrize("language", TEXTS)
def test_patterns_find_names_and_nothing_else(invented: Termbase, language: str) -> None:
    text, expected = TEXTS[language]
    assert hits(swaps(invented, language), text) == expected
    loaded = yaml.safe_load(rules(invented, "prh", language))
    prh = {pattern[1:-1]: rule["expected"] for rule in loaded["rules"] for pattern in rule["patterns"]}
    assert hits(prh, text) == expected


@pytest.mark.parametrize("language", TEXTS)
def test_textlint_finds_the_same(invented: Termbase, tmp_path: Path, language: str) -> None:
    textlint = tool("textlint", "node_modules/.bin")
    text, expected = TEXTS[language]
    (tmp_path / "rules.yml").write_bytes(rules(invented, "prh", language))
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    settings = tmp_path / "textlintrc.json"
    settings.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(tmp_path / "rules.yml")]}}}))
    plugins = Path(textlint).parents[1]
    command = [textlint, "--config", str(settings), "--rules-base-directory", str(plugins), "--format", "json"]
    done = subprocess.run([*command, str(tmp_path / "a.md")], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr[-500:]
    messages = json.loads(done.stdout)[0]["messages"]
    told = [re.fullmatch(r"(?s)(.+) => ([^\n]+)\n.*", m["message"]) for m in messages]
    assert [(m["line"], t[1], t[2]) for m, t in zip(messages, told, strict=True) if t] == expected


@pytest.mark.parametrize("language", TEXTS)
def test_vale_finds_the_same(invented: Termbase, tmp_path: Path, language: str) -> None:
    vale = tool("vale", "", "bin")
    text, expected = TEXTS[language]
    (tmp_path / "styles" / "Names").mkdir(parents=True)
    (tmp_path / "styles" / "Names" / "Sides.yml").write_bytes(rules(invented, "vale", language))
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n[*.md]\nNames.Sides = YES\n")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [vale, "--output=JSON", "--no-exit", "a.md"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    alerts = next(iter(json.loads(done.stdout).values()))
    assert [(alert["Line"], alert["Match"]) for alert in alerts] == [(line, old) for line, old, _ in expected]
    assert all(f"Write '{new}'" in alert["Message"] for alert, (_, _, new) in zip(alerts, expected, strict=True))


def test_a_name_is_none_within_another(invented: Termbase) -> None:
    """Neither in one that nobody minds, nor in a title."""
    dispute = Dispute("orm", "orm", ("A", "B"))
    not_when = (NotWhen("the Orm Prize", "title"),)
    one = Name("en", "Orm", used_by=("A",), loaded_in=("en",), not_when=not_when)
    sides = (one, Name("en", "Holm", used_by=("B",), loaded_in=("en",)))
    plain = Concept("bay", Dispute("bay", "bay"), "water", "", names=(Name("en", "Orm Bay"), Name("en", "Old Orm")))
    termbase = Termbase({"orm": Concept("orm", dispute, "island", "", names=sides, parties=("A", "B")), "bay": plain})
    text = "Orm, Orm Bay, Old Orm, the Orm Prize, an Orm Prize, Ormish, Holm."
    found = [(old, new) for _, old, new in hits(swaps(termbase, "en"), text)]
    assert found == [("Orm", "Orm/Holm"), ("Orm", "Orm/Holm"), ("Holm", "Holm/Orm")]


def test_a_long_pattern_is_a_key_that_yaml_takes() -> None:
    """A key of more than 1024 characters is none without a mark."""
    dispute = Dispute("orm", "orm", ("A", "B"))
    exceptions = tuple(NotWhen(f"Orm of the {'very ' * 20}{number} winds", "title") for number in range(30))
    sides = (
        Name("en", "Orm", used_by=("A",), loaded_in=("en",), not_when=exceptions),
        Name("en", "Holm", used_by=("B",), loaded_in=("en",)),
    )
    termbase = Termbase({"orm": Concept("orm", dispute, "island", "", names=sides, parties=("A", "B"))})
    assert max(map(len, swaps(termbase, "en"))) > 1024
