#!/usr/bin/env bash
# Takes the README's pictures anew, in a real VS Code on the samples.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent build
look() { npx tsx test/workbench/look.ts --file lesson.py --wait 1500 "$@"; }
look --size 1500x1000 --cursor '0.15, 0.80' --command 'Loss Lens: Evaluate Selection' --wait 1500 --out media/screenshots/panel-dark.png
look --size 1300x900 --hover '0.15, 0.80' --out media/screenshots/hover-dark.png
