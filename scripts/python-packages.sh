#!/usr/bin/env bash
# Installs what the judges and the tests of running programs ask: PyTorch, a kernel, a debugger, and the frameworks whose losses are
# compared. Into .venv, which it makes where there is none and this Python can; else into this Python. Does nothing where all is there.
set -uo pipefail
cd "$(dirname "$0")/.."
torch=2.13.0

[ -x .venv/bin/python3 ] || python3 -m venv .venv || rm -rf .venv
PATH="$PWD/.venv/bin:$PATH"

has() { python3 -c "from importlib.util import find_spec; import sys; sys.exit(not all(map(find_spec, sys.argv[1:])))" "$@"; }
has_torch() { python3 -c "from importlib.metadata import version; import sys; sys.exit(version('torch').split('+')[0] != '$torch')" 2>/dev/null; }

if ! has_torch || ! has numpy pytest sklearn scipy safetensors ipykernel jupyter_client debugpy dask; then
  echo "Installing torch $torch …"
  python3 -m pip install --quiet "torch==$torch" numpy pytest scikit-learn scipy safetensors ipykernel jupyter_client debugpy dask || exit 1
fi

# Small beside torch. TensorFlow, as large as all else together, stays with the values that are kept of it.
has jax optax keras || python3 -m pip install --quiet "jax[cpu]" optax keras || echo "JAX, optax and Keras are not installed: their values are those that are kept."
has lightgbm xgboost || python3 -m pip install --quiet lightgbm xgboost-cpu || echo "The boosters are not installed: their values are those that are kept."
has pandas polars || python3 -m pip install --quiet pandas polars || echo "pandas and polars are not installed: their arrays are left out."
