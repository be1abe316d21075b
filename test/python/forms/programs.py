"""The programs of this folder: files by kind, in each `### name` in front of every program, and what stands in front of the first
belongs to all of them.

Lines that begin with `#!` are for the judge and not part of a program:
  #! before: CODE   run in front of it, such as what a file or a flag holds
  #! after: CODE    run behind it, such as the call of a function that nobody calls
  #! names: a, b    names whose values are to be known at the end, besides the calls
  #! loose          nothing of it needs to be known, but nothing may be wrong

The kinds whose file's name begins with `control` hold programs in which no call's value can be known, except on lines that end
with `# known`; `notebook` files are cells behind `# %%`, `repl` files are sessions with prompts, `doctest` files docstrings.
"""

import pathlib
import re
from dataclasses import dataclass, field

FOLDER = pathlib.Path(__file__).resolve().parent / "corpus"
PROMPT = re.compile(r"^(\s*(?:>>> ?|\.\.\.: ?|\.\.\. ?|In \[\d+\]: ?))(.*)$")


@dataclass
class Program:
    kind: str
    name: str
    text: str
    before: list = field(default_factory=list)
    after: list = field(default_factory=list)
    names: list = field(default_factory=list)
    loose: bool = False

    @property
    def control(self):
        return self.kind.startswith("control")

    @property
    def cells(self):
        """(first line, text) of the parts that run one after another."""
        lines = self.text.split("\n")
        if not self.kind.startswith("notebook"):
            return [(0, self.text)]
        starts = [i for i, line in enumerate(lines) if line.startswith("# %%")]
        return [(a + 1, "\n".join(lines[a + 1 : b])) for a, b in zip(starts, [*starts[1:], len(lines)])]


def directive(program, line):
    word, _, rest = line[2:].strip().partition(":")
    if word == "loose":
        program.loose = True
    elif word == "names":
        program.names += [name.strip() for name in rest.split(",")]
    elif word in ("before", "after"):
        getattr(program, word).append(rest[1:])
    else:
        raise SystemExit(f"{program.kind}: {line}")


def read(path):
    parts = re.split(r"^### (.+)\n", path.read_text(), flags=re.M)
    prelude, programs = parts[0].strip("\n"), []
    for name, body in zip(parts[1::2], parts[2::2]):
        program = Program(path.stem, name.strip(), "")
        lines = body.strip("\n").split("\n")
        for line in lines:
            if line.startswith("#!"):
                directive(program, line)
        kept = "\n".join(line for line in lines if not line.startswith("#!"))
        program.text = (prelude + "\n" if prelude else "") + kept + "\n"
        programs.append(program)
    names = [program.name for program in programs]
    assert len(set(names)) == len(names), f"{path.name}: {[n for n in names if names.count(n) > 1]}"
    return programs


def everything():
    return [program for path in sorted(FOLDER.iterdir()) for program in read(path)]


def executable(program, text):
    """What Python runs of it, on the same lines, and how many columns each line was moved to the left."""
    lines, moved = text.split("\n"), []
    for i, line in enumerate(lines):
        shift = 0
        if program.kind.startswith(("repl", "doctest")):
            prompt = PROMPT.match(line)
            shift = len(prompt[1]) if prompt else 0
            lines[i] = prompt[2] if prompt else ""
        elif program.kind.startswith("notebook") and line.lstrip().startswith(("%", "!")):
            lines[i] = ""
        moved.append(shift)
    return "\n".join(lines), moved
