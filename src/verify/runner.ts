import { REPORT_FILE } from "./pythonRun";

export const PROGRAM_FILE = "program.py";
export const TEST_FILE = "test_loss.py";

/** How many losses of one program are compared. */
export const MOST_VALUES = 10_000;

/** Ends the program should the editor be gone: a while after the editor itself would have. */
const BACKSTOP_SECONDS = 300;

const opening = `import faulthandler
import json
import sys

faulthandler.dump_traceback_later(${BACKSTOP_SECONDS}, exit=True)
report = {"python": sys.version.split()[0]}


def done():
    with open("${REPORT_FILE}", "w", encoding="utf-8") as file:
        json.dump(report, file)
    sys.stdout.flush()
    sys.stderr.flush()


try:
    import torch

    report["torch"] = str(torch.__version__)
except ModuleNotFoundError as error:
    report["missing"] = str(error.name)
    done()
    sys.exit()
except Exception as error:
    report["broken"] = "{}: {}".format(type(error).__name__, error)
    done()
    sys.exit()
`;

/** Runs the program beside it and writes down its loss, each value in hexadecimal, or the exception. */
export const programRunner = `${opening}
try:
    with open("${PROGRAM_FILE}", encoding="utf-8") as file:
        code = compile(file.read(), "${PROGRAM_FILE}", "exec")
    scope = {"__name__": "__main__"}
    exec(code, scope)
    loss = scope["loss"].detach()
    report["dtype"] = str(loss.dtype)
    report["shape"] = list(loss.shape)
    report["values"] = [value.hex() for value in loss.double().flatten()[:${MOST_VALUES}].tolist()]
    if loss.dim() == 0:
        report["item"] = repr(loss.item())
except Exception as error:
    report["exception"] = {"type": type(error).__name__, "message": str(error)}
done()
`;

/** Runs the test beside it under pytest, without plugins and configuration from elsewhere. */
export const testRunner = `${opening}
try:
    import pytest
except ModuleNotFoundError:
    report["missing"] = "pytest"
else:
    report["pytest"] = str(pytest.__version__)
    arguments = ["-q", "-p", "no:cacheprovider", "--rootdir=.", "-c", "empty.ini", "${TEST_FILE}"]
    report["exit"] = int(pytest.main(arguments))
done()
`;
