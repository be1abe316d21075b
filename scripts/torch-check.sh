#!/usr/bin/env bash
# Compares with a real PyTorch: the golden files, every snippet that is offered, the programs that the last test:workbench copied from
# the panel, programs around losses as they are read, the words of exceptions in pastes, files as their writers write them, the array
# literals of installed packages, broken ones by the thousands, and some seconds of random calls. Installs that PyTorch where it is missing.
# FUZZ_SECONDS and FUZZ_SEED make the random part a longer or another one, COUNT and SEED the random programs. Leaves
# its counts in out/results/torch.json.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0

kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT

# Runs a check, keeps what it says, and tells it once it has ended, with the seconds that it took.
keep() {
  local name=$1 start=$SECONDS
  shift
  "$@" >"$kept/$name" 2>&1
  echo $? >"$kept/$name.status"
  printf '%s\n' "== $* ($((SECONDS - start)) s)"$'\n'"$(tail -n 40 "$kept/$name")"
}

# One check more than there are processors at once: while one waits for its Python, the others go on.
jobs=$(($(nproc) + 1))
names=()
check() {
  local name=${#names[@]}
  names+=("$name")
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
  keep "$name" "$@" &
}

# Adds up what the line of the form 'N passed, N failed' of a kept check says, or 'N of N … agree', or else how it ended.
count() {
  local output status
  output=$(<"$kept/$1")
  status=$(<"$kept/$1.status")
  if [[ $output =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
    [ "$status" -eq 0 ] || [ "${BASH_REMATCH[2]}" -gt 0 ] || failed=$((failed + 1))
  elif [[ $output =~ ([0-9]+)\ of\ ([0-9]+)\ golden\ files\ agree ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2] - BASH_REMATCH[1]))
  elif [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
}

same_programs() { npx tsx test/frameworks/programs.ts | python3 test/frameworks/run_programs.py --check; }
# XGBoost's and LightGBM's own metrics on random margins, where they are installed.
boosters() { npx tsx test/frameworks/programs.ts --random 60 "${FUZZ_SEED:-1}" | python3 test/frameworks/run_programs.py --check; }
# Array literals of the packages that are installed, as they are read and as Python evaluates them.
installed_literals() {
  python3 test/literals/harvest.py "${LITERALS:-800}" | npx tsx test/literals/answer.ts | python3 test/literals/judge.py
}
snippets() { npx tsx test/torch/snippets.ts | python3 test/torch/run_snippets.py; }

bash scripts/python-packages.sh || exit 1
export PATH="$PWD/.venv/bin:$PATH"

# What is random and long comes first, so that nothing long is left alone at the end.
check npx tsx test/python/programs.ts
check npx tsx test/literals/mutations.ts
# Readers and writers: none throws, and CPython parses what is written. An hour of it: npm run test:fuzz.
check env FUZZ_SECONDS="${TEXT_FUZZ_SECONDS:-30}" FUZZ_SEED="${FUZZ_SEED:-1}" npx tsx test/fuzz/run.ts
check npx tsx test/golden/fuzz.ts "${FUZZ_SECONDS:-40}" "${FUZZ_SEED:-1}" "${FUZZ_CASES:-15000}"
check installed_literals
check python3 test/golden/compute.py --check
check python3 test/golden/literals.py --check
# Of Keras, TensorFlow and optax what is installed; their truths are in the golden files, with the version.
check python3 test/frameworks/compute.py --check
check same_programs
check boosters
check snippets
check npx tsx test/torch/verify.ts
if [ -d out/copied ]; then
  check python3 scripts/run-copied.py
else
  echo "== skipped: no programs were copied (npm run test:workbench -- --person leaves them in out/copied)"
  [ -z "${LOSS_LENS_SKIPS_FAIL:-}" ] || failed=$((failed + 1))
fi
check python3 test/python/forms/truth.py --check
check npx tsx test/python/forms/run.ts
check python3 test/python/training/truth.py
check npx tsx test/python/training/run.ts
check npx tsx test/python/ast.ts
check npx tsx test/python/operations.ts
check npx tsx test/python/losses.ts
check npx tsx test/python/lossLayers.ts
check npx tsx test/python/answers.ts
check python3 test/paste/truth.py --check
check npx tsx test/paste/run.ts
check python3 test/docs/which_loss.py
check npx tsx test/sources/run.ts
check npx tsx test/sources/loading.ts
# Arrays of a real kernel, by every library that is installed: TensorFlow is not installed for it.
check npx tsx test/live/run.ts
wait
for name in "${names[@]}"; do count "$name"; done

mkdir -p out/results
echo "{\"passed\":$passed,\"failed\":$failed}" >out/results/torch.json
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
