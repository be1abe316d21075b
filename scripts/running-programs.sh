#!/usr/bin/env bash
# Installs what the tests of running programs ask: a kernel, a debugger, PyTorch. Into .venv, which it makes where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .venv/bin/python3 ] || python3 -m venv .venv
.venv/bin/python3 -c "import torch, numpy, ipykernel, jupyter_client, debugpy, dask" 2>/dev/null ||
  .venv/bin/python3 -m pip install --quiet torch==2.13.0 numpy ipykernel jupyter_client debugpy dask
