"""The parameters of torch's losses, in their order, with their defaults."""

import inspect

import torch.nn.functional as F
from torch import nn

FUNCTIONAL = {
    "CrossEntropyLoss": F.cross_entropy,
    "NLLLoss": F.nll_loss,
    "BCELoss": F.binary_cross_entropy,
    "BCEWithLogitsLoss": F.binary_cross_entropy_with_logits,
    "KLDivLoss": F.kl_div,
    "MultiLabelSoftMarginLoss": F.multilabel_soft_margin_loss,
    "MultiLabelMarginLoss": F.multilabel_margin_loss,
    "MultiMarginLoss": F.multi_margin_loss,
    "SoftMarginLoss": F.soft_margin_loss,
    "HingeEmbeddingLoss": F.hinge_embedding_loss,
    "MSELoss": F.mse_loss,
    "L1Loss": F.l1_loss,
    "HuberLoss": F.huber_loss,
    "SmoothL1Loss": F.smooth_l1_loss,
    "PoissonNLLLoss": F.poisson_nll_loss,
    "GaussianNLLLoss": F.gaussian_nll_loss,
    "CosineEmbeddingLoss": F.cosine_embedding_loss,
    "MarginRankingLoss": F.margin_ranking_loss,
    "TripletMarginLoss": F.triplet_margin_loss,
}


def parameters(function):
    """Name, kind and default of each, without `self`."""
    return [
        {
            "name": parameter.name,
            "keywordOnly": parameter.kind == inspect.Parameter.KEYWORD_ONLY,
            **({} if parameter.default is inspect.Parameter.empty else {"default": parameter.default}),
        }
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name != "self"
    ]


def signature_cases():
    return [
        {
            "label": name,
            "functional": function.__name__,
            "arguments": [each for each in parameters(function) if "default" not in each],
            "functionalOptions": [each for each in parameters(function) if "default" in each],
            "moduleOptions": parameters(getattr(nn, name)),
        }
        for name, function in FUNCTIONAL.items()
    ]
