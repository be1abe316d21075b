import { classOf } from "../../../python/library/classes";
import { operationOf } from "../../../python/library/operations";
import { tensorOperations } from "../../../python/library/tensor/rows";

/** What names mean in Python code and in what its libraries print, by the full paths of the one table of operations. */

/** Names that modules go by. */
export const modules: ReadonlyMap<string, string> = new Map([
  ["np", "numpy"],
  ["numpy", "numpy"],
  ["onp", "numpy"],
  ["cp", "numpy"],
  ["cupy", "numpy"],
  ["jnp", "jax.numpy"],
  ["jax", "jax"],
  ["torch", "torch"],
  ["th", "torch"],
  ["nn", "torch.nn"],
  ["F", "torch.nn.functional"],
  ["functional", "torch.nn.functional"],
  ["tf", "tensorflow"],
  ["tensorflow", "tensorflow"],
  ["K", "tensorflow"],
  ["keras", "keras"],
  ["math", "math"],
  ["scipy", "scipy"],
  ["special", "scipy.special"],
  ["collections", "collections"],
  ["printed", "printed"],
]);

/** Where a name without a module is looked for: as it was imported, or as it is printed. */
const homes = [
  "builtins",
  "math",
  "numpy",
  "torch",
  "torch.nn.functional",
  "torch.nn",
  "jax.numpy",
  "collections",
  "keras.utils",
];
const torchFirst = /^(?:tensor|as_tensor|from_numpy|\w*Tensor|cat|randn|rand)$/;

const found = new Map<string, string | undefined>();
const MOST_FOUND = 2000;

/** The full path that a dotted name stands for; undefined where its module is none that is known. */
export function pathOf(name: string): string | undefined {
  if (found.has(name)) return found.get(name);
  const path = lookedUp(name);
  if (found.size >= MOST_FOUND) found.clear();
  // A long name is nobody's, and would be kept.
  if (name.length <= 100) found.set(name, path);
  return path;
}

function lookedUp(name: string): string | undefined {
  const [root, ...rest] = name.split(".");
  const module = modules.get(root);
  if (module !== undefined) return [module, ...rest].join(".");
  if (rest.length > 0) return undefined;
  const places = torchFirst.test(name) ? ["torch", ...homes] : homes;
  const home = places.find((each) => isArrayPath(`${each}.${name}`));
  return home && `${home}.${name}`;
}

function isArrayPath(path: string): boolean {
  return (
    makesArray(path) || plain.has(path) || ((path.startsWith("math.") || path.startsWith("keras.")) && isModelled(path))
  );
}

export function isModelled(path: string): boolean {
  return operationOf(path) !== undefined || classOf(path) !== undefined;
}

/** What an array is measured by, not another array: a call of these is no literal by its looks. */
const measures = new Set(
  (
    "sum nansum mean nanmean average prod any all max min amax amin std var median norm vector_norm logsumexp allclose array_equal equal " +
    "count_nonzero shape ndim size numel nelement dim ndimension item dtype device is_tensor is_floating_point __len__ __array__ trace dot " +
    "cosine_similarity copy_ fill_ zero_ fill is_cuda requires_grad grad nbytes itemsize unique bincount split chunk unbind meshgrid nonzero"
  ).split(" "),
);
const unknown = /^(?:rand|normal|uniform|empty|bernoulli|exponential|multinomial|poisson|random|dropout)|\.random\./;

let arrays: ReadonlySet<string> | undefined;

/** Whether what stands at a path makes an array out of numbers or arrays, whose values can be known. */
function makesArray(path: string): boolean {
  arrays ??= new Set(tensorOperations.flatMap(({ names }) => names.split(/\s+/)));
  const last = path.slice(path.lastIndexOf(".") + 1);
  return arrays.has(path) && !measures.has(last) && !unknown.test(last) && !path.includes(".random.");
}

/** Python's own functions whose values belong to arrays. */
const plain = new Set(
  "builtins.list builtins.tuple builtins.float builtins.int builtins.bool builtins.range builtins.len builtins.sum builtins.zip builtins.enumerate builtins.abs torch.nn.Parameter collections.deque".split(
    " ",
  ),
);
/** Constructors as they are printed, tables, and functions that read text. */
export const readers = new Set(
  (
    "Tensor EagerTensor Array DeviceArray ndarray Index device_put to_tensor variable asfarray DataFrame Series matrix mat asmatrix fromstring " +
    "loads literal_eval Fraction Decimal dict_values dict_keys odict_values"
  ).split(" "),
);
const readerModules =
  /^(?:np|numpy|cp|cupy|jnp|jax|torch|th|tf|tensorflow|keras|K|nn|pd|pandas|pl|polars|paddle|json|ast|fractions|decimal|compat|v1|v2)$/;

/** Whether a call of this name makes an array, so that it belongs to the literal. */
export function isPythonFunction(name: string): boolean {
  const parts = name.split(".");
  const last = parts.pop() ?? "";
  if (readers.has(last) && parts.every((part) => readerModules.test(part))) return true;
  const path = pathOf(name);
  return path !== undefined && isArrayPath(path);
}

const owners = ["torch.Tensor", "numpy.ndarray", "tensorflow.Tensor", "jax.Array"];

/** Whether a method or attribute of arrays gives another array. */
export function pythonMethod(name: string): { readonly property: boolean } | undefined {
  if (name === "values" || name === "to_numpy") return { property: name === "values" };
  for (const owner of owners) {
    const path = `${owner}.${name}`;
    const known = operationOf(path);
    if (known && makesArray(path)) return { property: known.row.property === true };
  }
  return name === "tolist" ? { property: false } : undefined;
}
