"""What the kernel of the comparison has: every kind of array and what only looks like one. `truth` says what each holds."""

import json
import math
import os
import sys
import types as modules
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
    arrays["jax_f32"] = jnp.linspace(-1, 1, 6).reshape(2, 3)
    arrays["jax_f16"] = jnp.array([[0.5, -jnp.inf], [jnp.nan, 3.0]], dtype=jnp.float16)
    arrays["jax_i32"] = jnp.array([3, 0, 1])
    arrays["jax_bool"] = jnp.array([True, False])
except ImportError:
    pass

try:
    import polars as pl

    arrays["polars_frame"] = pl.DataFrame({"cat": [0.5, 0.25, 0.1], "dog": [0.5, 0.75, 0.9]})
    arrays["polars_f32"] = pl.Series("scores", [0.1, -2.5, math.inf], dtype=pl.Float32)
    arrays["polars_u8"] = pl.Series("labels", [2, 0, 1], dtype=pl.UInt8)
    # What is missing is no number: polars itself makes nan of it.
    arrays["polars_missing"] = pl.Series("scores", [0.5, None])
    refused["polars_texts"] = (pl.Series(["cat", "dog"]), "objects")
except ImportError:
    pass

try:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    arrays["tf_f32"] = tf.constant([[0.5, -1.25], [math.nan, math.inf]])
    arrays["tf_bf16"] = tf.constant([1.5, 2.25, -3.0], dtype=tf.bfloat16)
    arrays["tf_variable"] = tf.Variable([[1.0, 2.0, 3.0]], dtype=tf.float64)
    arrays["tf_i64"] = tf.constant([2, 0, 1], dtype=tf.int64)
    arrays["tf_bool"] = tf.constant([True, False])
    refused["tf_ragged"] = (tf.ragged.constant([[1.0], [1.0, 2.0]]), "notArray")
    refused["tf_texts"] = (tf.constant(["cat"]), "objects")
except ImportError:
    pass

try:
    import cupy
except ImportError:
    # In its place, where there is no GPU: what its documentation says of an array, whose one way to the host is get().
    class DeviceArray:
        def __init__(self, held):
            self._held = held

        def get(self):
            return self._held.copy()

        def __array__(self, *arguments, **named):
            raise TypeError("Implicit conversion to a NumPy array is not allowed.")

    cupy = modules.ModuleType("cupy")
    cupy.ndarray = DeviceArray
    sys.modules["cupy"] = cupy
    arrays["cupy_f16"] = DeviceArray(np.array([[0.5, -2.0]], dtype="float16"))


def flat(value):
    if isinstance(value, torch.Tensor):
        with torch._C.DisableTorchFunctionSubclass():
            value = torch.Tensor.detach(value)
        return list(value.shape), value.double().flatten().tolist()
    if type(value).__name__ == "DeviceArray":
        value = value.get()
    if isinstance(value, np.ndarray):
        value = np.asarray(value)
    array = np.asarray(value)
    return list(array.shape), array.astype("float64").flatten().tolist()


"""The types that were asked for above, by names that all of the libraries share."""
types = {
    **{"f32": "float32", "f64": "float64", "bf16": "bfloat16", "f16": "float16", "f8": "float8_e4m3fn", "i64": "int64"},
    **{"u16": "uint16", "truth_values": "bool", "np_f32": "float32", "np_strided": "int16", "np_bool": "bool"},
    **{"frame": "float64", "series": "int64"},
    **{"jax_bf16": "bfloat16", "jax_f32": "float32", "jax_f16": "float16", "jax_i32": "int32", "jax_bool": "bool"},
    **{"polars_frame": "float64", "polars_f32": "float32", "polars_u8": "uint8", "polars_missing": "float64"},
    **{"tf_f32": "float32", "tf_bf16": "bfloat16", "tf_variable": "float64", "tf_i64": "int64", "tf_bool": "bool"},
    **{"cupy_f16": "float16"},
}


def truth():
    said = {}
    for name, value in arrays.items():
        shape, values = flat(value)
        said[name] = {"shape": shape, "type": types.get(name), "values": [float(each).hex() for each in values]}
    libraries = [name for name in ("torch", "numpy", "pandas", "polars", "jax", "tensorflow") if name in sys.modules]
    return json.dumps({"arrays": said, "libraries": libraries, "refused": {name: kind for name, (_, kind) in refused.items()}})


globals().update(arrays)
globals().update({name: value for name, (value, _) in refused.items()})
