/**
 * The Python that looks at one array: numpy, torch, jax, tensorflow, pandas, polars, cupy, dask, DTensor, or nested lists of numbers. It
 * imports no library (what is not imported has made nothing), asks types for their bases rather than values for their class, and
 * reads attributes alone. Everything that a value of the program may do instead, as raise in a property, ends in a refusal.
 */
export const pythonArrays = `
import base64, ctypes, json, math, os, struct, sys

AT_ONCE = 1 << 20
MOST_LISTED = 5000000


class Refusal(Exception):
    def __init__(self, kind, **facts):
        self.facts = dict(facts, refused=kind)


def bases(value):
    return type.__dict__["__mro__"].__get__(type(value))


def is_a(value, module, *names):
    base = sys.modules.get(module)
    for name in names:
        base = getattr(base, name, None)
    return base is not None and any(each is base for each in bases(value))


def type_name(value):
    return str(type.__dict__["__qualname__"].__get__(type(value)))[:80]


class Numpy:
    def __init__(self, array, library, columns=None):
        self.np = sys.modules["numpy"]
        masked = getattr(self.np, "ma", None)
        if masked is not None and is_a(array, "numpy", "ma", "MaskedArray"):
            if masked.getmaskarray(array).any():
                raise Refusal("masked")
        array = self.np.asarray(array)
        if array.dtype.names is not None:
            raise Refusal("fields")
        if array.dtype.kind == "O":
            raise Refusal("objects")
        self.array, self.library, self.columns, self.lazy = array, library, columns, None
        self.shape, self.type, self.size = array.shape, array.dtype.name, array.dtype.itemsize
        self.taken, self.device = None, None

    def bytes(self, start, count):
        part = self.array.flat[start:start + count]
        return part.astype(part.dtype.newbyteorder("="), copy=False).tobytes()

    def facts(self, start, count):
        part = self.array.flat[start:start + count].astype("float64")
        nans = int(self.np.isnan(part).sum())
        part = part[self.np.isfinite(part)]
        if part.size == 0:
            return nans, 0, math.inf, -math.inf, 0.0
        return nans, int(part.size), float(part.min()), float(part.max()), float(part.mean())


class Torch:
    def __init__(self, tensor):
        torch = self.torch = sys.modules["torch"]
        plain = torch.Tensor.detach(tensor)
        if type(plain) is not torch.Tensor:
            raise Refusal("notArray", name=type_name(tensor))
        if plain.layout is not torch.strided:
            raise Refusal("sparse")
        if plain.device.type == "meta":
            raise Refusal("meta")
        if plain.is_quantized or getattr(plain, "is_nested", False):
            raise Refusal("elementType", name=str(plain.dtype))
        for resolve in ("resolve_conj", "resolve_neg"):
            if hasattr(plain, resolve):
                plain = getattr(plain, resolve)()
        self.plain, self.library, self.columns, self.lazy, self.taken = plain, "torch", None, None, None
        self.shape, self.type, self.size = tuple(plain.shape), str(plain.dtype).replace("torch.", ""), plain.element_size()
        self.device = None if plain.device.type == "cpu" else str(plain.device)
        self.flat = None

    def part(self, start, count):
        if self.flat is None:
            self.flat = self.plain.reshape(-1)
        return self.flat[start:start + count].cpu().contiguous()

    def bytes(self, start, count):
        part = self.part(start, count)
        if part.numel() == 0:
            return b""
        if part.data_ptr() == 0:
            raise Refusal("meta")
        return ctypes.string_at(part.data_ptr(), part.numel() * part.element_size())

    def facts(self, start, count):
        part = self.part(start, count).double()
        nans = int(self.torch.isnan(part).sum())
        part = part[self.torch.isfinite(part)]
        if part.numel() == 0:
            return nans, 0, math.inf, -math.inf, 0.0
        return nans, part.numel(), float(part.min()), float(part.max()), float(part.mean())


class Listed:
    def __init__(self, value):
        self.library, self.columns, self.lazy, self.device = None, None, None, None
        self.values, self.kinds = [], set()
        self.shape = self.take(value, 0)
        if float in self.kinds:
            self.type, self.taken = "float64", "float32"
        else:
            self.type, self.taken = "int64", "bool" if self.kinds == {bool} else "int64"
        if self.type == "int64" and any(abs(each) > 2 ** 53 for each in self.values):
            raise Refusal("largeIntegers")
        self.size = 8

    def take(self, value, depth):
        if type(value) in (list, tuple):
            if depth > 16:
                raise Refusal("tooDeep")
            first = None
            for each in value:
                shape = self.take(each, depth + 1)
                if first is None:
                    first = shape
                elif shape != first:
                    raise Refusal("ragged")
            return (len(value),) + (first or ())
        if type(value) not in (int, float, bool):
            raise Refusal("notArray", name="list of " + type_name(value))
        if len(self.values) >= MOST_LISTED:
            raise Refusal("tooLong", most=MOST_LISTED)
        self.values.append(value)
        self.kinds.add(type(value))
        return ()

    def bytes(self, start, count):
        part = self.values[start:start + count]
        return struct.pack("={}{}".format(len(part), "d" if self.type == "float64" else "q"), *part)

    def facts(self, start, count):
        part = [float(each) for each in self.values[start:start + count]]
        finite = [each for each in part if math.isfinite(each)]
        nans = sum(1 for each in part if each != each)
        if not finite:
            return nans, 0, math.inf, -math.inf, 0.0
        return nans, len(finite), min(finite), max(finite), math.fsum(each / len(finite) for each in finite)


class Lazy:
    """An array whose parts lie elsewhere or are not computed: its own engine reduces it."""

    def __init__(self, value, lazy):
        self.value, self.lazy, self.library, self.columns, self.taken = value, lazy, None, None, None
        self.shape = tuple(int(size) if size == size else -1 for size in value.shape)
        if -1 in self.shape:
            raise Refusal("unknownShape")
        self.type = str(value.dtype).replace("torch.", "")
        self.size = int(getattr(value.dtype, "itemsize", 8))
        self.device = None


def array_of(value):
    if is_a(value, "dask.array.core", "Array"):
        return Lazy(value, "dask")
    if is_a(value, "torch.distributed.tensor", "DTensor"):
        return Lazy(value, "dtensor")
    if is_a(value, "torch", "Tensor"):
        return Torch(value)
    if is_a(value, "numpy", "ndarray") or is_a(value, "numpy", "generic"):
        return Numpy(value, "numpy")
    if is_a(value, "pandas", "DataFrame"):
        return Numpy(value.to_numpy(), "numpy", [str(each)[:80] for each in list(value.columns)[:200]])
    if is_a(value, "pandas", "Series") or is_a(value, "pandas", "Index"):
        return Numpy(value.to_numpy(), "numpy")
    if is_a(value, "polars", "DataFrame") or is_a(value, "polars", "Series"):
        return Numpy(value.to_numpy(), "numpy")
    if is_a(value, "jax", "Array") or any(each.__module__.startswith("jaxlib") for each in bases(value)):
        return Numpy(sys.modules["numpy"].asarray(value), "jax")
    if is_a(value, "tensorflow", "Tensor") or is_a(value, "tensorflow", "Variable"):
        return Numpy(value.numpy(), "tensorflow")
    if is_a(value, "cupy", "ndarray"):
        return Numpy(value.get(), "numpy")
    if type(value) in (list, tuple):
        return Listed(value)
    raise Refusal("notArray", name=type_name(value))


def quietly(work):
    """Without the functions that a subclass of a tensor would put in their place, and without a gradient."""
    torch = sys.modules.get("torch")
    if torch is None:
        return work()
    disable = getattr(torch._C, "DisableTorchFunctionSubclass", getattr(torch._C, "DisableTorchFunction", None))
    with torch.no_grad():
        if disable is None:
            return work()
        with disable():
            return work()


def count_of(shape):
    count = 1
    for size in shape:
        count *= int(size)
    return count
`;
