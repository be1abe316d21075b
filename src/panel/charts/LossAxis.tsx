import * as l10n from "@vscode/l10n";
import { formatLoss, formatShort } from "../../render/numbers";
import { type Axis, placeOn } from "./curve";

interface LossAxisProps {
  readonly up: Axis;
  readonly width: number;
  readonly height: number;
}

/** The losses upwards. */
export function LossAxis({ up, width, height }: LossAxisProps) {
  const y = (loss: number) => (1 - placeOn(up, loss)) * height;
  return (
    <g class="axes">
      {up.ticks.map((tick) => (
        <g key={tick}>
          <line class="grid-line" x1="0" x2={width} y1={y(tick)} y2={y(tick)} />
          <text x="-8" y={y(tick) + 4} text-anchor="end">
            {formatShort(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Of a letter beside the line. */
const LETTER = 5.9;

/** What a guess without knowledge costs, above whatever is drawn. */
export function ChanceLine({ up, chance, width, height }: LossAxisProps & { readonly chance: number }) {
  const y = (1 - placeOn(up, chance)) * height;
  const words = l10n.t("chance {0}", formatLoss(chance));
  const room = words.length * LETTER + 8;
  return (
    <>
      <line class="chance-line" x1="0" x2={width} y1={y} y2={y} />
      <rect class="chance-back" x={width - room} width={room} y={y - 17} height="15" rx="2" />
      <text class="chance-text" x={width - 4} y={y - 5} text-anchor="end">
        {words}
      </text>
    </>
  );
}
