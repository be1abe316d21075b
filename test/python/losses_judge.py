"""Runs little programs under the torch installed here: python3 losses_judge.py < programs.jsonl

Each line is {"text"}; each answer {"value"} of the name `loss`, or {"exception": {"type", "message"}}.
"""

import json
import sys
import types
import warnings

import torch
import torch.nn.functional as F
from recorded import recorded

warnings.simplefilter("ignore")
torch.set_num_threads(1)


def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction="none"):
    """By the definition of torchvision.ops.sigmoid_focal_loss (0.28), which only composes functions of torch."""
    if not (0 <= alpha <= 1) and alpha != -1:
        raise ValueError(f"Invalid alpha value: {alpha}. alpha must be in the range [0,1] or -1 for ignore.")
    p = torch.sigmoid(inputs)
    loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    loss = loss * (1 - (p * targets + (1 - p) * (1 - targets))) ** gamma
    if alpha >= 0:
        loss = (alpha * targets + (1 - alpha) * (1 - targets)) * loss
    if reduction == "none":
        pass
    elif reduction == "mean":
        loss = loss.mean()
    elif reduction == "sum":
        loss = loss.sum()
    else:
        raise ValueError(
            f"Invalid Value for arg 'reduction': '{reduction} \n Supported reduction modes: 'none', 'mean', 'sum'"
        )
    return loss


def install_torchvision():
    module, ops = types.ModuleType("torchvision"), types.ModuleType("torchvision.ops")
    ops.sigmoid_focal_loss = sigmoid_focal_loss
    module.ops = ops
    sys.modules.update({"torchvision": module, "torchvision.ops": ops})


def judge(text):
    scope = {}
    try:
        exec(compile(text, "<program>", "exec"), scope)
    except Exception as error:  # the exception is what is compared
        return {"exception": {"type": type(error).__name__, "message": str(error)}}
    return {"value": recorded(scope["loss"])}


def main():
    install_torchvision()
    for line in sys.stdin:
        print(json.dumps(judge(json.loads(line)["text"])))


if __name__ == "__main__":
    main()
