export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Probabilities close to 0 are told apart on a logarithmic axis only. */
  readonly scale: "linear" | "log";
  readonly ticks: readonly number[];
}

/** From 0 to 1, as probabilities and rates are. */
export const unitAxis: Axis = { from: 0, to: 1, scale: "linear", ticks: [0, 0.25, 0.5, 0.75, 1] };

/** Round numbers from `from` to `to`, about `count` of them. */
export function niceTicks(from: number, to: number, count: number): readonly number[] {
  const rough = (to - from) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** 0 to 1 along an axis; beyond it where the value is. */
export function placeOn({ from, to, scale }: Axis, value: number): number {
  if (scale === "linear") return (value - from) / (to - from);
  return (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from));
}

export function valueAt({ from, to, scale }: Axis, place: number): number {
  return scale === "linear" ? from + place * (to - from) : from * (to / from) ** place;
}
