import { type ExceptionRow, nothing, row, shapeIn } from "./exception";

/** What operations on tensors say before there is a loss. */
export const tensorRows: readonly ExceptionRow[] = [
  row("catAxes", "shape", /Tensors must have same number of dimensions: got (\d{1,9}) and (\d{1,9})/, (m) => ({
    a: Number(m[1]),
    b: Number(m[2]),
  })),
  row(
    "catSizes",
    "shape",
    /Sizes of tensors must match except in dimension (\d{1,9})\.\s(?:Expected size|Got) (\d{1,9}) (?:but got size|and) (\d{1,9})/,
    (m) => ({ dim: Number(m[1]), wanted: Number(m[2]), given: Number(m[3]) }),
  ),
  row(
    "emptyList",
    "not-a-tensor",
    /expected a non-empty list of Tensors|stack expects a non-empty TensorList/,
    nothing,
  ),
  row(
    "listWanted",
    "not-a-tensor",
    /(cat|stack|concat|concatenate|vstack|hstack)\(\): argument 'tensors' \(position 1\) must be tuple of Tensors, not Tensor/,
    (m) => ({
      operation: m[1],
    }),
  ),
  row(
    "listElement",
    "not-a-tensor",
    /expected Tensor as element \d{1,9} in argument \d{1,9}, but got (\w{1,80})/,
    (m) => ({
      type: m[1],
    }),
  ),
  row(
    "expandSize",
    "shape",
    /The expanded size of the tensor \(\d{1,9}\) must match the existing size \(\d{1,9}\) at non-singleton dimension \d{1,9}\.\s+Target sizes: (\[[\d, ]{0,80}\])\.\s+Tensor sizes: (\[[\d, ]{0,80}\])/,
    (m) => ({ target: shapeIn(m[1]), own: shapeIn(m[2]) }),
  ),
  row(
    "expandAxes",
    "shape",
    /the number of sizes provided \(\d{1,9}\) must be greater or equal to the number of dimensions in the tensor|Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor/,
    nothing,
  ),
  row(
    "permuteAxes",
    "shape",
    /number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i\.e\. input\.dim\(\) = (\d{1,9}) is not equal to len\(dims\) = (\d{1,9})/,
    (m) => ({ axes: Number(m[1]), given: Number(m[2]) }),
  ),
  row(
    "batchProduct",
    "shape",
    /Expected size for first two dimensions of batch2 tensor to be: (\[[\d, ]{1,40}\]) but got: (\[[\d, ]{1,40}\])/,
    (m) => ({ wanted: shapeIn(m[1]), given: shapeIn(m[2]) }),
  ),
  row("batchProduct", "shape", /batch[12] must be a 3D tensor/, () => ({ wanted: undefined, given: [] })),
  row(
    "vectorLengths",
    "shape",
    /inconsistent tensor size, expected tensor \[(\d{1,9})\] and src \[(\d{1,9})\] to have the same number of elements/,
    (m) => ({
      a: Number(m[1]),
      b: Number(m[2]),
    }),
  ),
  row(
    "vectorLengths",
    "shape",
    /X1 and X2 must have the same number of columns\. X1: (\d{1,9}) X2: (\d{1,9})/,
    (m) => ({
      a: Number(m[1]),
      b: Number(m[2]),
    }),
  ),
  row(
    "tooManyIndices",
    "shape",
    /too many indices for tensor of dimension (\d{1,9})|too many indices for array: array is (\d{1,9})-dimensional/,
    (m) => ({
      axes: Number(m[1] ?? m[2]),
    }),
  ),
  row(
    "maskShape",
    "shape",
    /The shape of the mask (\[[\d, ]{0,80}\]) at index \d{1,9} does not match the shape of the indexed tensor (\[[\d, ]{0,80}\]) at index \d{1,9}/,
    (m) => ({ mask: shapeIn(m[1]), shape: shapeIn(m[2]) }),
  ),
  row("topK", "out-of-range", /selected index k out of range|k not in range for dimension/, nothing),
  row(
    "inPlaceShape",
    "shape",
    /output with shape (\[[\d, ]{0,80}\]) doesn't match the broadcast shape (\[[\d, ]{0,80}\])/,
    (m, { loss }) => (loss === undefined ? { own: shapeIn(m[1]), spread: shapeIn(m[2]) } : undefined),
  ),
  row(
    "noMethod",
    "not-a-tensor",
    /'(Tensor|numpy\.ndarray|float|list|tuple|dict|str|BatchEncoding|\w{0,40}Output)' object has no attribute '(\w{1,40})'/,
    (m) => {
      const instead = methods[m[1]]?.[m[2]];
      return instead === undefined ? undefined : { type: m[1], name: m[2], instead };
    },
  ),
  row(
    "valueFormat",
    "not-a-tensor",
    /unsupported format string passed to (Tensor|numpy\.ndarray|list|tuple)\.__format__/,
    (m) => ({
      type: m[1],
    }),
  ),
  row("fromNumpy", "not-a-tensor", /expected np\.ndarray \(got (\w{1,80})\)/, (m) => ({ found: m[1] })),
  row(
    "negativeStride",
    "not-a-tensor",
    /one stride in the given numpy array is negative|some of the strides of a given numpy array are negative/,
    nothing,
  ),
  row(
    "scatterDType",
    "dtype",
    /scatter\w{0,8}\(\): Expected self\.dtype to be equal to src\.dtype|Index put requires the source and destination dtypes match/,
    nothing,
  ),
];

/** What the other library calls it. */
const methods: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Tensor: {
    ...{ astype: ".to(dtype)", copy: ".clone()", append: "torch.cat([x, y])", tolist: ".tolist()" },
    ...{ concatenate: "torch.cat([x, y])", asnumpy: ".numpy()" },
  },
  "numpy.ndarray": {
    ...{
      unsqueeze: "x[None] or np.expand_dims(x, axis)",
      permute: "x.transpose(…)",
      to: "torch.from_numpy(x).to(device)",
    },
    ...{ cuda: "torch.from_numpy(x).cuda()" },
  },
  float: { item: "x itself", cpu: "x itself", detach: "x itself" },
  list: { to: "[x.to(device) for x in batch]", cuda: "[x.cuda() for x in batch]" },
  tuple: { to: "[x.to(device) for x in batch]", cuda: "[x.cuda() for x in batch]" },
  dict: { to: "{k: v.to(device) for k, v in batch.items()}", cuda: "{k: v.cuda() for k, v in batch.items()}" },
  str: { to: "batch[key].to(device)", cuda: "batch[key].cuda()" },
};
