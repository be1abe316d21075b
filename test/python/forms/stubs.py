"""Stand-ins for packages that programs around a loss import and that are not installed where torch is: by definition, and no more of
them than the programs here use."""

import importlib.machinery
import sys
import types

import numpy as np
import torch


def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction="none"):
    p = torch.sigmoid(inputs)
    ce = torch.nn.functional.binary_cross_entropy_with_logits.__wrapped__(inputs, targets, reduction="none")
    p_true = p * targets + (1 - p) * (1 - targets)
    loss = ce * (1 - p_true) ** gamma
    if alpha >= 0:
        loss = (alpha * targets + (1 - alpha) * (1 - targets)) * loss
    if reduction == "none":
        return loss
    if reduction not in ("mean", "sum"):
        raise ValueError(
            f"Invalid Value for arg 'reduction': '{reduction} \n Supported reduction modes: 'none', 'mean', 'sum'"
        )
    return getattr(loss, reduction)()


class Series(np.ndarray):
    @property
    def values(self):
        return np.asarray(self)

    def to_numpy(self, dtype=None):
        return np.asarray(self, dtype=dtype)

    def tolist(self):
        return np.asarray(self).tolist()


class DataFrame:
    def __init__(self, data, columns=None):
        if isinstance(data, dict):
            self.data = {name: np.asarray(column) for name, column in data.items()}
        else:
            rows = np.asarray(data)
            names = columns if columns is not None else range(rows.shape[1])
            self.data = {name: rows[:, i] for i, name in enumerate(names)}

    def __getitem__(self, key):
        if isinstance(key, list):
            return DataFrame({name: self.data[name] for name in key})
        return self.data[key].view(Series)

    def __getattr__(self, name):
        if name in self.__dict__.get("data", {}):
            return self[name]
        raise AttributeError(name)

    def __len__(self):
        return len(next(iter(self.data.values())))

    @property
    def columns(self):
        return list(self.data)

    @property
    def values(self):
        return np.stack(list(self.data.values()), axis=1)

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def drop(self, columns):
        gone = [columns] if isinstance(columns, str) else columns
        return DataFrame({name: column for name, column in self.data.items() if name not in gone})


def compute_class_weight(class_weight, *, classes, y):
    counts = np.array([np.sum(np.asarray(y) == c) for c in classes])
    return len(y) / (len(classes) * counts)


class LightningModule(torch.nn.Module):
    def log(self, *args, **kwargs):
        pass

    def save_hyperparameters(self, *args, **kwargs):
        pass


class Progress:
    def __init__(self, iterable=None, **kwargs):
        self.iterable = iterable

    def __iter__(self):
        return iter(self.iterable)

    def set_postfix(self, *args, **kwargs):
        pass


def module(name, **content):
    made = types.ModuleType(name)
    made.__spec__ = importlib.machinery.ModuleSpec(name, None)
    made.__dict__.update(content)
    sys.modules[name] = made
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], last, made)
    return made


def install(focal):
    """`focal`: torchvision's function, recorded like torch's own."""
    module("torchvision")
    module("torchvision.ops", sigmoid_focal_loss=focal)
    module("torchvision.ops.focal_loss", sigmoid_focal_loss=focal)
    module("pandas", DataFrame=DataFrame)
    module("tqdm", tqdm=Progress, trange=lambda n, **_: range(n))
    module("tqdm.auto", tqdm=Progress)
    module("sklearn")
    module("sklearn.utils")
    module("sklearn.utils.class_weight", compute_class_weight=compute_class_weight)
    module("pytorch_lightning", LightningModule=LightningModule, seed_everything=torch.manual_seed)
    module("wandb", init=lambda **_: None, log=lambda *_, **__: None)
