"""The oldest versions are the same wherever they are written down."""

import re

import pytest
from course import ROOT

import conftest

BROUGHT_ALONG = {"onnx-ir", "protobuf"}  # not the course's own needs: onnxscript and onnx want those of their own time


def short(version):
    """Return a version without trailing zeros: 2.6 for 2.6.0."""
    return re.sub(r"(\.0)+$", "", version)


def test_oldest_versions_are_the_ones_that_the_requirements_admit():
    admitted, pinned = conftest.listed_versions("requirements.txt"), conftest.listed_versions("tests/oldest.txt")
    oldest = {name: version for name, version in pinned.items() if name not in BROUGHT_ALONG}
    assert {n: short(version) for n, version in oldest.items()} == {n: short(v) for n, v in admitted.items()}


def test_every_package_that_the_requirements_name_is_looked_at():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert len(conftest.listed_versions("requirements.txt")) == sum(line[:1] not in ("", "#") for line in lines)


@pytest.mark.parametrize(
    ("found", "minimum", "older"),
    [
        ("2.6.0+cu124", "2.6", False),
        ("2.5.1+cu124", "2.6", True),
        ("2.10.0.dev20250101", "2.6", False),
        ("2.2.0", "2.2.1", True),
        ("2.2", "2.2.1", True),
        ("3.0", "2.2.1", False),
        ("1.20", "1.20.0", False),
        ("0.11.0", "0.11.0", False),
        ("missing", "0.3", True),
    ],
)
def test_as_many_parts_are_compared_as_are_asked_for(found, minimum, older):
    assert conftest.is_older(found, minimum) == older


@pytest.mark.parametrize(("name", "found"), [("pytest", pytest.__version__), ("no-such-thing", "missing")])
def test_what_is_missing_or_too_old_is_named(name, found, monkeypatch):
    monkeypatch.setattr(conftest, "listed_versions", lambda path: {name: "9999.1"})
    with pytest.raises(pytest.exit.Exception, match=r"pip install -U -r requirements\.txt") as refusal:
        conftest.refuse_old_versions()
    assert str(refusal.value).startswith(f"This course needs {name} 9999.1 or newer, found: {found}. ")


def test_workflow_runs_newest_and_oldest_on_three_systems_with_least_privilege():
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    assert "-c tests/oldest.txt" in workflow and "versions: [newest, oldest]" in workflow
    assert "os: [ubuntu-latest, macos-latest, windows-latest]" in workflow
    assert re.search(r"^permissions:\n  contents: read\n\n", workflow, re.M)
    used = re.findall(r"uses: (\S+)", workflow)
    assert used and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used), (
        "pin every action by its hash"
    )
