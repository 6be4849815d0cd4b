# make lab        open the course in JupyterLab; your exercises are in extras/my_exercises
# make progress   show which exercises are solved and which come next
# make app        open the page that reads the digits you draw
# make test       run every notebook and every test; of one chapter: make test CHAPTERS=02b
# make book       build the course as web pages that read without a network: build/book/html/index.html
# make plain      run all notebooks as a processor without AVX would, warnings shown
# make notebooks  rebuild the exercise templates and run all notebooks again (for maintainers)
# make audit      run the lessons with other seeds and threads, and the checks on spoilt solutions (likewise). It takes
#                 several hours for all chapters, so name those that have changed: make audit CHAPTERS=02b
# make clean      delete the environment, the unpacked data, the book and caches; never your exercises
#
# The first of them to run makes the environment .venv; another Python: make lab PYTHON=python3.12

PYTHON ?= python3
IN_VENV = .venv/bin/python -m

.PHONY: lab progress app test book plain notebooks audit clean
.DEFAULT_GOAL = lab

lab: .venv/ready
	@.venv/bin/python tools/lab.py $(LAB_OPTIONS)

progress: .venv/ready
	@.venv/bin/python tools/progress.py

app: .venv/ready
	@.venv/bin/python extras/app/open_page.py $(APP_OPTIONS)

test: .venv/ready
	$(IN_VENV) pytest $(if $(CHAPTERS),--chapters="$(CHAPTERS)") $(TEST_OPTIONS)

book: .venv/book-ready
	.venv/bin/python tools/make_book.py

plain: .venv/ready
	PYTHONWARNINGS=default .venv/bin/python tools/surroundings.py plain -m pytest notebooks extras/exercises extras/solutions $(TEST_OPTIONS)

notebooks: .venv/ready
	.venv/bin/python tools/make_notebooks.py $(CHAPTERS) $(if $(REPOSITORY),--repository $(REPOSITORY))

audit: .venv/ready
	.venv/bin/python tools/audit_claims.py $(CHAPTERS)
	.venv/bin/python tools/audit_checks.py $(CHAPTERS)
	.venv/bin/python tools/audit_reruns.py $(CHAPTERS)

.venv/ready: requirements.txt
	@$(PYTHON) -c "import sys; sys.exit('This course needs Python 3.10 or newer; this is %d.%d. Try: make $(MAKECMDGOALS) PYTHON=python3.12' % sys.version_info[:2] if sys.version_info < (3, 10) else 0)"
	@echo "Setting up .venv: a few minutes and up to 6 GB, once."
	@$(PYTHON) -m venv .venv
	@$(IN_VENV) pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/book-ready: .venv/ready tools/book/requirements.txt
	@$(IN_VENV) pip install --quiet --disable-pip-version-check -r tools/book/requirements.txt
	@touch $@

clean:
	@$(PYTHON) tools/clean.py
