/** The operations that are tried: each with its arguments as tokens that the generator reads. */
interface Parameter {
  readonly token: string;
  readonly name: string | undefined;
  readonly optional: boolean;
}

interface Tried {
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

function read(line: string): readonly Tried[] {
  const [paths, rest] = line.split(":").map((part) => part.trim());
  const parameters = (rest ?? "t").split(",").map((part) => {
    const [left, right] = part.trim().replace(/\?$/, "").split("=");
    return { token: right ?? left, name: right === undefined ? undefined : left, optional: part.trim().endsWith("?") };
  });
  return paths
    .split(" ")
    .flatMap((path) => expanded(path))
    .map((path) => ({ path, parameters }));
}

/** `T.sum` is the function and the method of torch, `N.sum` of NumPy, `F.relu` of torch.nn.functional. */
function expanded(path: string): readonly string[] {
  const name = path.slice(path.indexOf(".") + 1);
  if (path.startsWith("T.")) return [`torch.${name}`, `torch.Tensor.${name}`];
  if (path.startsWith("M.")) return [`torch.Tensor.${name}`];
  if (path.startsWith("N.")) return [`numpy.${name}`, `numpy.ndarray.${name}`];
  if (path.startsWith("A.")) return [`numpy.ndarray.${name}`];
  return [path.replace(/^F\./, "torch.nn.functional.").replace(/^O\./, "operator.")];
}

export const operations: readonly Tried[] = `
O.add O.sub O.mul O.truediv O.floordiv O.mod: t, tn
O.add O.sub O.mul O.truediv O.floordiv O.mod O.pow: tn, t
O.pow: t, tn
O.pow: t, 2
O.and_ O.or_ O.xor: t, t
O.lshift O.rshift: i, int
O.iadd O.isub O.imul O.itruediv O.ifloordiv O.imod O.ipow: t, tn
O.lt O.le O.gt O.ge O.eq O.ne: t, tn
O.lt O.gt O.eq: tn, t
O.neg O.abs: t
O.invert: t
O.matmul: t, t
O.matmul: m, m
O.getitem: t, index
O.getitem: t, index
O.getitem: t, index
O.getitem: t, index
O.setitem: t, index, tn
O.setitem: t, index, n
torch.tensor torch.as_tensor: data, dtype=dtype?
torch.FloatTensor torch.LongTensor torch.Tensor torch.DoubleTensor torch.IntTensor: data
numpy.array numpy.asarray: data, dtype=dtype?
numpy.array: any, ndmin=size?
torch.tensor torch.as_tensor: any, dtype=dtype?
torch.zeros torch.ones: shape, dtype=dtype?
numpy.zeros numpy.ones: shape, dtype=dtype?
torch.full numpy.full: shape, n, dtype=dtype?
torch.zeros_like torch.ones_like numpy.zeros_like numpy.ones_like: t, dtype=dtype?
torch.full_like numpy.full_like: t, n
torch.eye numpy.eye: size, size?, dtype=dtype?
torch.arange numpy.arange: small, dtype=dtype?
torch.arange numpy.arange: small, small, step?
torch.linspace numpy.linspace: n, n, size
T.reshape M.view M.reshape N.reshape: t, newshape
M.view M.reshape A.reshape: t, *newshape
T.flatten: t, dim?, end_dim=dim?
A.flatten N.ravel T.ravel: t
T.squeeze N.squeeze: t, dim?
T.unsqueeze numpy.expand_dims: t, dim
T.transpose: t, dim, dim
N.swapaxes: t, dim, dim
T.t M.contiguous M.clone M.detach: t
A.transpose numpy.transpose: t, order?
T.permute: t, order
M.permute: t, *order
T.movedim numpy.moveaxis: t, dim, dim
M.T A.T M.mT A.mT M.data: t
T.flip: t, dims
numpy.flip: t, dims?
torch.fliplr numpy.fliplr numpy.flipud torch.flipud: t
T.roll: t, int, dims?
numpy.roll: t, int, dim?
T.rot90: t, int, (0, 1)
numpy.rot90: t, int?
M.expand: t, *wide
torch.broadcast_to: t, wide
M.expand_as: t, t
M.repeat: t, *reps
torch.tile numpy.tile: t, reps
T.repeat_interleave N.repeat: t, size, dim?
T.tril T.triu numpy.tril numpy.triu: t, int?
torch.diag M.diag: t, int?
torch.diagonal: m, int?
F.pad: t, pad, value=n?
torch.cat torch.stack: same, dim?
numpy.concatenate numpy.stack: same, dim?
torch.hstack torch.vstack torch.dstack torch.column_stack numpy.hstack numpy.vstack numpy.dstack numpy.column_stack: same
T.split: t, size, dim?
T.chunk: t, size, dim?
T.unbind: t, dim?
numpy.array_split numpy.split: t, size, dim?
torch.atleast_1d torch.atleast_2d torch.atleast_3d numpy.atleast_1d numpy.atleast_2d numpy.atleast_3d: t
T.select: t, dim, int
T.narrow: t, dim, int, size
torch.gather M.gather: t, dim, labels
numpy.take_along_axis: t, labels, dim
T.scatter M.scatter_: t, dim, labels, n
T.scatter: t, dim, labels, t
T.scatter_add: t, dim, labels, t
T.index_select: t, dim, l
torch.take: t, l
numpy.take: t, l, dim?
T.masked_fill M.masked_fill_: t, b, n
T.masked_select: t, b
torch.where numpy.where: b, tn, tn
torch.where numpy.where: t, t, t
F.one_hot: l, size?
T.add T.sub T.mul T.div: t, tn
T.add M.add_ M.sub_ M.mul_ M.div_: t, tn
T.pow M.pow_: t, tn
T.maximum T.minimum torch.max torch.min: t, t
numpy.maximum numpy.minimum numpy.add numpy.subtract numpy.multiply numpy.divide numpy.power numpy.mod numpy.floor_divide numpy.fmod: tn, tn
T.remainder T.fmod T.floor_divide: t, tn
torch.div: t, tn, rounding_mode='floor|trunc'
T.logaddexp numpy.logaddexp T.atan2 numpy.arctan2 torch.hypot numpy.hypot: t, t
torch.xlogy: t, tn
T.eq T.ne T.lt T.gt T.le T.ge: t, tn
numpy.equal numpy.not_equal numpy.less numpy.greater: tn, tn
T.logical_and T.logical_or T.logical_xor numpy.logical_and numpy.logical_or: t, t
T.logical_not numpy.logical_not T.isnan T.isinf T.isfinite numpy.isnan numpy.isinf numpy.isfinite: t
torch.isclose torch.allclose numpy.isclose numpy.allclose torch.equal numpy.array_equal: t, t
T.exp T.log T.log2 T.log10 T.log1p T.expm1 T.sqrt T.rsqrt T.sin T.cos T.tanh T.sigmoid T.erf T.erfc T.exp2 T.reciprocal: t
numpy.exp numpy.log numpy.log2 numpy.log10 numpy.log1p numpy.expm1 numpy.sqrt numpy.sin numpy.cos numpy.tanh numpy.exp2 numpy.cbrt numpy.reciprocal: t
T.atan T.asin T.acos T.sinh T.cosh T.tan T.asinh T.acosh T.atanh numpy.arctan numpy.sinh numpy.cosh numpy.tan: t
T.neg T.abs T.square T.sign T.floor T.ceil T.trunc T.round T.frac T.relu T.positive: t
numpy.negative numpy.abs numpy.square numpy.sign numpy.floor numpy.ceil numpy.trunc numpy.rint numpy.fabs numpy.positive: t
M.exp_ M.sqrt_ M.neg_ M.abs_ M.relu_ M.sigmoid_ M.floor_: t
T.round numpy.round A.round: t, decimals=int?
T.nan_to_num numpy.nan_to_num: t
T.logit: t, p?
F.relu F.relu6 F.leaky_relu F.elu F.selu F.celu F.gelu F.silu F.mish F.hardswish F.hardsigmoid F.softplus F.logsigmoid F.softsign F.tanhshrink F.sigmoid F.tanh F.hardtanh: t
F.gelu: f, approximate='none|tanh'
F.softplus: f, p?, n?
F.leaky_relu F.elu: f, p
F.softmax F.log_softmax F.softmin: t, dim?, dtype=fdtype?
T.softmax T.log_softmax: t, dim, dtype=fdtype?
T.softmax T.log_softmax F.softmax F.log_softmax: f, dim
T.logsumexp: t, dims, bool?
T.clamp M.clamp_: t, n, n
T.clamp T.clip: t, min=tn?, max=tn?
numpy.clip A.clip: t, tn, tn
T.sum T.mean T.prod: t, dims?, keepdim=bool?, dtype=dtype?
T.sum T.mean: f, dims?, keepdim=bool?
T.nansum T.nanmean: f, dims?
N.sum N.mean N.prod: t, dims?, keepdims=bool?, dtype=dtype?
N.sum N.mean: t, axis=dims?, keepdims=bool?
torch.sum torch.mean torch.argmax: t, axis=dim?, keepdims=bool?
T.any T.all: t, dim?, keepdim=bool?
N.any N.all: t, axis=dims?, keepdims=bool?
T.count_nonzero numpy.count_nonzero: t, dims?
T.amax T.amin: t, dims?, keepdim=bool?
N.max N.min: t, dims?, keepdims=bool?
T.std T.var: t, dims?, keepdim=bool?, unbiased=bool?
T.std T.var: f, dims?, correction=int?
N.std N.var: t, axis=dims?, ddof=int?, keepdims=bool?
T.argmax T.argmin: t, dim?, keepdim=bool?
N.argmax N.argmin: t, dim?, keepdims=bool?
T.max T.min: t
T.max T.min: t, dim, keepdim=bool?
T.sort: t, dim?, descending=bool?, stable=bool?
T.argsort: t, dim?, descending=bool?
numpy.sort numpy.argsort: t, dim?
T.topk: t, size, dim?, largest=bool?
T.kthvalue: t, size, dim?
T.median: t, dim?
numpy.median: t, dims?
torch.unique numpy.unique: t
torch.bincount numpy.bincount: i, minlength=size?
T.cumsum T.cumprod: t, dim
N.cumsum N.cumprod: t, dim?
torch.nonzero numpy.nonzero numpy.argwhere: t
torch.nonzero: t, as_tuple=bool
T.matmul numpy.matmul numpy.dot: t, t
T.mm torch.bmm T.mv T.dot: t, t
torch.outer numpy.outer: v, v
torch.trace numpy.trace: m
T.norm: t, p=n?, dim=dims?, keepdim=bool?
torch.linalg.norm numpy.linalg.norm: t
numpy.linalg.norm: t, axis=dim, keepdims=bool?
F.normalize: t, p=size?, dim=dim?
F.cosine_similarity: t, t, dim=dim?
M.float M.double M.half M.bfloat16 M.long M.int M.short M.char M.byte M.bool: t
M.to: t, dtype
M.to: t, 'cpu'
M.type_as: t, t
A.astype: t, dtype
M.numpy: t
M.item A.item M.tolist A.tolist: t
M.fill_: t, n
M.zero_: t
T.index_add M.index_add_: m, 0, l, m
M.fill_diagonal_: t, n, wrap=bool?
numpy.fill_diagonal: t, n
T.index_fill M.index_fill_: t, dim, l, n
M.copy_: t, t
A.copy numpy.copy: t
M.size M.dim M.numel M.shape A.shape A.size A.ndim M.ndim: t
M.size: t, dim
`
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.includes("(0, 1)"))
  .flatMap(read);
