# The words of README and CI. Every target does its own set-up; nothing is rebuilt that has not changed.

CARGO ?= cargo
UI := ui
export PATH := $(HOME)/.cargo/bin:$(PATH)
UI_SOURCES := $(shell find $(UI)/src $(UI)/public $(UI)/index.html $(UI)/vite.config.ts $(UI)/svelte.config.js $(UI)/tsconfig.json -type f 2>/dev/null)
NEXTEST := $(shell $(CARGO) nextest --version >/dev/null 2>&1 && echo yes)

.PHONY: run dev test check fix bench audit bundle bindings rust-test test-generators ui-test e2e readers kills fuzz torture setup

# Not among the UI's packages: not every platform's build of it is on every registry, and npm ci
# then refuses the whole lock file. Only `dev` and `bundle` need it.
TAURI := target/tauri-cli/node_modules/.bin/tauri

## Build a release and open the sample blog, or `make run BLOG=folder`.
BLOG ?= posts
run: setup $(UI)/dist/.built
	$(CARGO) build --release --quiet --bin galley
	target/release/galley $(BLOG)

## The app with hot reload of the UI.
dev: setup $(TAURI)
	$(TAURI) dev --config '{"build":{"beforeDevCommand":"npm --prefix ui run dev","devUrl":"http://127.0.0.1:1420"}}' -- -- $(abspath $(BLOG))

## Everything: format, lint, types, and all tests, the real window included.
test: check rust-test test-generators ui-test e2e
	@echo "make test: all parts passed"

check: setup $(UI)/dist/.built
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings
	cd $(UI) && npm run --silent format:check && npm run --silent lint && npm run --silent check

fix: setup $(UI)/dist/.built
	$(CARGO) fmt --all
	$(CARGO) clippy --workspace --all-targets --fix --allow-dirty --allow-staged --quiet
	cd $(UI) && npm run --silent lint -- --fix && npm run --silent format

rust-test: setup $(UI)/dist/.built
ifeq ($(NEXTEST),yes)
	$(CARGO) nextest run --workspace -E 'not binary(e2e) and not binary(generators)'
	$(CARGO) test --workspace --doc --quiet
else
	$(CARGO) test --workspace --lib --bins --test '*' -- --skip journey
	$(CARGO) test --workspace --doc --quiet
endif

## What Galley says of a site, against what the real generators build of it.
test-generators: setup $(UI)/dist/.built
	@tests/generators/setup.sh
	$(CARGO) test -p galley-core --test generators

ui-test: $(UI)/node_modules/.installed
	cd $(UI) && npm run --silent test

# One journey at a time: each has a display, a session bus and a home of its own, but two cores are
# few for several web views. A journey's screenshot is in tests/shots when it failed.
e2e: setup $(UI)/dist/.built
	$(CARGO) test --test e2e -- --test-threads 1

## What an issue gives a figure for, in a release build; and the share of blocks of real posts that are
## as the real generators build them.
bench: setup $(UI)/dist/.built
	@tests/setup.sh bench
	@tests/generators/setup.sh
	$(CARGO) test --quiet -p galley-core --test generators markdown -- --nocapture --test-threads 1
	$(CARGO) bench --quiet -p galley-core --bench front_matter
	$(CARGO) bench --quiet -p galley-core --bench list
	$(CARGO) bench --quiet -p galley-core --bench search
	$(CARGO) bench --quiet -p galley-core --bench history
	$(CARGO) bench --quiet -p galley-core --bench journal
	$(CARGO) bench --quiet --bench window

# By hand: every post of DIR is edited in a copy, and read back by the readers of Python, JavaScript,
# Hexo and, where a Go toolchain with yaml.v3 is installed, Go.
READERS := target/readers
readers: setup $(READERS)/.installed
	$(CARGO) build --release --quiet -p galley-cli
	READERS=$(abspath $(READERS)) $(READERS)/venv/bin/python tests/readers/check.py target/release/galley-cli $(DIR)

$(READERS)/.installed: tests/readers/goyaml.go
	python3 -m venv $(READERS)/venv
	$(READERS)/venv/bin/pip install --quiet pyyaml==6.0.3 ruamel.yaml==0.18.6
	npm install --no-audit --no-fund --no-save --loglevel error --prefix $(READERS) js-yaml@4.1.0 hexo-front-matter@4.2.1
	GO111MODULE=off GOPATH=/usr/share/gocode go build -o $(READERS)/goyaml $< || echo "readers: without Go's"
	touch $@

# By hand, about ten minutes: a process that applies plans of changes is killed KILLS times.
kills:
	GALLEY_KILLS=$(or $(KILLS),500) $(CARGO) test -p galley-core --test changes kill:: -- --nocapture

## Kills, runs with power cuts, rounds of failing disks, and kills of the real window; a short form
## of it is in `make test`.
torture: setup $(UI)/dist/.built
	KILLS=$(or $(KILLS),2000) CUTS=$(or $(CUTS),200) FAULTS=$(or $(FAULTS),20) \
	  $(CARGO) test -p galley-core --test torture -- --nocapture --test-threads 2
	WINDOW_KILLS=$(or $(WINDOW_KILLS),50) $(CARGO) test --test e2e the_window_may_be_killed -- --nocapture

# By hand: SECONDS of random bytes against the front matter, on the stable toolchain. LLVM's block
# placement takes long over libFuzzer's counters, and over the whole of the core in one piece.
SECONDS ?= 3600
fuzz: setup
	@$(CARGO) fuzz --version >/dev/null 2>&1 || $(CARGO) install cargo-fuzz --version 0.13.2 --locked
	mkdir -p fuzz/corpus/front_matter
	RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cllvm-args=-disable-block-placement -Ccodegen-units=16" $(CARGO) fuzz run --target-dir target/fuzz front_matter fuzz/corpus/front_matter fuzz/seeds/front_matter -- \
	  -max_total_time=$(SECONDS) -max_len=2048 -timeout=5 -dict=fuzz/front_matter.dict

## Licences, bans and sources of everything that is shipped; unused dependencies.
audit: setup
	@$(CARGO) deny --version >/dev/null 2>&1 || $(CARGO) install cargo-deny --version 0.20.2 --locked
	@$(CARGO) machete --version >/dev/null 2>&1 || $(CARGO) install cargo-machete --version 0.9.2 --locked
	$(CARGO) deny check bans licenses sources
	$(CARGO) machete
	node tests/npm_licences.mjs

## A .deb in target/release/bundle/deb.
bundle: setup $(UI)/dist/.built $(TAURI)
	$(TAURI) build --bundles deb

## Write ui/src/ipc/bindings.ts anew from the Rust commands.
bindings: setup $(UI)/dist/.built
	UPDATE_BINDINGS=1 $(CARGO) test --quiet --bin galley bindings

$(TAURI):
	npm install --no-audit --no-fund --no-save --loglevel error --prefix target/tauri-cli @tauri-apps/cli@2.12.5

setup: $(UI)/node_modules/.installed
	@tests/setup.sh

$(UI)/node_modules/.installed: $(UI)/package.json $(UI)/package-lock.json
	cd $(UI) && npm ci --no-audit --no-fund --loglevel error
	@touch $@

$(UI)/dist/.built: $(UI)/node_modules/.installed $(UI_SOURCES)
	cd $(UI) && npm run --silent build -- --logLevel warn
	@touch $@
