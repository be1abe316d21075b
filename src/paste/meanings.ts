/** What a loss stands for that is no accident: a number that a guess gives, the lowest that a double softmax can reach, a clamp. */
export type LossMeaning =
  | { readonly kind: "chance"; readonly classes: number; readonly value: number }
  | { readonly kind: "floor"; readonly classes: number; readonly value: number }
  | { readonly kind: "clamp"; readonly by: ClampedBy; readonly value: number };

/** Who cuts a logarithm off where. */
export type ClampedBy =
  | "BCELoss"
  | "Caffe"
  | "1e-6"
  | "1e-7"
  | "1e-7 + 1e-7"
  | "2 ** -23 + 1e-7"
  | "1e-8"
  | "1e-10"
  | "1e-12"
  | "1e-15"
  | "float32"
  | "float64";

/** The loss of a guess among so many classes. */
export function chanceOf(classes: number): number {
  return Math.log(classes);
}

/** The least that a cross-entropy of probabilities can be: one is 1, the others are 0, and a softmax is taken of that. */
export function floorOf(classes: number): number {
  return Math.log(Math.E + classes - 1) - 1;
}

/** Numbers of classes that people have: vocabularies, ImageNet, COCO. */
const common = [
  ...Array.from({ length: 25 }, (_, index) => index + 2),
  ...[
    27, 28, 29, 30, 32, 36, 37, 40, 43, 47, 50, 60, 62, 64, 80, 81, 90, 91, 100, 101, 102, 120, 128, 150, 196, 200, 256,
    257, 365, 400, 512,
  ],
  ...[
    1000, 1001, 1024, 2048, 4096, 8192, 10000, 10575, 21841, 21843, 28996, 30000, 30522, 32000, 50000, 50257, 50265,
    65536, 119547, 128256, 151936, 250002,
  ],
];

const clamps: readonly { readonly by: ClampedBy; readonly value: number }[] = [
  { by: "BCELoss", value: 100 },
  { by: "Caffe", value: 87.3365 },
  { by: "float32", value: -Math.log(2 ** -23) },
  { by: "1e-6", value: -Math.log(1e-6) },
  { by: "1e-7", value: -Math.log(1e-7) },
  // Keras 2 adds the epsilon to what it has clipped by it.
  { by: "1e-7 + 1e-7", value: -Math.log(2e-7) },
  { by: "2 ** -23 + 1e-7", value: -Math.log(2 ** -23 + 1e-7) },
  { by: "1e-8", value: -Math.log(1e-8) },
  { by: "1e-10", value: -Math.log(1e-10) },
  { by: "1e-12", value: -Math.log(1e-12) },
  { by: "1e-15", value: -Math.log(1e-15) },
  { by: "float64", value: -Math.log(2 ** -52) },
];

/** A number with the room around it: half a unit of its last digit, or what a series varies by. */
export interface Around {
  readonly value: number;
  readonly below: number;
  readonly above: number;
}

/**
 * What a number may mean, likeliest first; several where several are as likely. `classes`: how many there are, where the text says so, and
 * then no other number counts.
 */
export function meaningsOf(
  { value, below, above }: Around,
  classes: number | undefined,
  digits = 0,
): readonly LossMeaning[] {
  if (!(value > 0.25) || value > 110) return [];
  const fits = (exact: number) => exact >= value - below && exact <= value + above;
  const counts = classes === undefined ? [...common, ...onlyCount({ value, below, above }, digits)] : [classes];
  const nearest = (of: (count: number) => number) =>
    counts
      .filter((count) => fits(of(count)))
      .sort((a, b) => rank(a) - rank(b) || Math.abs(of(a) - value) - Math.abs(of(b) - value));
  const clamped = clamps.filter((each) => fits(each.value)).map((each): LossMeaning => ({ kind: "clamp", ...each }));
  const chance = nearest(chanceOf).map(
    (count): LossMeaning => ({ kind: "chance", classes: count, value: chanceOf(count) }),
  );
  const floor = nearest(floorOf).map(
    (count): LossMeaning => ({ kind: "floor", classes: count, value: floorOf(count) }),
  );
  return [...clamped, ...chance.slice(0, 1), ...floor.slice(0, 1)];
}

/** The one number of classes whose logarithm has these digits, where there is but one: of a batch, of pairs of a batch. */
function onlyCount({ value }: Around, digits: number): readonly number[] {
  const count = Math.round(Math.exp(value));
  const isOnly = Math.exp(value + 2 * digits) - Math.exp(value - 2 * digits) < 1;
  return digits > 0 && isOnly && Math.abs(Math.log(count) - value) <= digits && !common.includes(count) ? [count] : [];
}

/** Round numbers, and small ones, are what people have. */
function rank(classes: number): number {
  if (classes <= 10 || [100, 1000, 10000, 50257, 30522, 32000].includes(classes)) return 0;
  return classes <= 20 ? 1 : 2;
}
