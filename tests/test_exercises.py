"""The checks of the exercises: right answers pass, untouched ones count as not attempted, wrong ones are rejected."""

import re
from collections import Counter

import make_notebooks as tool
import matplotlib
import nbformat
import pytest
from course import ROOT, exercise_book, read, wrong_answers

matplotlib.use("agg")
CHAPTERS = tool.chapters()
EXERCISES = [(stem, exercise) for stem in CHAPTERS for exercise in exercise_book(stem).checks]
WRONG = [(stem, *section) for stem in CHAPTERS for section in wrong_answers(stem)]
AT_LEAST = 3  # wrong answers for each exercise


def label(value):
    """Return the label of a test parameter."""
    return re.sub(r"\W+", "-", value).strip("-")[:60] if isinstance(value, str) else None


def untouched_template(stem):
    """Return the path of a chapter's template; skip the test if somebody works in it."""
    path = tool.notebook_path(stem, "exercises")
    if tool.holds_answers(path):
        pytest.skip("somebody's answers are in this template")
    return path


def stored_text(path):
    """Return all text that the stored outputs of a notebook print."""
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    return "".join(out.get("text", "") for cell in cells for out in cell.outputs)


@pytest.mark.parametrize("stem", CHAPTERS, ids=label)
def test_chapter_has_8_to_12_exercises_numbered_in_order(stem):
    number = stem.split("_")[0]
    exercises = list(exercise_book(stem).checks)
    assert exercises == [f"{number}.{i}" for i in range(1, len(exercises) + 1)]
    assert 8 <= len(exercises) <= 12


@pytest.mark.parametrize("stem", CHAPTERS, ids=label)
def test_template_is_what_the_solutions_give(stem):
    path = tool.notebook_path(stem, "exercises")
    assert not tool.holds_answers(path), str(tool.HoldsAnswers(path))
    fresh = tool.make_template(nbformat.read(tool.notebook_path(stem, "solutions"), as_version=4), path)
    tool.normalise(fresh)

    def content(notebook):
        return [(cell.cell_type, cell.source, tool.tags(cell), cell.id) for cell in notebook.cells]

    advice = f"{path.name} is stale: its solutions have changed. Run: make notebooks CHAPTERS={stem}"
    assert content(read(path)) == content(fresh), advice


@pytest.mark.parametrize("stem", CHAPTERS, ids=label)
def test_template_keeps_nothing_of_the_solutions(stem):
    source = "\n".join(cell.source for cell in read(untouched_template(stem)).cells)
    assert "SOLUTION" not in source
    assert "NotImplementedError" in source or "= ..." in source


@pytest.mark.parametrize("stem", CHAPTERS, ids=label)
def test_untouched_template_scores_zero(stem):
    # nbval runs the template and compares what it prints with this stored text.
    exercises = list(exercise_book(stem).checks)
    text = stored_text(untouched_template(stem))
    assert [e for e in exercises if f"{e}: not attempted yet" not in text] == []
    assert f"Score: 0 of {len(exercises)}" in text
    assert "✓" not in text


@pytest.mark.parametrize("stem", CHAPTERS, ids=label)
def test_solutions_score_full(stem):
    exercises = list(exercise_book(stem).checks)
    text = stored_text(tool.notebook_path(stem, "solutions"))
    assert [e for e in exercises if f"{e}: ✓" not in text] == []
    assert text.rstrip().endswith(f"Score: {len(exercises)} of {len(exercises)}")


@pytest.mark.parametrize(("stem", "exercise"), EXERCISES, ids=label)
def test_right_answer_passes_under_many_seeds(stem, exercise, pytestconfig):
    for seed in range(pytestconfig.getoption("seeds")):
        assert exercise_book(stem).check(exercise, seed=seed) == f"{exercise}: ✓\n", f"seed {seed}"


@pytest.mark.parametrize(("stem", "exercise"), EXERCISES, ids=label)
def test_exercise_has_enough_wrong_answers(stem, exercise):
    slips = Counter(section[0] for section in wrong_answers(stem))
    assert slips[exercise] >= AT_LEAST


@pytest.mark.parametrize("stem", CHAPTERS, ids=label)
def test_wrong_answers_are_for_exercises_that_exist(stem):
    assert {section[0] for section in wrong_answers(stem)} <= set(exercise_book(stem).checks)


@pytest.mark.parametrize(("stem", "exercise", "slip", "words", "code"), WRONG, ids=label)
def test_wrong_answer_is_rejected_with_a_message_that_helps(stem, exercise, slip, words, code):
    book = exercise_book(stem).run()
    with pytest.raises(AssertionError) as rejection:
        book.check(exercise, answer=code)
    message = str(rejection.value)
    assert message.startswith(f"Exercise {exercise} is not right yet.")
    assert words, "name the words that show that the message helps with this slip"
    assert words.lower() in message.lower(), f"{slip}: the message is\n{message}"
    assert book.namespace["results"][exercise] is False


def test_wrong_answers_belong_to_a_chapter():
    stems = {path.stem for path in (ROOT / "tests/wrong_answers").glob("*.py")}
    assert stems == set(CHAPTERS)
