#!/usr/bin/env bash
# Takes the pictures of README.md and docs/gallery.md anew, in a real VS Code on the samples, and into screenshots/ every state of the panel in
# VS Code's four own themes. With --readme only the pictures of README.md, with --gallery only those of the gallery.
set -euo pipefail
cd "$(dirname "$0")/.."
[[ "${1-}" == --built || "${2-}" == --built ]] || npm run --silent build
look() { npx tsx test/workbench/look.ts --wait 1500 "$@"; }
preview() { npx tsx test/workbench/panel-preview/preview.ts "$@"; }
evaluated=(--cursor '0.15, 0.80' --command 'Loss Lens: Evaluate Loss of Selection' --wait 1500)

readme() {
  look --file lesson.py --size 1500x1000 "${evaluated[@]}" --out media/screenshots/panel-dark.png
  look --file lesson.py --size 1300x900 --hover '0.15, 0.80' --out media/screenshots/hover-dark.png
}

gallery() {
  look --folder docs/gallery --file train.py --size 1300x640 --wait 2500 --hover 'cross_entropy(probs' --wait 800 \
    --out docs/gallery/call.png --press Escape --command 'Problems: Focus on Problems View' --wait 1500 --out docs/gallery/problems.png
  preview --theme dark --width 900 --out docs/gallery --case raising,seen,multilabel,misfit
}

case "${1-}" in
  --readme) readme && exit ;;
  --gallery) gallery && exit ;;
esac
readme
gallery
for theme in dark light highContrastDark highContrastLight; do
  look --file lesson.py --theme "$theme" --size 1700x1500 "${evaluated[@]}" --out "screenshots/workbench-$theme.png" \
    --hover '0.15, 0.80' --wait 500 --out "screenshots/workbench-hover-$theme.png"
done
preview
preview --width 1400 --case probabilities,thousand,nDimensional
preview --width 320 --case probabilities,thousand,longNames,whatIf
for chart in 'loss per sample' values reliability; do
  preview --chart "$chart" --out "screenshots/panel/$chart" --case one,probabilities,infinite,equal,multilabel,thousand
done
