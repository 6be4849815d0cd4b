"""Settings of every pytest run: versions, data, threads, the order of the files and the table of times."""

import os
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
MINIMUM = {"torch": "2.6", "torchvision": "0.21", "numpy": "1.26", "matplotlib": "3.9", "nbval": "0.11"}
seconds = defaultdict(float)


def pytest_addoption(parser):
    """Add the option --seeds."""
    parser.addoption("--seeds", type=int, default=2, help="seeds under which every right answer must pass (default: 2)")


def pytest_configure(config):
    """Before any worker starts: refuse old versions, set the threads, unpack the data once."""
    if hasattr(config, "workerinput"):
        return
    refuse_old_versions()
    if config.getoption("numprocesses", None):  # several notebooks side by side: one thread each
        os.environ.setdefault("OMP_NUM_THREADS", "1")
    from course import mnist_root  # noqa: PLC0415  needs torchvision, whose version was checked just now

    try:
        mnist_root()
    except (RuntimeError, OSError) as error:
        pytest.exit(f"The MNIST archives: {error}", returncode=1)


def refuse_old_versions():
    """End the run with one sentence if a package is missing or too old."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    for package, minimum in MINIMUM.items():
        try:
            found = version(package)
        except PackageNotFoundError:
            found = "missing"
        numbers = [int(part) for part in found.split("+")[0].split(".")[:2] if part.isdigit()]
        if numbers < [int(part) for part in minimum.split(".")]:
            advice = "pip install -U -r requirements.txt"
            pytest.exit(f"This course needs {package} {minimum} or newer, found: {found}. {advice}", returncode=1)


def pytest_collection_modifyitems(items):
    """Start with the files that take longest, so that no worker is left with one of them at the end."""

    def rank(item):
        path = item.path.relative_to(ROOT).as_posix()
        order = [
            "tests/test_exercises",
            "notebooks/03",
            "notebooks/02",
            "notebooks/",
            "extras/solutions/03",
            "extras/sol",
        ]
        return next((i for i, start in enumerate(order) if path.startswith(start)), len(order))

    items.sort(key=rank)


def pytest_runtest_logreport(report):
    """Add up the seconds of each file."""
    seconds[report.nodeid.split("::")[0]] += report.duration


def pytest_terminal_summary(terminalreporter):
    """Print how long each notebook took."""
    terminalreporter.section("seconds per file")
    for path, total in sorted(seconds.items(), key=lambda entry: -entry[1]):
        terminalreporter.write_line(f"{total:7.1f}  {path}")
