#!/usr/bin/env bash
# Takes the README's pictures anew, in a real VS Code on the samples, and into screenshots/ every state of the panel in VS Code's four
# own themes. With --readme only the former.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent build
look() { npx tsx test/workbench/look.ts --file lesson.py --wait 1500 "$@"; }
evaluated=(--cursor '0.15, 0.80' --command 'Loss Lens: Evaluate Selection' --wait 1500)
look --size 1500x1000 "${evaluated[@]}" --out media/screenshots/panel-dark.png
look --size 1300x900 --hover '0.15, 0.80' --out media/screenshots/hover-dark.png
[[ "${1-}" == --readme ]] && exit

for theme in dark light highContrastDark highContrastLight; do
  look --theme "$theme" --size 1700x1500 "${evaluated[@]}" --out "screenshots/workbench-$theme.png" \
    --hover '0.15, 0.80' --wait 500 --out "screenshots/workbench-hover-$theme.png"
done
preview() { npx tsx test/workbench/panel-preview/preview.ts "$@"; }
preview
preview --width 1400 --case probabilities,thousand,nDimensional
preview --width 320 --case probabilities,thousand,longNames,whatIf
for chart in 'loss per sample' values reliability; do
  preview --chart "$chart" --out "screenshots/panel/$chart" --case one,probabilities,infinite,equal,multilabel,thousand
done
