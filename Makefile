# make lab        open the lessons in JupyterLab
# make test       run every notebook and every test
# make notebooks  rebuild the exercise templates and run all notebooks again (for maintainers)
# make audit      run the lessons with other seeds and threads, and the checks on spoilt solutions: an hour (likewise)
# make clean      delete the environment, the unpacked data and caches
#
# The first of them to run makes the environment .venv; another Python: make lab PYTHON=python3.12

PYTHON ?= python3
IN_VENV = .venv/bin/python -m

.PHONY: lab test notebooks audit clean
.DEFAULT_GOAL = lab

lab: .venv/ready
	$(IN_VENV) jupyter lab --LabApp.default_url=/lab/tree/notebooks $(LAB_OPTIONS)

test: .venv/ready
	$(IN_VENV) pytest $(TEST_OPTIONS)

notebooks: .venv/ready
	.venv/bin/python tools/make_notebooks.py $(CHAPTERS)

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

clean:
	rm -rf .venv .pytest_cache .ruff_cache
	find . -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf
	find data/MNIST/raw -type f ! -name '*.gz' -delete
