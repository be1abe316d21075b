### a plain test
import torch
import torch.nn.functional as F


def test_cross_entropy():
    logits = torch.tensor([[0.3, 0.8], [0.9, -0.4]])
    labels = torch.tensor([1, 0])
    loss = F.cross_entropy(logits, labels)
    assert torch.isclose(loss, torch.tensor(0.3500), atol=1)

### approx
import pytest
import torch
import torch.nn as nn


def test_value():
    assert nn.BCELoss()(torch.tensor([0.9, 0.2]), torch.tensor([1.0, 0.0])).item() == pytest.approx(0.1643, abs=1e-3)

### testing assert_close
import torch
import torch.nn.functional as F
from torch.testing import assert_close


def test_same():
    x = torch.tensor([[0.1, 0.7, 0.4]])
    y = torch.tensor([2])
    assert_close(F.cross_entropy(x, y), F.nll_loss(F.log_softmax(x, dim=1), y))

### arrays at module level
import torch
import torch.nn.functional as F

LOGITS = torch.tensor([[0.1, 0.7, 0.4]])
LABELS = torch.tensor([2])


def test_sum():
    assert F.cross_entropy(LOGITS, LABELS, reduction="sum") > 0


def test_none():
    assert F.cross_entropy(LOGITS, LABELS, reduction="none").shape == (1,)

### raises
import pytest
import torch
import torch.nn.functional as F


def test_raises():
    with pytest.raises(ValueError):
        F.cross_entropy(torch.tensor([[0.1, 0.2]]), torch.tensor([0, 1]))

### a class of tests
import torch
import torch.nn as nn


#! after: TestLoss().test_smooth()
class TestLoss:
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

    def test_smooth(self):
        out = torch.tensor([[2.0, 0.1, 0.1]])
        assert self.criterion(out, torch.tensor([0])) < 1

### a helper
import numpy as np
import torch
import torch.nn.functional as F


def make():
    return torch.tensor([[0.5, 0.5], [0.1, 0.9]]), torch.tensor([0, 1])


def test_helper():
    x, y = make()
    np.testing.assert_almost_equal(F.nll_loss(x.log(), y).item(), 0.3992, decimal=2)

### several calls
import torch
import torch.nn as nn


def test_reductions():
    x, y = torch.tensor([0.3, -0.2]), torch.tensor([1.0, 0.0])
    mean = nn.BCEWithLogitsLoss()(x, y)
    total = nn.BCEWithLogitsLoss(reduction="sum")(x, y)
    each = nn.BCEWithLogitsLoss(reduction="none")(x, y)
    assert torch.allclose(mean * 2, total)
    assert torch.allclose(each.sum(), total)

### parametrised
import pytest
import torch
import torch.nn.functional as F


#! after: test_param("mean", 0.69)
@pytest.mark.parametrize("reduction,expected", [("mean", 0.69)])
#! loose
def test_param(reduction, expected):
    loss = F.cross_entropy(torch.tensor([[0.5, 0.5]]), torch.tensor([0]), reduction=reduction)
    assert abs(loss.item() - expected) < 0.1

### a fixture
import pytest
import torch
import torch.nn.functional as F


@pytest.fixture
def logits():
    return torch.tensor([[0.4, 0.2]])


#! after: test_fixture(torch.tensor([[0.4, 0.2]]))
#! loose
def test_fixture(logits):
    assert F.cross_entropy(logits, torch.tensor([1])) > 0

### seeds and skips
import pytest
import torch
import torch.nn.functional as F


#! after: test_cpu.__wrapped__() if hasattr(test_cpu, "__wrapped__") else test_cpu()
@pytest.mark.skipif(False, reason="cpu only")
def test_cpu():
    torch.manual_seed(0)
    x = torch.tensor([[0.4, 0.2]])
    assert F.cross_entropy(x, torch.tensor([1])).item() == pytest.approx(0.798, abs=1e-2)
