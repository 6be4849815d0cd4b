"""The oldest versions are the same wherever they are written down."""

import re

from course import ROOT

import conftest

BROUGHT_ALONG = {"onnx-ir", "protobuf"}  # not the course's own needs: onnxscript and onnx want those of their own time


def listed(path, sign):
    """Return {package: version} of the lines of a requirements file that hold a sign such as >=."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return dict(
        re.fullmatch(rf"([\w-]+){sign}([\d.]+)", line).groups() for line in lines if re.match(rf"[\w-]+{sign}", line)
    )


def short(version):
    """Return a version without trailing zeros: 2.6 for 2.6.0."""
    return re.sub(r"(\.0)+$", "", version)


def test_oldest_versions_are_the_ones_that_the_requirements_admit():
    admitted = listed("requirements.txt", ">=") | listed("requirements.txt", "==")
    oldest = {name: v for name, v in listed("tests/oldest.txt", "==").items() if name not in BROUGHT_ALONG}
    assert {name: short(version) for name, version in oldest.items()} == {n: short(v) for n, v in admitted.items()}


def test_versions_refused_at_the_start_are_the_ones_that_the_requirements_admit():
    admitted = listed("requirements.txt", ">=") | listed("requirements.txt", "==")
    for package, version in conftest.MINIMUM.items():
        assert admitted[package].startswith(version)


def test_workflow_runs_newest_and_oldest_on_three_systems_with_least_privilege():
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    assert "-c tests/oldest.txt" in workflow and "versions: [newest, oldest]" in workflow
    assert "os: [ubuntu-latest, macos-latest, windows-latest]" in workflow
    assert re.search(r"^permissions:\n  contents: read\n\n", workflow, re.M)
    used = re.findall(r"uses: (\S+)", workflow)
    assert used and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used), (
        "pin every action by its hash"
    )
