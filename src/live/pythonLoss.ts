/**
 * The Python that computes a loss where its arrays are. Of a tensor or an array of numpy the program that is offered runs as it stands; a
 * DTensor goes through the same program, whose operations it spreads by itself; of dask each block gives its losses by element, and
 * dask's own engine adds them up.
 */
export const pythonLoss = `
def tensor_of(value, dtype):
    import torch
    if is_a(value, "torch.distributed.tensor", "DTensor"):
        return value.detach()
    array = array_of(value)
    if isinstance(array, Torch):
        tensor = array.plain
    elif isinstance(array, Numpy):
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kept = array.array
            tensor = torch.from_numpy(kept if kept.dtype.isnative else kept.astype(kept.dtype.newbyteorder("=")))
    else:
        tensor = torch.tensor(value)
    return tensor.to(getattr(torch, dtype))


def run_loss(program, names, tensors):
    scope = {"__name__": "loss_lens"}
    scope.update(zip(names, tensors))
    exec(compile(program, "<loss>", "exec"), scope)
    return scope["loss"]


def dask_loss(values, want):
    import numpy as np
    import torch
    import dask.array as da
    input, target = (value if is_a(value, "dask.array.core", "Array") else da.from_array(value) for value in values)
    blocks = input.rechunk({dim: -1 for dim in range(1, input.ndim)})
    targets = target.rechunk({0: blocks.chunks[0], **{dim: -1 for dim in range(1, target.ndim)}})
    names, types = (want["input"], want["target"]), (want["inputType"], want["targetType"])

    def sums(first, second):
        with torch.no_grad():
            tensors = [tensor_of(np.asarray(each), dtype) for each, dtype in zip((first, second), types)]
            losses = run_loss(want["unreduced"], names, tensors).double()
        counted = losses.numel()
        if want.get("ignoreIndex") is not None:
            counted = int((tensors[1] != want["ignoreIndex"]).sum())
        return np.array([[float(losses.sum()), counted]])

    first, second = blocks.to_delayed().reshape(-1), targets.to_delayed().reshape(-1)
    import dask
    parts = [
        da.from_delayed(dask.delayed(sums)(one, other), shape=(1, 2), dtype="float64")
        for one, other in zip(first, second)
    ]
    total, counted = da.concatenate(parts).sum(axis=0).compute()
    if want["reduction"] == "sum":
        return float(total)
    return float(total / counted) if counted else math.nan


def loss_of(first, second, want):
    import torch
    report = {"torch": str(torch.__version__)}
    if any(is_a(each, "dask.array.core", "Array") for each in (first, second)):
        report["loss"], report["type"], report["by"] = dask_loss((first, second), want).hex(), "float64", "dask"
        return report
    with torch.no_grad():
        tensors = [tensor_of(first, want["inputType"]), tensor_of(second, want["targetType"])]
        loss = run_loss(want["program"], (want["input"], want["target"]), tensors)
        if is_a(loss, "torch.distributed.tensor", "DTensor"):
            loss, report["by"] = loss.full_tensor(), "dtensor"
        report["type"] = str(loss.dtype).replace("torch.", "")
        report["loss"] = float(loss.double()).hex()
    return report
`;
