"""Metrics by scikit-learn, SciPy and torchmetrics."""

import numpy as np
import torch
from scipy.stats import entropy
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss, top_k_accuracy_score
from torchmetrics.functional.classification import binary_calibration_error, multiclass_calibration_error
from torchmetrics.functional.text import perplexity

from golden_cases import Draw


def class_case(n, c):
    draw = Draw(f"metrics {n} {c}")
    probabilities, target = draw.distributions([n, c], 1), draw.indices([n], c)
    p = np.array(probabilities["data"]).reshape(n, c)
    y = np.array(target["data"])
    classes = list(range(c))
    # float32 confidences, as torchmetrics bins them
    in_float = torch.tensor(p)
    expected = {
        "accuracy": accuracy_score(y, p.argmax(1)),
        "entropies": entropy(p, axis=1).tolist(),
        "entropiesInBits": entropy(p, axis=1, base=2).tolist(),
        "logLoss": log_loss(y, p, labels=classes),
        "perplexity": perplexity(torch.tensor(np.log(p))[None], torch.tensor(y)[None]).item(),
        "calibrationError": multiclass_calibration_error(in_float, torch.tensor(y), c, n_bins=15).item(),
        "calibrationErrorOf10": multiclass_calibration_error(in_float, torch.tensor(y), c, n_bins=10).item(),
    }
    if c > 2:
        expected["topK"] = {str(k): top_k_accuracy_score(y, p, k=k, labels=classes) for k in range(1, c)}
        expected["brier"] = brier_score_loss(y, p, labels=classes, scale_by_half=False)
    return {"label": f"{n} × {c}", "input": probabilities, "target": target, "expected": expected}


def binary_case(n):
    draw = Draw(f"metrics {n}")
    probabilities, labels = draw.probabilities([n]), draw.binary([n])
    p, y = np.array(probabilities["data"]), np.array(labels["data"])
    return {
        "label": f"binary {n}",
        "input": probabilities,
        "target": labels,
        "expected": {
            "accuracy": accuracy_score(y, p > 0.5),
            "entropies": entropy(np.stack([p, 1 - p]), axis=0).tolist(),
            "logLoss": log_loss(y, p, labels=[0, 1]),
            "brier": brier_score_loss(y, p),
            "calibrationError": binary_calibration_error(torch.tensor(p), torch.tensor(y), n_bins=15).item(),
        },
    }


def metric_cases():
    return [class_case(1, 3), class_case(8, 4), class_case(50, 6), class_case(200, 2), class_case(300, 10), binary_case(6), binary_case(250)]
