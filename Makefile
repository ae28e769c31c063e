# One door for the developer: what CI runs is `make check` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GOLD ?=
DATA ?=
POLNEAR ?=
CORPUS ?=
FOLDER ?=
INDEXED := $(wildcard $(addprefix src/reportedly/,$(addprefix lexicon/,places_overlay.tsv demonyms.tsv division_words.tsv shapes.tsv) gazetteer/form.py gazetteer/spelling.py))

.PHONY: run serve desk screenshots test check score bench-linking score-attribution score-events score-linking score-places score-times score-rules train train-places train-tagger sweep bench bench-ledger bench-api goldens readme clean

run: $(READY)  ## install into .venv, read the bundled story, and show what is disputed in it
	$(BIN)/reportedly read examples/panjshir/p*.json
	@folder=$$(mktemp -d) && trap 'rm -r "$$folder"' EXIT && \
	$(BIN)/reportedly add examples/panjshir/p*.json --ledger "$$folder/panjshir.ledger" && \
	printf '\nWhat is disputed in it:\n\n' && $(BIN)/reportedly disputes --ledger "$$folder/panjshir.ledger"

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest

desk:  ## build the page anew from desk/ into the package (wants Node; the built page is committed)
	cd desk && npm ci && npm run check && npm test && npm run build

serve: $(READY)  ## open the page over the bundled story (Ctrl-C ends it)
	$(BIN)/python desk/story.py out/story.ledger
	$(BIN)/reportedly serve --ledger out/story.ledger

screenshots: $(READY)  ## make the pictures of docs/desk.md anew (wants Chromium)
	$(BIN)/python -m pip install --quiet --editable '.[desk]'
	$(BIN)/python desk/screenshots.py

check: $(READY)  ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(READY)  ## score the reading of the reports in GOLD (else of the bundled ones) against their claims and floors
	$(BIN)/python evaluate/score.py $(GOLD)

score-attribution: $(READY)  ## who says what, measured on a CORPUS in PolNeAR's form
	$(if $(CORPUS),,$(error say which corpus to measure on: make score-attribution CORPUS=folder))
	$(BIN)/python evaluate/attribution.py $(CORPUS)

score-events: $(READY)  ## types, modes and sub-events of claims, measured on the corpora of others in FOLDER (one that is not there is skipped)
	$(if $(FOLDER),,$(error say which folder holds the corpora: make score-events FOLDER=folder))
	$(BIN)/python evaluate/plover.py $(FOLDER)/plover_gsr
	$(BIN)/python evaluate/case2021.py $(FOLDER)/case2021_task2
	$(BIN)/python evaluate/india.py $(FOLDER)/india_police_events --workers 2

score-places: $(READY)  ## place names found and resolved, measured on the corpora of others in FOLDER (one that is not there is skipped)
	$(if $(FOLDER),,$(error say which folder holds the corpora: make score-places FOLDER=folder))
	$(BIN)/python evaluate/places.py $(FOLDER)/lgl $(FOLDER)/geovirus

score-times: $(READY)  ## times found and resolved, measured on the corpora of others in FOLDER (one that is not there is skipped)
	$(if $(FOLDER),,$(error say which folder holds the corpora: make score-times FOLDER=folder))
	$(BIN)/python evaluate/times.py $(FOLDER)/timebank $(FOLDER)/aquaint

score-linking: $(READY)  ## which claims stand together as one event, measured on folders of claims made by hand (GOLD) and corpora of others in FOLDER
	$(if $(and $(GOLD),$(FOLDER)),,$(error say what to measure on: make score-linking GOLD="folder folder" FOLDER=folder))
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	for folder in $(GOLD); do $(BIN)/python evaluate/clusters.py given $$folder || exit 1; done
	$(BIN)/python evaluate/coreference.py ecbplus $(FOLDER)/ecbplus
	$(BIN)/python evaluate/coreference.py gvc $(FOLDER)/gvc

score-rules: $(READY)  ## what each rule of attribution is worth on the annotated reports in GOLD
	$(if $(GOLD),,$(error say which annotated reports to measure on: make score-rules GOLD=folder))
	$(BIN)/python evaluate/rules.py $(GOLD)

train-tagger: $(READY)  ## train tagger, judge and chooser anew: attributions in POLNEAR, annotated reports in DATA (docs/tagger.md)
	$(if $(and $(POLNEAR),$(DATA)),,$(error say what to learn from: make train-tagger POLNEAR=folder DATA="folder folder"; docs/tagger.md names the sets))
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	PYTHONPATH=evaluate $(BIN)/python train/tagger.py --polnear $(POLNEAR) --claims $(DATA) train/dispatches --fold 0/5
	PYTHONPATH=evaluate $(BIN)/python train/verdicts.py $(DATA) train/dispatches --without src/reportedly/weights/tagger/held.txt
	$(BIN)/python train/judge.py $(DATA) --without src/reportedly/weights/tagger/held.txt
	PYTHONPATH=evaluate $(BIN)/python train/chooser.py $(DATA) train/dispatches --without src/reportedly/weights/tagger/held.txt
	$(BIN)/python evaluate/attribution.py $(POLNEAR)/dev

train: $(READY)  ## fit the judge anew to the annotated reports in DATA (folders)
	$(if $(DATA),,$(error say which annotated reports to learn from: make train DATA="folder folder"; docs/judge.md names those of the shipped judge))
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python train/judge.py $(DATA)

train-places: $(READY)  ## fit the weights of what place names mean anew to the corpora in FOLDER, and print them
	$(if $(FOLDER),,$(error say which folder holds the corpora: make train-places FOLDER=folder))
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	PYTHONPATH=evaluate $(BIN)/python train/place_weights.py $(FOLDER)/lgl $(FOLDER)/geovirus

sweep: $(READY)  ## cross-validate the judge on the first folder in DATA with other thresholds
	$(if $(DATA),,$(error say which annotated reports to try them on: make sweep DATA="folder folder"))
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	PYTHONPATH=evaluate $(BIN)/python train/sweep.py $(DATA)

bench: $(READY)  ## what reading costs against a bare parse; what the index of place names weighs and costs
	$(BIN)/python bench/parse_ratio.py
	$(BIN)/python bench/gazetteer.py

bench-ledger: $(READY)  ## what a ledger costs: writing, disk, memory, kills; docs/ledger.md tells of the rest
	$(BIN)/python bench/ledger.py write
	$(BIN)/python bench/ledger.py disk
	$(BIN)/python bench/ledger.py memory
	$(BIN)/python bench/ledger.py kill

bench-api: $(READY)  ## what the API costs at 50 requests a second, while another process adds reports
	mkdir -p out && $(BIN)/python bench/api.py out/bench-api.ledger

bench-linking: $(READY)  ## what linking costs; docs/ledger.md tells of the rest
	$(BIN)/python bench/linking.py rate

goldens: $(READY)  ## write the expected readings of the bundled story anew, for review as a diff
	$(BIN)/python tests/regenerate_goldens.py

readme: $(READY)  ## rewrite the outputs that README.md shows, and the tables of docs/schemes.md
	$(BIN)/python docs/tables.py
	$(BIN)/python docs/outputs.py

$(READY): pyproject.toml hatch_build.py $(INDEXED)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:  ## remove the environment and all that was built
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench evaluate -name __pycache__ -type d -exec rm -rf {} +
	rm -f src/reportedly/gazetteer/names.sqlite
