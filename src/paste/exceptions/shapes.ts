import { type ExceptionRow, nothing, row, shapeIn } from "./exception";

const sizes = "(?:torch\\.Size\\()?([\\[(][\\d, ]*[\\])])\\)?";

/** Arrays of a shape that the loss does not take. */
export const shapeRows: readonly ExceptionRow[] = [
  row("multiTarget", "shape", /0D or 1D target tensor expected/, nothing),
  row("multiTarget", "shape", /1D target tensor expected, multi-target not supported/, nothing, "1.13"),
  row("multiTarget", "shape", /multi-target not supported/, nothing, "1.7"),
  row("batchSizes", "shape", /Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)/, (m) => ({
    input: Number(m[1]),
    target: Number(m[2]),
  })),
  row("batchSizes", "shape", /size mismatch \(got input: \[(\d+)(?:, \d+)?\] ?, target: \[(\d+)\]/, (m) => ({
    input: Number(m[1]),
    target: Number(m[2]),
  })),
  row(
    "spatialTargets",
    "shape",
    /only batches of spatial targets supported \((?:3D tensors|non-empty 3D tensors)?\)? ?but got targets of dimension: (\d)/,
    (m) => ({
      dimension: Number(m[1]),
    }),
  ),
  row(
    "spatialTargets",
    "shape",
    /only batches of spatial targets supported \([^)]*\) but got targets of size: : ?(\[[\d, ]*\])/,
    (m) => ({
      dimension: shapeIn(m[1]).length,
    }),
  ),
  row("spatialSizes", "shape", /size mismatch \(got input: (\[[\d, ]*\]) ?, target: (\[[\d, ]*\])/, spatial),
  row(
    "spatialSizes",
    "shape",
    new RegExp(`input and target batch or spatial sizes don't match: target ${sizes}, input ${sizes}`),
    (m) => ({
      input: shapeIn(m[2]),
      target: shapeIn(m[1]),
    }),
  ),
  row("classAxis", "wrong-class-axis", new RegExp(`Expected target size ${sizes}, got ${sizes}`), (m) => {
    const [expected, got] = [shapeIn(m[1]), shapeIn(m[2])];
    return expected.length === got.length && expected[0] === got[0] ? { expected, got } : undefined;
  }),
  row("targetSize", "shape", new RegExp(`Expected target size ${sizes}, got ${sizes}`), (m) => ({
    expected: shapeIn(m[1]),
    got: shapeIn(m[2]),
  })),
  row(
    "targetSize",
    "shape",
    /inconsistent size (\[[\d, ]*\]) for argument #2|inconsistent target size, got: (\[[\d, ]*\])/,
    (m) => ({
      expected: [],
      got: shapeIn(m[1] ?? m[2]),
    }),
    "2.0",
  ),
  row("targetSize", "shape", /inconsistent target size: (\[[\d, ]*\])(?: for input of size: (\[[\d, ]*\]))?/, (m) => ({
    expected: shapeIn(m[2] ?? ""),
    got: shapeIn(m[1]),
  })),
  row(
    "targetSize",
    "shape",
    /inconsistent target size, expected (\d+) but got (\[[\d, ]*\])/,
    (m) => ({
      expected: shapeIn(m[1]),
      got: shapeIn(m[2]),
    }),
    "2.10",
  ),
  row("targetSize", "shape", /Expected target size (\[[\d, ]*\]), but got (\[[\d, ]*\])/, (m) => ({
    expected: shapeIn(m[1]),
    got: shapeIn(m[2]),
  })),
  row(
    "weightLength",
    "weight-shape",
    /weight tensor should be defined either for all ?(?:(\d+) classes )?(?:classes )?or no classes(?: but got weight tensor of shape: (\[[\d, ]*\]))?/,
    (m) => ({
      classes: Number(m[1] ?? 0),
      shape: shapeIn(m[2] ?? ""),
    }),
  ),
  row("weightLength", "weight-shape", /inconsistent weight size, expected (\d+) but got (\[[\d, ]*\])/, (m) => ({
    classes: Number(m[1]),
    shape: shapeIn(m[2]),
  })),
  row("batchRows", "shape", /Input and target should have the same size in the batch dimension/, nothing),
  row("scalarInput", "shape", /Expected 1 or more dimensions \(got 0\)/, (_, { loss }) =>
    loss === undefined ? undefined : {},
  ),
  row(
    "marginAxes",
    "shape",
    /Expected non-empty vector or matrix with optional 0-dim batch size, but got: (\[[\d, ]*\])/,
    (m) => ({
      shape: shapeIn(m[1]),
    }),
  ),
  row(
    "indexShapes",
    "shape",
    /indexing (?:tensors|arrays) could not be broadcast together with shapes [[(](\d+),?[\])],? [[(](\d+),?[\])]/,
    (m) => ({ rows: m[1], labels: m[2] }),
  ),
  row(
    "spread",
    "broadcast",
    new RegExp(
      `Using a target size \\(${sizes}\\) that is different to the input size \\(${sizes}\\)\\. This will likely`,
    ),
    sameSize,
  ),
  row(
    "sameSize",
    "shape",
    new RegExp(`Using a target size \\(${sizes}\\) that is different to the input size \\(${sizes}\\)`),
    sameSize,
  ),
  row(
    "sameSize",
    "shape",
    new RegExp(`Target size \\(${sizes}\\) must be (?:the )?same as input size \\(${sizes}\\)`),
    sameSize,
  ),
  row(
    "sizesAtAxis",
    "shape",
    /The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)/,
    (m) => ({
      a: Number(m[1]),
      b: Number(m[2]),
      dim: Number(m[3]),
    }),
  ),
  row("weightLength", "weight-shape", /Attempting to broadcast a dimension of length (\d+) at -?\d+!/, (m) => ({
    classes: 0,
    shape: [Number(m[1])],
  })),
  row(
    "matrixShapes",
    "shape",
    /(?:mat1 and mat2 shapes cannot be multiplied \(|size mismatch, m1: \[)(\d+) ?x ?(\d+)(?: and |\], m2: \[)(\d+) ?x ?(\d+)/,
    (m, { innermost }) => ({
      isProduct: /@|\bmatmul\(|\bmm\(/.test(innermost?.code ?? ""),
      rows: Number(m[1]),
      given: Number(m[2]),
      wanted: Number(m[3]),
      outputs: Number(m[4]),
    }),
  ),
  row(
    "noSuchAxis",
    "shape",
    /Dimension out of range \(expected to be in range of \[-(\d+), \d+\], but got (-?\d+)\)/,
    (m) => ({
      axes: Number(m[1]),
      given: Number(m[2]),
    }),
  ),
  row("labelAxes", "shape", /indices and arr must have the same number of dimensions; (\d+) vs\. (\d+)/, (m) => ({
    indices: Number(m[1]),
    array: Number(m[2]),
  })),
  row("lostClassAxis", "shape", /For 1D input, 1D target must have size 1, but got target size: (\d+)/, (m) => ({
    labels: Number(m[1]),
  })),
  row(
    "vectorPairs",
    "shape",
    /1D target tensor expects 2D input tensors, but found inputs with sizes (\[[\d, ]*\])/,
    (m) => ({
      shape: shapeIn(m[1]),
    }),
  ),
  row(
    "pairAxes",
    "shape",
    new RegExp(
      `All input tensors should have same dimension but got sizes: input1: ${sizes}, input2: ${sizes}, target: ${sizes}`,
    ),
    (m) => ({ shapes: [shapeIn(m[1]), shapeIn(m[2]), shapeIn(m[3])] }),
  ),
  row(
    "tripletAxes",
    "shape",
    /expected to have the same number of dimensions, but got: anchor (\d)D, positive (\d)D, and negative (\d)D/,
    (m) => ({ axes: [Number(m[1]), Number(m[2]), Number(m[3])] }),
  ),
  row(
    "outputShape",
    "shape",
    /output with shape (\[[\d, ]*\]) doesn't match the broadcast shape (\[[\d, ]*\])/,
    (m, { loss }) => (loss === undefined ? undefined : { own: shapeIn(m[1]), spread: shapeIn(m[2]) }),
  ),
  row("indexAxes", "shape", /Index tensor must have the same number of dimensions as (?:self|input) tensor/, nothing),
  row(
    "ragged",
    "shape",
    /expected sequence of length (\d+) at dim (\d+) \(got (\d+)\)|setting an array element with a sequence|stack expects each tensor to be equal size|Trying to resize storage that is not resizable|all input arrays must have the same shape|each element in list of batch should be of equal size/,
    nothing,
  ),
  row("strings", "dtype", /too many dimensions 'str'|Invalid dtype: str\d*/, nothing),
  row("objects", "dtype", /can't convert np\.ndarray of type numpy\.object_/, nothing),
];

function spatial(m: RegExpExecArray) {
  return { input: shapeIn(m[1]), target: shapeIn(m[2]) };
}

function sameSize(m: RegExpExecArray) {
  return { input: shapeIn(m[2]), target: shapeIn(m[1]) };
}
