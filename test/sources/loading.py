"""Writes files of more values than are copied into code (argument: a folder), or runs the programs of stdin in that folder."""

import io
import json
import os
import pickle
import sys
from contextlib import redirect_stdout

import numpy as np
import torch
from safetensors.torch import save_file

folder = sys.argv[1]
os.chdir(folder)
if sys.argv[2] == "write":
    scores = np.random.default_rng(0).normal(size=(400, 3))
    labels = np.random.default_rng(1).integers(0, 3, 400)
    np.save("big_endian.npy", scores.astype(">f4"))
    np.savez("pair.npz", scores=scores.astype("float32"), labels=labels.astype("uint16"))
    save_file({"val.scores": torch.tensor(scores).bfloat16(), "scores": torch.tensor(scores)}, "many.safetensors")
    arrays = {"scores": scores.astype(">f4"), "turned": np.asfortranarray(scores), "epoch": np.int64(3)}
    torch.save({**arrays, "tensor": torch.tensor(scores)}, "arrays.pt")
    torch.save({"scores": torch.tensor(scores)}, "protocol.pt", pickle_protocol=5)
    with open("arrays.pkl", "wb") as file:
        pickle.dump({**arrays, "tensor": torch.tensor(scores)}, file)
    torch.save({"val": {"out": [torch.zeros(1), torch.tensor(scores).bfloat16()]}, "a.b": torch.tensor(scores)}, "run.pt")
else:
    for line in sys.stdin:
        asked = json.loads(line)
        printed = io.StringIO()
        scope = {"__name__": "program"}
        try:
            with redirect_stdout(printed):
                exec(asked["code"], scope)
            print(json.dumps({"name": asked["name"], "printed": printed.getvalue()}))
        except Exception as error:
            print(json.dumps({"name": asked["name"], "printed": "{}: {}".format(type(error).__name__, error)}))
