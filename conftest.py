"""Settings of every pytest run: versions, surroundings, data, which notebooks and chapters, and the table of times."""

import os
import re
import time
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
# The files that take longest. With several workers pytest-xdist starts with those that hold the most tests (from 3.8 on
# unless it is told --no-loadscope-reorder), so that this order counts only among files that hold equally many.
FIRST = ["tests/test_exercises", "notebooks/"]
SEEDS = 2  # under which every right answer is tried, unless an option says another number
BY_CHAPTER = {"test_exercises", "test_abuse"}  # each chapter's exercises are computed once, and then thrown away
MINUTES_OF_ALL, MINUTES_OF_ONE = 20, 2  # on two quiet cores, before this machine has measured its own
STARTED = time.monotonic()
seconds = defaultdict(float)


def pytest_addoption(parser):
    """Add the options --seeds and --chapters."""
    text = f"seeds under which every right answer must pass (default: {SEEDS})"
    parser.addoption("--seeds", type=int, default=SEEDS, help=text)
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

    for package, minimum in listed_versions("requirements.txt").items():
        try:
            found = version(package)
        except PackageNotFoundError:
            found = "missing"
        if is_older(found, minimum):
            advice = "pip install -U -r requirements.txt"
            pytest.exit(f"This course needs {package} {minimum} or newer, found: {found}. {advice}", returncode=1)


def listed_versions(path):
    """Return {package: version} of the lines name>=version and name==version of a requirements file."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w-]+)[>=]=([\d.]+)$", text, re.M))


def is_older(found, minimum):
    """Say whether a version is older than another, by as many numbers as that one has; "missing" is older than all."""
    numbers, least = ([int(n) for n in re.findall(r"\d+", text.split("+")[0])] for text in (found, minimum))
    return (numbers + [0] * len(least))[: len(least)] < least


def chosen_chapters(config):
    """Return the stems of the chapters that --chapters names, by their beginnings; end the run if there is no such."""
    import make_notebooks as tool  # noqa: PLC0415

    try:
        return tool.chosen(config.getoption("chapters").split())
    except ValueError as error:
        pytest.exit(str(error), returncode=4)


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
        keep = {item for item in items if chapters_of(item) & set(stems)}
        config.hook.pytest_deselected(items=[item for item in items if item not in keep])
        items[:] = [item for item in items if item in keep]
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


def pytest_sessionfinish(session, exitstatus):
    """Remember how long a run of everything, or of whole chapters, took, for the first line of the next one."""
    config = session.config
    if not hasattr(config, "workerinput") and is_whole(config, exitstatus) and hasattr(config, "cache"):
        lasted = {config.getoption("chapters"): time.monotonic() - STARTED}
        config.cache.set("course/seconds", {**remembered(config), **lasted})


def is_whole(config, exitstatus):
    """Say whether a run came to its end, green or red, and left nothing out that it does by default."""
    ended = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    names = ("collectonly", "keyword", "markexpr", "maxfail")
    left_out = config.args_source.name == "ARGS" or any(config.getoption(name) for name in names)
    return ended and not left_out and config.getoption("seeds") == SEEDS


def remembered(config):
    """Return {chapters chosen: seconds that the last such run took} on this machine."""
    return config.cache.get("course/seconds", {}) if hasattr(config, "cache") else {}


def pytest_terminal_summary(terminalreporter):
    """Print how long each file took."""
    terminalreporter.section("seconds per file")
    for path, total in sorted(seconds.items(), key=lambda entry: -entry[1]):
        terminalreporter.write_line(f"{total:7.1f}  {path}")
