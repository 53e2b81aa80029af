# make run and make test are all a newcomer needs; make check is what developers run all day.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test check fix testkit lock wheel bench clean

run: $(READY)
	$(BIN)/python app.py --samples

test: $(READY) testkit
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One virtual environment with exactly the versions of the lock file (hashes checked).
$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { \
	  echo "需要 python3-venv：正在用 apt-get 安装"; rm -rf .venv; \
	  (apt-get update && apt-get install -y python3-venv) >/dev/null && $(PYTHON) -m venv .venv; } || { \
	  echo "建不了虚拟环境：请先安装 python3-venv（sudo apt-get install python3-venv），再运行一次。"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv pip install --python $(BIN)/python --quiet --require-hashes -r requirements.lock
	$(BIN)/uv pip install --python $(BIN)/python --quiet --no-deps --editable .
	@touch $(READY)

# Some tests need Debian's Chromium (the page), LibreOffice (.doc, .wps), PostgreSQL (the store) and a Chinese font (made PDFs, scans);
# without them those tests are skipped and say so.
testkit:
	@command -v chromium >/dev/null && command -v soffice >/dev/null && test -d /usr/share/fonts/opentype/noto && test -d /usr/lib/postgresql || { \
	  echo "安装测试用的 Chromium、LibreOffice、PostgreSQL 和中文字体 …"; \
	  (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
	    chromium fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui postgresql) >/dev/null 2>&1 \
	  || echo "没有装全（需要root和软件源）：相应的测试将跳过。可安装 chromium、libreoffice-writer、libreoffice-calc、postgresql、fonts-noto-cjk 后重试。"; }

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.lock

wheel: $(READY)
	$(BIN)/uv build --wheel --quiet

bench: $(READY)
	$(BIN)/python -m eval bench

clean:
	rm -rf .venv dist build .pytest_cache .ruff_cache .hypothesis
