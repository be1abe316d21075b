"""Files as numpy, torch and safetensors write them, with what these read back from them: one JSON object a line.

python3 test/sources/write.py            every element type, order and version, with random shapes and values
python3 test/sources/write.py --golden   the few that test/sources/written.jsonl keeps
"""

import base64
import collections
import io
import json
import pickle
import sys
import warnings
import zipfile

import numpy as np
import safetensors.torch
import torch

warnings.simplefilter("ignore")
golden = "--golden" in sys.argv
random = np.random.default_rng(7)

NUMPY = ["?", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]
NAMES = {
    "bool": "bool", "uint8": "uint8", "int8": "int8", "uint16": "uint16", "int16": "int16", "uint32": "uint32",
    "int32": "int32", "uint64": "uint64", "int64": "int64", "float16": "float16", "float32": "float32",
    "float64": "float64",
}
TORCH = [
    torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.uint16, torch.uint32,
    torch.uint64, torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.float8_e4m3fn,
    torch.float8_e5m2, torch.float8_e4m3fnuz, torch.float8_e5m2fnuz,
]
SAFE = [each for each in TORCH if "fnuz" not in str(each)]


def word(value):
    value = float(value)
    return "nan" if value != value else repr(value)


def of_numpy(array):
    values = [word(each) for each in np.ascontiguousarray(array).reshape(-1).tolist()]
    return {"shape": list(array.shape), "type": NAMES[array.dtype.newbyteorder("=").name], "values": values}


def of_torch(tensor):
    tensor = tensor.detach()
    wide = tensor.to(torch.float64) if tensor.dtype.is_floating_point else tensor
    values = [word(each) for each in wide.contiguous().reshape(-1).tolist()]
    return {"shape": list(tensor.shape), "type": str(tensor.dtype).removeprefix("torch."), "values": values}


def write(name, data, arrays, **more):
    print(json.dumps({"name": name, "bytes": base64.b64encode(data).decode(), "arrays": arrays, **more}))


def numbers(shape, code):
    dtype = np.dtype(code)
    if dtype.kind == "f":
        values = np.asarray(random.normal(0, 4, shape)).astype(dtype)
        if values.size > 3:
            values.flat[:3] = [np.nan, np.inf, -0.0]
        return values
    if dtype.kind == "b":
        return np.asarray(random.integers(0, 2, shape)).astype(dtype)
    info = np.iinfo(dtype)
    low, high = max(info.min, -(2**53) + 1), min(info.max, 2**53 - 1)
    return np.asarray(random.integers(low, high, shape, endpoint=True)).astype(dtype)


