"""CI's step for known vulnerabilities, with a pip-audit that says what the test wants."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

KNOWN: dict[str, Any] = {"name": "orm", "version": "1.0", "vulns": []}
BAD: dict[str, Any] = {
    "name": "vel",
    "version": "2.0",
    "vulns": [{"id": "ORM-2020-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}],
}
UNKNOWN: dict[str, Any] = {"name": "grad", "skip_reason": "Dependency not found on PyPI and could not be audited"}
UNREACHED = "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x', port=443): Max retries exceeded\n"


@pytest.mark.parametrize(
    ("packages", "errors", "code", "said"),
    [
        ([KNOWN, UNKNOWN], "", 0, "pip-audit: 1 of 2 packages audited.\n"),
        ([KNOWN, BAD], "", 1, "vel 2.0: ORM-2020-1, mended in 2.1\npip-audit: 2 of 2 packages audited.\n"),
        ([UNKNOWN, UNKNOWN], "", 0, "pip-audit: SKIPPED, nothing was audited"),
        (None, UNREACHED, 0, "pip-audit: SKIPPED, nothing was audited"),
        (None, "requirements.txt: line 3: what is this?\n", 1, ""),
    ],
)
def test_nothing_is_passed_over_in_silence(
    tmp_path: Path, packages: list[dict[str, Any]] | None, errors: str, code: int, said: str
) -> None:
    answer = "" if packages is None else json.dumps({"dependencies": packages, "fixes": []})
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nimport sys\nprint({answer!r})\nsys.stderr.write({errors!r})\n")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "audit"], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith(said)
    assert bool(done.stderr) == (packages is None and code == 1)
