"""The pages that go with the lessons: every line of code on them runs and gives what it announces."""

import re
import sys
from urllib.parse import unquote

import companions
import make_notebooks as tool
import pytest
import torch
from companions import ENTRY, EVERYDAY, GLOSSARY, LESSONS, TERMS, first_use, pattern
from course import NOTEBOOKS, ROOT, code_cells, read

CHEAT_SHEETS = sorted((ROOT / "extras/cheat_sheets").glob("*.md"))
PAGE_LINES, PAGE_COLUMNS = 72, 110  # one printed page


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Let each page run in a folder of its own, for the files that it writes."""
    monkeypatch.chdir(tmp_path)


def page(name):
    """Return the text of a page in extras/."""
    return (ROOT / "extras" / name).read_text(encoding="utf-8")


# ---- the runner -------------------------------------------------------------------------------------------------

RIGHT = [
    "1 + 1  # → 2",
    "0.1 + 0.2  # → 0.3",
    "2 / 3  # → 0.67",
    "1e-7 / 3  # → 3.3e-08",
    "'a' + 'b'  # → 'ab'",
    "torch.zeros(2, 3).shape  # → (2, 3)",
    "torch.zeros(3).shape, torch.tensor(1).shape  # → ((3,), ())  # a remark",
    "torch.tensor([[1.0, 2.0], [3.0, 4.0]])  # → tensor([[1., 2.], [3., 4.]])",
    "torch.tensor([1.0, 2.0]) / 3  # → tensor([0.33, 0.67])",
    "x = 3  # a comment\nx  # → 3",
    "torch.zeros(2) + torch.zeros(3)  # → RuntimeError: must match the size",
    "torch.arange(3).mean()  # → RuntimeError",
    "x = [].pop()  # → IndexError: pop from empty list  # a remark",
    "import warnings\nwarnings.warn('old')  # → UserWarning: old",
    "x = (1 + 2\nx  # → SyntaxError: was never closed",
    "for i in [1]:\nprint(i)  # → IndentationError: expected an indented block",
    "x = 'KeyError: 3'\nx  # → 'KeyError: 3'",
]
WRONG = [
    "1 + 1  # → 3",
    "0.1 + 0.2  # → 0.4",
    "2 / 3  # → 0.66",
    "2 / 3  # → 0.66  # a remark",
    "2 / 3  # → 1",
    "2.4 + 0  # → 2.",
    "1e-7 / 3  # → 3.3e-07",
    "'a' + 'b'  # → ab",
    "torch.zeros(2, 3).shape  # → (3, 2)",
    "torch.arange(3)  # → tensor([0., 1., 2.])",
    "torch.tensor([1.0, 2.0])  # → tensor([1., 2., 3.])",
    "x = 3  # → 3",
    "for i in range(3):\n    i  # → 2\n    print",
    "1 + 1  # → RuntimeError",
    "torch.zeros(2) + torch.zeros(3)  # → RuntimeError: out of memory",
    "torch.zeros(2) + torch.zeros(3)  # → ValueError: must match the size",
    "1 + 1  # → UserWarning",
    "x = (1 + 2\nx  # → SyntaxError: invalid decimal",
    "x = (1 + 2\nx  # → TypeError",
    "x = 'KeyError: 3'\nx  # → 'KeyError: 4'",
]


def run(code):
    """Run code with torch at hand."""
    return companions.run(code, {"torch": torch})


@pytest.mark.parametrize("code", RIGHT)
def test_the_runner_accepts_right_results(code):
    run(code)


@pytest.mark.parametrize("code", WRONG)
def test_the_runner_refuses_wrong_results(code):
    with pytest.raises(AssertionError):
        run(code)


@pytest.mark.parametrize("code", ["1 / 0", "(1", "(1  # → 3", "(1\n2  # → 2\n3  # → SyntaxError"])
def test_the_runner_lets_errors_through_that_are_not_announced(code):
    with pytest.raises((ZeroDivisionError, SyntaxError)):
        run(code)


def test_the_runner_returns_the_messages_of_announced_problems():
    code = "[].pop()  # → IndexError\n{}['key']  # → LookupError\nstr('TypeError: no')  # → 'TypeError: no'"
    assert run(code) == ["IndexError: pop from empty list", "KeyError: 'key'", "TypeError: no"]


def test_the_runner_hears_warnings_that_pytorch_gives_only_once():
    code = "import numpy\ntorch.from_numpy(numpy.frombuffer(b'12', dtype='uint8'))  # → UserWarning: not writable"
    assert run(code) == run(code)


# ---- all pages --------------------------------------------------------------------------------------------------

PAGES = tool.pages()
PLAIN = [
    "Shapes (N,\n(1) and (N,)",
    "- one,\n  with more\n- two",
    "1. one\n2. two",
    "# Title\ntext",
    "> quoted\n> text",
    "| a |\n|---|\n| 1 |",
    "5 is more than\n3.5",
    "text\n\n- one",
    "text\n```python\n# a comment\n- x\n```",
    "**bold**\n*italics*",
]
STRAY = [
    "Shapes (N,\n1) and (N,)",
    "x minus\n- y",
    "x\n+ y",
    "in the year\n1998. Then",
    "- item\n  2) more",
    "is\n> 3",
    "no\n# 1",
]


@pytest.mark.parametrize("text", PLAIN)
def test_text_that_stays_what_it_is(text):
    assert companions.stray_marks(text) == []


@pytest.mark.parametrize("text", STRAY)
def test_text_that_becomes_a_list_a_heading_or_a_quote_is_noticed(text):
    assert companions.stray_marks(text) == text.split("\n")[1:]


@pytest.mark.parametrize("path", [*PAGES, *NOTEBOOKS], ids=lambda path: path.stem)
def test_no_wrapped_line_becomes_a_list_a_heading_or_a_quote(path):
    texts = [path.read_text(encoding="utf-8")]
    if path.suffix == ".ipynb":
        texts = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    assert [line for text in texts for line in companions.stray_marks(text)] == []


def key(heading):
    """Return the letters and digits of a heading or of its anchor, in small letters."""
    return re.sub(r"\W", "", unquote(heading)).lower()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_to_lessons_name_the_right_section(path):
    links = re.findall(r"\[(\d\w+), section (\d+)\]\(\S+?/(\d\w+)\.ipynb#(\S+)\)", path.read_text(encoding="utf-8"))
    wrong = []
    for chapter, number, stem, anchor in links:
        sections = LESSONS[stem].items()
        text = next((f"## {head}\n{body}" for head, body in sections if head.startswith(f"{number}. ")), "")
        headings = re.findall(r"^###? (.+)", text, re.M)
        if not stem.startswith(f"{chapter}_") or key(anchor) not in map(key, headings):
            wrong.append((chapter, number, anchor))
    assert wrong == []


# ---- cheat sheets -----------------------------------------------------------------------------------------------

cheat_sheets = pytest.mark.parametrize("path", CHEAT_SHEETS, ids=lambda path: path.stem)


def test_every_lesson_has_a_cheat_sheet():
    assert [path.stem for path in CHEAT_SHEETS] == tool.chapters()


def run_page(text):
    """Run all code of a page, from top to bottom in one namespace."""
    names = {}
    for code in companions.blocks(text):
        companions.run(code, names)


@cheat_sheets
def test_cheat_sheet_runs(path):
    run_page(path.read_text(encoding="utf-8"))


@cheat_sheets
def test_a_wrong_result_on_a_cheat_sheet_is_noticed(path):
    falsified = path.read_text(encoding="utf-8").replace("# → (", "# → (9", 1)
    with pytest.raises(AssertionError, match=r"gives .*, not \(9"):
        run_page(falsified)


@cheat_sheets
def test_cheat_sheet_fits_on_one_page(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("<a id=")]
    assert len(lines) <= PAGE_LINES
    assert [line for line in lines if len(line) > PAGE_COLUMNS and "](" not in line] == []


@cheat_sheets
def test_cheat_sheet_begins_with_shapes_and_leads_back_to_its_lesson(path):
    intro, *sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)
    assert f"notebooks/{path.stem}.ipynb" in intro
    assert sections[0].startswith("Shapes")
    assert sections[-1].startswith("Traps")
    assert all(f"notebooks/{path.stem}.ipynb#" in section for section in sections)


# ---- common errors ----------------------------------------------------------------------------------------------

ERRORS = page("common_errors.md")
SILENT, OWN = "No message, but wrong", "Sentences of the course itself"
LONGEST_EXPLANATION = 65  # words
NEEDS = {  # messages that do not come on every computer: what they need, and whether it is here
    "`Converting a tensor with requires_grad=True to a scalar`": ("PyTorch 2.8", torch.__version__ >= (2, 8)),
    "`Found no NVIDIA driver`": (
        "a PyTorch for NVIDIA's GPUs, and none of them",
        torch.version.cuda and not torch.cuda.is_available(),
    ),
    "`Could not guard on data-dependent expression`": ("PyTorch 2.9", torch.__version__ >= (2, 9)),
    "`Guard failed`": ("PyTorch 2.9", torch.__version__ >= (2, 9)),
    "`Address already in use`": ("another system than Windows", sys.platform != "win32"),
}
SECTIONS = {part.partition("\n")[0]: part for part in re.split(r"^## ", ERRORS, flags=re.M)[1:]}


def entries(section):
    """Return the (heading, text) of all entries of a section of the page."""
    return [part.split("\n", 1) for part in re.split(r"^### ", section, flags=re.M)[1:]]


LOUD_ENTRIES = [entry for title, section in SECTIONS.items() if title != SILENT for entry in entries(section)]
SILENT_ENTRIES = entries(SECTIONS[SILENT])
EVERY_ENTRY = LOUD_ENTRIES + SILENT_ENTRIES
loud = pytest.mark.parametrize(("words", "text"), LOUD_ENTRIES, ids=lambda part: part[:40].partition("\n")[0])
silent = pytest.mark.parametrize(("symptom", "text"), SILENT_ENTRIES, ids=lambda part: part[:40].partition("\n")[0])


def namespace():
    """Return a new namespace that holds the imports of the page."""
    names = {}
    companions.run(companions.blocks(ERRORS)[0], names)
    return names


def explains(words, message):
    """Say whether a heading's words, of which … leaves some out, stand in "Kind: message"."""
    return re.search(".*".join(map(re.escape, words.strip("`").split(" … "))), message, re.S)