def npy(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def saved(value, legacy=False):
    file = io.BytesIO()
    torch.save(value, file, _use_new_zipfile_serialization=not legacy)
    return file.getvalue()


def tensor(shape, dtype):
    if dtype.is_floating_point:
        values = torch.from_numpy(np.asarray(random.normal(0, 4, shape)))
        if values.numel() > 3:
            values.view(-1)[:3] = torch.tensor([float("nan"), float("inf"), -0.0], dtype=torch.float64)
        return values.to(dtype)
    name = str(dtype).removeprefix("torch.")
    return torch.from_numpy(numbers(shape, name))


shapes = [(2, 3)] if golden else [(), (0,), (5,), (2, 3), (2, 3, 4), (1, 1, 7), (3, 0, 2)]
for code in NUMPY:
    for order in "<>":
        for shape in shapes:
            array = numbers(shape, code).astype(np.dtype(code).newbyteorder(order))
            write(f"{order}{code} {shape}", npy(array), {"": of_numpy(array)})
            if len(shape) > 1 and (not golden or code == "f4"):
                turned = np.asfortranarray(array)
                write(f"{order}{code} {shape} Fortran", npy(turned), {"": of_numpy(turned)})
for version in [(1, 0), (2, 0), (3, 0)]:
    array = numbers((4, 2), "f4")
    write(f"version {version}", npy(array, version), {"": of_numpy(array)})
parts = {"logits": numbers((4, 3), "f4"), "labels": numbers((4,), "i8"), "größe": numbers((2,), "f8")}
parts["ones"] = np.ones((50, 40), "f4")
for save in [np.savez, np.savez_compressed]:
    file = io.BytesIO()
    save(file, **parts)
    write(save.__name__, file.getvalue(), {name: of_numpy(each) for name, each in parts.items()})
if not golden:
    file = io.BytesIO()
    large = {"a": np.asarray(random.normal(size=(300_001,))).astype("f4"), "b": np.zeros((1_000_000,), "f2")}
    np.savez_compressed(file, **large)
    write("large savez_compressed", file.getvalue(), {name: of_numpy(each) for name, each in large.items()})

safe = {f"{each}".removeprefix("torch."): tensor((2, 5), each) for each in SAFE}
safe["scalar"] = torch.tensor(2.5)
safe["empty"] = torch.zeros(0, 3)
write("safetensors", safetensors.torch.save(safe, {"epoch": "3"}), {name: of_torch(each) for name, each in safe.items()})

base = tensor((6, 4), torch.float32)
views = {"whole": base, "row": base[2], "column": base[:, 1], "turned": base.t(), "steps": base[1::2, ::3]}
views["expanded"] = torch.tensor([1.5, 2.5]).expand(3, 2)
views["scalar"] = torch.tensor(7)
nested = {"step": 3, "name": "run", "none": None, "list": [tensor((2,), torch.int64), {"x": tensor((1, 2), torch.float16)}]}
layer = torch.nn.Linear(3, 2)
for legacy in [False, True]:
    where = "legacy" if legacy else "archive"
    types = {f"{each}".removeprefix("torch."): tensor((2, 5), each) for each in TORCH}
    write(f"{where}: types", saved(types, legacy), {name: of_torch(each) for name, each in types.items()})
    write(f"{where}: views", saved(views, legacy), {name: of_torch(each) for name, each in views.items()})
    names = {"list.0": of_torch(nested["list"][0]), "list.1.x": of_torch(nested["list"][1]["x"])}
    write(f"{where}: nested", saved(nested, legacy), names)
    state = layer.state_dict()
    write(f"{where}: state", saved(state, legacy), {name: of_torch(each) for name, each in state.items()})
    ordered = collections.OrderedDict([("weight", torch.nn.Parameter(tensor((2, 2), torch.float32)))])
    write(f"{where}: parameter", saved(ordered, legacy), {"weight": of_torch(ordered["weight"])})
    write(f"{where}: alone", saved(base, legacy), {"": of_torch(base)})
    pair = (tensor((2, 3), torch.bfloat16), tensor((2,), torch.int64))
    write(f"{where}: tuple", saved(pair, legacy), {"0": of_torch(pair[0]), "1": of_torch(pair[1])})
    if golden and legacy:
        break

matrix = torch.tensor([[1.0, 0.0, 2.0], [0.0, 3.0, 4.0]])
ragged = [torch.ones(2), torch.ones(3)]
refused = {
    "sparse": {
        "coo": matrix.to_sparse(), "csr": matrix.to_sparse_csr(), "csc": matrix.to_sparse_csc(),
        "bsr": torch.eye(4).to_sparse_bsr((2, 2)),
    },
    "quantized": {
        "per tensor": torch.quantize_per_tensor(matrix, 0.1, 0, torch.qint8),
        "per channel": torch.quantize_per_channel(matrix, torch.tensor([0.1, 0.2]), torch.tensor([0, 0]), 0, torch.quint8),
    },
    "nested": {
        "strided": torch.nested.nested_tensor(ragged), "jagged": torch.nested.nested_tensor(ragged, layout=torch.jagged),
    },
    "meta": {"meta": torch.empty(2, 3, device="meta")},
    "masked": {"masked": torch.masked.masked_tensor(matrix, matrix > 1)},
    "elementType": {"complex": torch.complex(matrix, matrix), "wide": torch.complex(matrix, matrix).to(torch.complex128)},
}
for kind, tensors in refused.items():
    for name, each in tensors.items():
        for legacy in [False, True]:
            # Those around it are read, whatever its own storages are.
            around = {"before": torch.tensor([1, 2]), name: each, "behind": matrix[:, 1]}
            read = {key: of_torch(around[key]) for key in ["before", "behind"]}
            where = "legacy" if legacy else "archive"
            write(f"{where}: {kind} {name}", saved(around, legacy), read, refused={name: kind})
for protocol, legacy in [(protocol, legacy) for protocol in range(1, 6) for legacy in [False, True]]:
    if not golden or protocol in (2, 5):
        arrays = {f"{order}{code}": numbers((2, 3), code).astype(np.dtype(code).newbyteorder(order)) for order in "<>" for code in NUMPY}
        arrays |= {"turned": np.asfortranarray(numbers((2, 3), "f4")), "steps": numbers((6, 4), "i2")[::2, ::-1]}
        arrays |= {"scalar": np.array(2.5), "none": np.zeros((0, 3)), "text": numbers((260,), "u1"), "matrix": np.matrix([[1.0, 2.0]])}
        arrays["twice"] = arrays["turned"]
        file = io.BytesIO()
        beside = {"best": np.float64(0.5), "seen": np.bool_(True), "raw": b"\xff\x00", "more": bytearray(b"a"), "nothing": b""}
        beside |= {"tensor": tensor((2,), torch.float32), "list": [arrays["turned"], {"x": arrays["steps"]}]}
        odd = {
            "masked": np.ma.masked_array([1.0, 2.0], [0, 1]), "fields": np.array([(1, 2.0)], "i4,f8"), "objects": np.array([{}, []], object),
            "complex": np.ones(2, "c8"), "words": np.array(["a", "bc"]), "dates": np.array(["2020-01-01"], "M8[D]"), "records": np.rec.array([(1, 2.0)]),
        }
        torch.save({**arrays, **beside, **odd}, file, pickle_protocol=protocol, _use_new_zipfile_serialization=not legacy)
        read = {name: of_numpy(np.asarray(each)) for name, each in arrays.items()} | {"tensor": of_torch(beside["tensor"])}
        read |= {"list.0": read["turned"], "list.1.x": read["steps"]}
        kinds = {"masked": "maskedArray", "fields": "structured", "objects": "objects", "complex": "elementType"}
        kinds |= {"words": "elementType", "dates": "elementType", "records": "structured"}
        where = "legacy" if legacy else "archive"
        write(f"{where}: arrays of NumPy, protocol {protocol}", file.getvalue(), read, refused=kinds)
for legacy in [False, True]:
    attribute, parameter = matrix.clone(), torch.nn.Parameter(matrix.clone())
    attribute.note, parameter.note = "of mine", "of mine"
    own = {"attribute": attribute, "parameter": parameter, "buffer": torch.nn.Buffer(matrix.clone())}
    where = "legacy" if legacy else "archive"
    write(f"{where}: attributes", saved(own, legacy), {name: of_torch(each) for name, each in own.items()})
for protocol in range(6):
    if not golden or protocol in (0, 2, 4, 5):
        whole = tensor((3, 4), torch.float32)
        tensors = {f"{each}".removeprefix("torch."): tensor((2, 3), each) for each in TORCH}
        tensors |= {"whole": whole, "turned": whole.t(), "row": whole[1], "scalar": torch.tensor(7), "empty": torch.zeros(0, 3)}
        tensors |= {"parameter": torch.nn.Parameter(tensor((2, 2), torch.float32)), "weights.weight": layer.weight}
        arrays = {f"{order}{code}": numbers((2, 3), code).astype(np.dtype(code).newbyteorder(order)) for order in "<>" for code in NUMPY}
        arrays |= {"ofOrder": np.asfortranarray(numbers((2, 3), "f4")), "zero": np.array(2.5)}
        odd = {"complex": torch.ones(2, dtype=torch.complex64), "sparse": matrix.to_sparse(), "objects": np.array([{}, []], object)}
        beside = {"best": np.float64(0.5), "epoch": 3, "name": "größe", "none": None, "state": collections.OrderedDict(layer.state_dict())}
        read = {name: of_torch(each) for name, each in tensors.items()} | {name: of_numpy(each) for name, each in arrays.items()}
        read |= {f"state.{name}": of_torch(each) for name, each in layer.state_dict().items()}
        kinds = {"complex": "elementType", "sparse": "sparse", "objects": "objects"}
        dumped = pickle.dumps({**tensors, **arrays, **odd, **beside}, protocol)
        write(f"pickle.dump {protocol}.pkl", dumped, read, refused=kinds)
        write(f"pickle.dump of a tensor, {protocol}.pkl", pickle.dumps(whole, protocol), {"": of_torch(whole)})
        write(f"pickle.dump of an array, {protocol}.pkl", pickle.dumps(arrays["<f4"], protocol), {"": of_numpy(arrays["<f4"])})
        pair = (whole, arrays["<i8"])
        write(f"pickle.dump of a tuple, {protocol}.pkl", pickle.dumps(pair, protocol), {"0": of_torch(whole), "1": of_numpy(pair[1])})
