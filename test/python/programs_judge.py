"""Runs programs, one JSON a line {"id", "code", "flag"}, and answers what each of their prints at the module's level was given:
{"id", "prints": {line: value or null where it was not always the same}, "error"}.
"""

import contextlib
import io
import json
import os
import signal
import sys
import warnings

import numpy as np
import torch

from recorded import recorded

torch.set_num_threads(1)
warnings.simplefilter("ignore")
np.seterr(all="ignore")


class Endless(BaseException):
    pass


def stop(*_):
    raise Endless


def run(code, flag):
    prints = {}

    def show(value):
        frame = sys._getframe(1)
        if frame.f_code.co_name == "<module>":
            line = frame.f_lineno
            found = recorded(value)
            prints[line] = found if line not in prints or prints[line] == found else None

    os.environ["FLAG"] = flag
    error = None
    signal.setitimer(signal.ITIMER_REAL, 3)
    try:
        exec(compile(code, "<program>", "exec"), {"__name__": "__main__", "print": show})
    except Endless:
        error = "Endless"
    except Exception as found:
        error = f"{type(found).__name__}: {found}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"prints": prints, "error": error}


def main():
    signal.signal(signal.SIGALRM, stop)
    out = sys.stdout
    with contextlib.redirect_stdout(io.StringIO()):
        for line in sys.stdin:
            asked = json.loads(line)
            try:
                answer = run(asked["code"], asked["flag"])
            except Endless:
                answer = {"prints": {}, "error": "Endless"}
            out.write(json.dumps({"id": asked["id"], **answer}) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