@loud
def test_the_first_block_gives_the_message_and_the_second_does_not(words, text):
    need, is_here = NEEDS.get(words, ("", True))
    if not is_here:
        pytest.skip(f"this message needs {need}")
    failing, repaired = companions.blocks(text)
    names = namespace()
    message, *_ = companions.run(failing, names)
    assert explains(words, message), f"the message is {message!r}"
    assert companions.run(repaired, names) == []


@silent
def test_the_first_block_shows_the_symptom_and_the_second_does_not(symptom, text):
    wrong, right = companions.blocks(text)
    names = namespace()
    assert companions.run(wrong, names) == companions.run(right, names) == []
    (line, is_wrong), (same_line, is_right) = (block.splitlines()[-1].split("  # → ") for block in (wrong, right))
    assert line == same_line and is_wrong != is_right


def test_what_a_message_needs_is_known_for_entries_only():
    assert NEEDS.keys() <= {words for words, _ in LOUD_ENTRIES}


def test_explanations_are_short():
    texts = {heading: re.sub(r"^```.*?^```$|^Lesson: .*", "", text, flags=re.M | re.S) for heading, text in EVERY_ENTRY}
    assert {heading: n for heading, text in texts.items() if (n := len(text.split())) > LONGEST_EXPLANATION} == {}


