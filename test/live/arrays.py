"""What the kernel of the comparison has: every kind of array and what only looks like one. `truth` says what each holds."""

import json
import math
import warnings

import numpy as np
import torch

warnings.simplefilter("ignore")
torch.manual_seed(0)


class Throws:
    def __repr__(self):
        raise RuntimeError("no repr")

    @property
    def shape(self):
        raise RuntimeError("no shape")

    def __len__(self):
        raise RuntimeError("no length")


class Lying(Throws):
    @property
    def __class__(self):
        return np.ndarray


class Exits:
    @property
    def logits(self):
        raise SystemExit("gone")


class LoudTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *arguments, **named):
        raise RuntimeError("not for you")

    @property
    def shape(self):
        raise RuntimeError("no shape")


class LoudArray(np.ndarray):
    @property
    def shape(self):
        raise RuntimeError("no shape")

    def __array_finalize__(self, other):
        pass

    def __array_ufunc__(self, *arguments, **named):
        raise RuntimeError("no ufunc")


arrays = {
    "f32": torch.randn(4, 3),
    "f64": torch.randn(3, dtype=torch.float64),
    "bf16": torch.tensor([1.5, -2.0, math.inf, math.nan]).bfloat16(),
    "f16": torch.randn(2, 2).half(),
    "f8": torch.tensor([0.5, 448.0]).to(torch.float8_e4m3fn),
    "i64": torch.tensor([2**53 - 1, -5]),
    "u16": torch.tensor([65535, 1]).to(torch.uint16),
    "truth_values": torch.tensor([True, False]),
    "scalar": torch.tensor(2.5),
    "none": torch.zeros(0, 3),
    "transposed": torch.randn(3, 4).t(),
    "expanded": torch.tensor([1.0, 2.0]).expand(3, 2),
    "negated": torch.complex(torch.tensor([1.0]), torch.tensor([2.0])).conj().imag,
    "parameter": torch.nn.Parameter(torch.randn(2, 2)),
    "loud": torch.randn(2, 3).as_subclass(LoudTensor),
    "large": torch.randn(700, 1000),
    "np_f32": np.linspace(-1, 1, 6, dtype="float32").reshape(2, 3),
    "np_big_endian": np.array([1.0, -2.5], dtype=">f8"),
    "np_fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "np_strided": np.arange(20, dtype="int16")[::3],
    "np_scalar": np.float64(0.25),
    "np_bool": np.array([[True], [False]]),
    "np_loud": np.arange(4.0).view(LoudArray),
    "np_unmasked": np.ma.masked_array([1.0, 2.0], mask=[False, False]),
    "nested": [[0.1, 0.2], [0.3, math.nan]],
    "labels": [2, 0, 1],
    "flags": (True, False),
}

refused = {
    "throws": (Throws(), "notArray"),
    "lying": (Lying(), "notArray"),
    "text": ("logits", "notArray"),
    "sparse": (torch.eye(3).to_sparse(), "sparse"),
    "meta": (torch.empty(3, device="meta"), "meta"),
    "complex_values": (torch.tensor([1j]), "elementType"),
    "objects": (np.array([object()], dtype=object), "objects"),
    "fields": (np.zeros(2, dtype=[("a", "f4")]), "fields"),
    "texts": (np.array(["a"]), "elementType"),
    "masked": (np.ma.masked_array([1.0, 2.0], mask=[False, True]), "masked"),
    "ragged": ([[1.0], [1.0, 2.0]], "ragged"),
    "mixed": ([1.0, "2"], "notArray"),
    "beyond": ([2**60], "largeIntegers"),
    "quantized": (torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.quint8), "elementType"),
}
recursive = []
recursive.append(recursive)
refused["recursive"] = (recursive, "tooDeep")
exits = Exits()

try:
    import pandas as pd

    arrays["frame"] = pd.DataFrame({"cat": [0.5, 0.25], "dog": [0.5, 0.75]})
    arrays["series"] = pd.Series([1, 2, 3])
except ImportError:
    pass

try:
    import jax.numpy as jnp

    arrays["jax_bf16"] = jnp.array([1.5, 2.25], dtype=jnp.bfloat16)
    arrays["jax_f32"] = jnp.ones((2, 2))
except ImportError:
    pass


def flat(value):
    if isinstance(value, torch.Tensor):
        with torch._C.DisableTorchFunctionSubclass():
            value = torch.Tensor.detach(value)
        return list(value.shape), value.double().flatten().tolist()
    if isinstance(value, np.ndarray):
        value = np.asarray(value)
    array = np.asarray(value)
    return list(array.shape), array.astype("float64").flatten().tolist()


def truth():
    said = {}
    for name, value in arrays.items():
        shape, values = flat(value)
        said[name] = {"shape": shape, "values": [float(each).hex() for each in values]}
    return json.dumps({"arrays": said, "refused": {name: kind for name, (_, kind) in refused.items()}})


globals().update(arrays)
globals().update({name: value for name, (value, _) in refused.items()})
