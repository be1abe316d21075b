"""Metrics of predictions by scikit-learn: ties, classes that never occur and ignored targets included."""

import warnings

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    log_loss,
    matthews_corrcoef,
    precision_recall_fscore_support,
    roc_auc_score,
)

from golden_cases import Draw, encode_number


def scores(y, predicted, average, labels=None):
    precision, recall, f1, _ = precision_recall_fscore_support(y, predicted, average=average, labels=labels, zero_division=0)
    return {"precision": encoded(precision), "recall": encoded(recall), "f1": encoded(f1)}


def encoded(value):
    return [encode_number(float(each)) for each in value] if isinstance(value, np.ndarray) else encode_number(float(value))


def class_case(label, p, target, classes):
    """`target` may hold -100, which scikit-learn never sees."""
    kept = target != -100
    y, q = target[kept], p[kept]
    predicted, labels = q.argmax(1), list(range(classes))
    one_hot = np.eye(classes, dtype=int)[y]
    everyone = set(labels) <= set(y.tolist()) and classes > 2
    expected = {
        "confusion": confusion_matrix(y, predicted, labels=labels).flatten().tolist(),
        "perClass": scores(y, predicted, None, labels),
        "macro": scores(y, predicted, "macro"),
        "micro": scores(y, predicted, "micro"),
        "weighted": scores(y, predicted, "weighted"),
        "matthews": encoded(matthews_corrcoef(y, predicted)),
        "logLoss": encoded(log_loss(y, q, labels=labels)),
        "averagePrecision": [encoded(average_precision_score(one_hot[:, c], q[:, c])) for c in labels],
    }
    if everyone:
        expected["rocAuc"] = {average: encoded(roc_auc_score(y, q, multi_class="ovr", average=average, labels=labels)) for average in ("macro", "weighted")}
        expected["macroAveragePrecision"] = encoded(average_precision_score(one_hot, q))
    return {"label": label, "classes": classes, "probabilities": p.flatten().tolist(), "target": target.tolist(), "expected": expected}


def binary_case(label, p, labels):
    predicted = (p > 0.5).astype(int)
    expected = {
        "binary": scores(labels, predicted, "binary"),
        "matthews": encoded(matthews_corrcoef(labels, predicted)),
        "logLoss": encoded(log_loss(labels, p, labels=[0, 1])),
        "rocAuc": encoded(roc_auc_score(labels, p)),
        "averagePrecision": encoded(average_precision_score(labels, p)),
    }
    return {"label": label, "probabilities": p.tolist(), "target": labels.tolist(), "expected": expected}


def classification_cases():
    warnings.simplefilter("ignore")
    made = []
    for n, c, decimals in ((6, 3, 3), (40, 4, 1), (60, 3, 1), (100, 5, 3), (30, 2, 2)):
        draw = Draw(f"classification {n} {c}")
        p = np.array(draw.distributions([n, c], 1)["data"]).reshape(n, c)
        rounded = np.round(p, decimals)
        # Ties come from the rounding; each row is given back its sum, as scikit-learn asks for.
        p = rounded / rounded.sum(1, keepdims=True)
        y = np.array(draw.indices([n], c)["data"])
        made.append(class_case(f"{n} × {c}, {decimals} decimals", p, y, c))
        ignored = np.where(np.arange(n) % 3 == 0, -100, y)
        made.append(class_case(f"{n} × {c}, some ignored", p, ignored, c))
        made.append(class_case(f"{n} × {c}, class 0 never occurs", p, np.maximum(y, 1), c))
    made.append(class_case("always right", np.eye(3)[[0, 1, 2, 1]], np.array([0, 1, 2, 1]), 3))
    made.append(class_case("always wrong and sure", np.eye(3)[[0, 1, 2, 1]], np.array([1, 2, 0, 0]), 3))
    made.append(class_case("one class predicted", np.array([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3]]), np.array([0, 1, 1]), 2))
    for n, decimals in ((8, 1), (50, 1), (200, 3)):
        draw = Draw(f"classification {n}")
        p = np.round(np.array(draw.probabilities([n])["data"]), decimals)
        made.append(binary_case(f"binary {n}, {decimals} decimals", p, np.array(draw.binary([n])["data"])))
    made.append(binary_case("all scores alike", np.full(6, 0.5), np.array([0, 1, 0, 1, 1, 0])))
    made.append(binary_case("no positive predicted", np.array([0.1, 0.2, 0.3]), np.array([0, 1, 1])))
    return made