@pytest.mark.parametrize(("heading", "text"), EVERY_ENTRY)
def test_every_error_leads_to_a_lesson(heading, text):
    lesson = text.rpartition("\nLesson: ")[2].split("\n\n")[0]
    assert re.match(r"\[\d\w+, section \d+\]\(\.\./notebooks/\w+\.ipynb#", lesson), heading


def test_the_index_lists_every_error_once_and_in_order():
    listed = re.findall(r"^(?:- )?\[(.+)\]\(#", SECTIONS["Index"], re.M)
    assert listed == [heading for heading, _ in EVERY_ENTRY]


@pytest.mark.parametrize("stem", tool.chapters())
def test_every_error_that_a_lesson_shows_is_explained(stem):
    cells = code_cells(read(tool.notebook_path(stem, "lesson")))
    printed = "\n".join(out.text for cell in cells for out in cell.outputs if "text" in out)
    messages = re.findall(r"\b(?!Assertion)\w+Error: .+", printed)
    assert [m for m in messages if not any(explains(words, m) for words, _ in LOUD_ENTRIES)] == []


def test_the_sentences_of_the_course_occur_in_it():
    quoted = re.findall(r"^\| `(.+?)` \|", SECTIONS[OWN], re.M)
    code = "\n".join(c.source for stem in tool.chapters() for c in read(tool.notebook_path(stem, "solutions")).cells)
    code += "\n".join(c.source for stem in tool.chapters() for c in read(tool.notebook_path(stem, "lesson")).cells)
    assert len(quoted) >= 5
    assert [words for words in quoted if words not in code] == []


# ---- glossary ---------------------------------------------------------------------------------------------------

LONGEST_DEFINITION = 32
LEAD_INS = {"Predict, then run", "Errors met", "Further reading"}  # bold, and no definition
lessons = pytest.mark.parametrize("stem", tool.chapters())


