"""Settings of every pytest run: versions, surroundings, data, which notebooks and chapters, and the table of times."""

import os
import time
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
MINIMUM = {"torch": "2.6", "torchvision": "0.21", "numpy": "1.26", "matplotlib": "3.9", "nbval": "0.11"}
FIRST = ["tests/test_exercises", "notebooks/"]  # the files that take longest
BY_CHAPTER = {"test_exercises", "test_abuse"}  # each chapter's exercises are computed once, and then thrown away
MINUTES_OF_ALL, MINUTES_OF_ONE = 20, 2  # on two quiet cores, before this machine has measured its own
STARTED = time.monotonic()
seconds = defaultdict(float)


def pytest_addoption(parser):
    """Add the options --seeds and --chapters."""
    parser.addoption("--seeds", type=int, default=2, help="seeds under which every right answer must pass (default: 2)")
    parser.addoption("--chapters", default="", help="test these chapters only: 02b, or '00 01' (default: everything)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Fewer workers where each has several threads: threads that share a core wait for one another."""
    threads = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    if threads.isdecimal() and int(threads) > 1:
        return max(1, (os.cpu_count() or 1) // int(threads))
    return None  # one worker for each core


def pytest_configure(config):
    """Before any worker starts: refuse old versions, isolate the run, set the threads, unpack the data once."""
    if hasattr(config, "workerinput"):
        return
    refuse_old_versions()
    import surroundings  # noqa: PLC0415  what follows needs packages whose versions were checked just now

    surroundings.isolate()
    if config.getoption("numprocesses", None):  # several notebooks side by side: one thread each
        os.environ.setdefault("OMP_NUM_THREADS", "1")
    from course import mnist_root  # noqa: PLC0415

    try:
        mnist_root()
    except (RuntimeError, OSError) as error:
        pytest.exit(f"The MNIST archives: {error}", returncode=1)
    chosen_chapters(config)


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


def chosen_chapters(config):
    """Return the stems of the chapters that --chapters names, by their beginnings; end the run if there is no such."""
    import make_notebooks as tool  # noqa: PLC0415

    names, stems = config.getoption("chapters").split(), tool.chapters()
    for name in names:
        if not any(stem.startswith(name) for stem in stems):
            pytest.exit(f"no such chapter: {name}. There are: {', '.join(stems)}", returncode=4)
    return [stem for stem in stems if any(stem.startswith(name) for name in names)]


def pytest_report_header(config):
    """Say how long the run will take, and which notebooks it leaves out."""
    import make_notebooks as tool  # noqa: PLC0415

    measured = remembered(config).get(config.getoption("chapters"))
    minutes = MINUTES_OF_ONE * len(chosen_chapters(config)) if config.getoption("chapters") else MINUTES_OF_ALL
    lines = [f"time: about {minutes} minutes on two cores; the percentages on the right show how far it is"]
    if measured:
        lines = [f"time: the last run took {measured / 60:.1f} minutes"]
    lines += [f"left out, not a notebook of the course: {p.relative_to(ROOT)}" for p in tool.strangers()]
    return lines


def pytest_ignore_collect(collection_path):
    """Leave out notebooks that are not the course's, whoever put them beside the lessons."""
    import make_notebooks as tool  # noqa: PLC0415

    return True if collection_path.suffix == ".ipynb" and collection_path in tool.strangers() else None


def pytest_collection_modifyitems(config, items):
    """Keep the chosen chapters, skip templates that a learner works in, and start with the files that take longest."""
    import make_notebooks as tool  # noqa: PLC0415

    if stems := chosen_chapters(config):
        keep = [item for item in items if set(stems) & chapters_of(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(keep)])
        items[:] = keep
    templates = [tool.notebook_path(stem, "exercises") for stem in tool.chapters()]
    worked_in = {path for path in templates if path.exists() and tool.holds_answers(path)}
    for item in items:
        if worked_in & {item.path, *parameters(item)}:
            item.add_marker(pytest.mark.skip(reason="somebody's answers are in this template"))

    files = list(dict.fromkeys(item.path for item in items))

    def rank(item):
        path = item.path.relative_to(ROOT).as_posix()
        first = next((i for i, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))
        chapters = chapters_of(item) if item.path.stem in BY_CHAPTER else []
        return first, files.index(item.path), max(chapters, default="")

    items.sort(key=rank)


def parameters(item):
    """Return the parameters with which a test was made, those that can be put into a set."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else []
    return {value for value in values if isinstance(value, (str, Path))}


def chapters_of(item):
    """Return the stems of the chapters whose notebook or whose parameter a test is about."""
    import make_notebooks as tool  # noqa: PLC0415

    names = {item.path.stem, *(p.stem if isinstance(p, Path) else p for p in parameters(item))}
    endings = ["", *(f"_{kind}" for kind in tool.FOLDERS)]
    return {stem for stem in tool.chapters() if names & {stem + ending for ending in endings}}


def pytest_runtest_logreport(report):
    """Add up the seconds of each file."""
    seconds[report.nodeid.split("::")[0]] += report.duration


def pytest_sessionfinish(session):
    """Remember how long a run without arguments took, for the first line of the next one."""
    config = session.config
    whole = not hasattr(config, "workerinput") and config.args_source.name != "ARGS"
    if whole and hasattr(config, "cache"):
        lasted = {config.getoption("chapters"): time.monotonic() - STARTED}
        config.cache.set("course/seconds", {**remembered(config), **lasted})


def remembered(config):
    """Return {chapters chosen: seconds that the last such run took} on this machine."""
    return config.cache.get("course/seconds", {}) if hasattr(config, "cache") else {}


def pytest_terminal_summary(terminalreporter):
    """Print how long each notebook took."""
    terminalreporter.section("seconds per file")
    for path, total in sorted(seconds.items(), key=lambda entry: -entry[1]):
        terminalreporter.write_line(f"{total:7.1f}  {path}")
