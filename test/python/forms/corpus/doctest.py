### a docstring's example
import torch
import torch.nn.functional as F


def smooth_ce(x, y):
    """Cross entropy, smoothed.

    >>> import torch
    >>> import torch.nn.functional as F
    >>> x = torch.tensor([[0.2, 0.1]])
    >>> F.cross_entropy(x, torch.tensor([0]), label_smoothing=0.1)
    tensor(0.6494)
    """

### an example with a loop
"""A module.

Example::

    >>> import torch
    >>> m = torch.nn.Sigmoid()
    >>> loss = torch.nn.BCELoss()
    >>> input = torch.tensor([0.5, -0.5, 2.0])
    >>> target = torch.tensor([1.0, 0.0, 1.0])
    >>> for _ in range(2):
    ...     output = loss(m(input), target)
    >>> output
    tensor(0.3584)
"""

### comments with prompts
# >>> not this
def f():
    '''Two samples.

    >>> import torch, torch.nn.functional as F
    >>> logits = torch.tensor([[0.1, 0.2],
    ...                        [0.5, 0.4]])
    >>> F.cross_entropy(
    ...     logits,
    ...     torch.tensor([1, 0]),
    ... )
    tensor(0.6444)
    '''
    return None

### a class's docstring
class Loss:
    """
    Examples:
        >>> import torch
        >>> criterion = torch.nn.CrossEntropyLoss(reduction="sum")
        >>> criterion(torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 0]))
        tensor(1.6265)
    """

### targets of other kinds
r"""
    >>> import torch.nn as nn, torch
    >>> loss = nn.CrossEntropyLoss()
    >>> input = torch.tensor([[0.3, 0.6, 0.1]], requires_grad=True)
    >>> target = torch.tensor([[0.1, 0.8, 0.1]])
    >>> output = loss(input, target)
    >>> output.backward()
"""

### margins
"""
>>> import torch.nn as nn, torch
>>> loss = nn.MultiMarginLoss()
>>> x = torch.tensor([[0.1, 0.2, 0.4, 0.8]])
>>> y = torch.tensor([3])
>>> loss(x, y)
tensor(0.32...)
>>> loss = nn.MultiLabelMarginLoss()
>>> y = torch.LongTensor([[3, 0, -1, 1]])
>>> loss(x, y)
tensor(0.85...)
"""