def is_form(word, term):
    """Say whether a word is a term, singular or plural."""
    return re.fullmatch(pattern(term), word, re.I)


def bold_words(text):
    """Return what a text sets in bold, without lead-ins such as **Time:** or **Predict, then run.**"""
    return [word for word in re.findall(r"\*\*([^*]+)\*\*", text) if word[-1] not in ".:?" and word not in LEAD_INS]


def test_the_glossary_is_alphabetical_and_complete():
    listed = [line for line in GLOSSARY.splitlines() if line.startswith("- ")]
    assert [line for line in listed if not ENTRY.fullmatch(line)] == []
    keys = [(re.sub(r"\W|_", "", term.lower()), sense) for term, sense, *_ in TERMS]
    assert keys == sorted(set(keys))
    for part in re.split(r"^## ", GLOSSARY, flags=re.M)[1:]:
        assert {found[1][0].upper() for found in ENTRY.finditer(part)} == {part[0]}


def test_terms_are_defined_in_one_short_sentence():
    texts = [text for _, _, text, _, _ in TERMS]
    assert [text for text in texts if not text.endswith(".") or re.search(r"[.!?] [A-Z]", text)] == []
    assert [text for text in texts if len(text.split()) > LONGEST_DEFINITION] == []


@lessons
def test_a_term_is_bold_in_its_section(stem):
    sections = {tool.slug(heading): body for heading, body in LESSONS[stem].items()}
    bold = {anchor: bold_words(body) for anchor, body in sections.items()}
    home = [(term, unquote(anchor)) for term, _, _, at, anchor in TERMS if at == stem]
    assert [(term, at) for term, at in home if not any(is_form(word, term) for word in bold[at])] == []


@lessons
def test_what_is_bold_in_a_lesson_is_a_term_that_is_explained_there(stem):
    home = [term for term, _, _, at, _ in TERMS if at == stem]
    bold = bold_words("\n".join(LESSONS[stem].values()))
    assert [word for word in bold if not any(is_form(word, term) for term in home)] == []


@lessons
def test_a_lesson_does_not_use_the_terms_of_later_ones(stem):
    prose = companions.plain(" ".join(LESSONS[stem].values()))
    later = [term for term, _, _, at, _ in TERMS if at > stem and term not in EVERYDAY]
    early = {term: found for term in later if (found := first_use(term, prose))}
    assert {term: f"... {prose[max(0, use.start() - 60) : use.end() + 20]} ..." for term, use in early.items()} == {}


def test_uses_of_a_term_are_found():
    assert all(first_use("category", text) for text in ("Category", "of two categories.", "(category)"))
    assert not any(first_use("category", text) for text in ("subcategory", "categorical", "sub-category", "cat"))
    assert first_use("batch", "many batches") and first_use("layer", "two layers") and not first_use("bias", "biased")


# ---- index of silent bugs -----------------------------------------------------------------------------------------


def bug_clinics():
    """Return the links to the headings of all bug clinics."""
    links = []
    for stem in tool.chapters():
        inside, anchor = 9, ""
        cells = [cell.source for cell in read(tool.notebook_path(stem, "lesson")).cells if cell.cell_type == "markdown"]
        for line in "\n".join(cells).splitlines():
            if line.startswith("<a id="):
                anchor = line.split('"')[1]
            elif heading := re.match("#+(?= )", line):
                level = len(heading[0])
                if "clinic" in line.lower():
                    inside = level
                elif level <= inside:
                    inside = 9
                if level > 2 and inside < 9:
                    links.append(f"../notebooks/{stem}.ipynb#{anchor}")
    return links


def headings():
    """Return the links to all headings of all lessons."""
    cells = {stem: read(tool.notebook_path(stem, "lesson")).cells for stem in tool.chapters()}
    return {
        f"../notebooks/{stem}.ipynb#{anchor}"
        for stem, parts in cells.items()
        for cell in parts
        if cell.cell_type == "markdown"
        for anchor in re.findall(r'^<a id="(.+?)"></a>\n##', cell.source, re.M)
    }


def test_the_index_of_silent_bugs_lists_each_bug_clinic_once():
    listed = re.findall(r"^\| .+ \| \[.+\]\((.+)\) \| \d\w+ \|$", page("bug_index.md"), re.M)
    clinics = bug_clinics()
    assert sorted(link for link in listed if link in clinics) == sorted(clinics)
    assert len(listed) == len(set(listed)) and set(listed) <= headings()  # bugs outside of the clinics, too
