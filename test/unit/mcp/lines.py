"""Asks a server for agents (arguments: its command) as a client of the protocol that is nobody's library: a line of JSON each way.

Prints what the server answered, by the ids of the requests: one JSON object, with the server's exit code under "exit".
"""

import json
import subprocess
import sys

CODE = """import torch
import torch.nn.functional as F
probs = torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]])
labels = torch.tensor([0, 1, 2, 0])
loss = F.cross_entropy(probs, labels)
"""

server = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def send(method, params=None, identity=None):
    message = {"jsonrpc": "2.0", "method": method}
    if identity is not None:
        message["id"] = identity
    if params is not None:
        message["params"] = params
    server.stdin.write(json.dumps(message) + "\n")
    server.stdin.flush()


def answers(count):
    found = {}
    while len(found) < count:
        line = server.stdout.readline()
        if line == "":
            raise SystemExit("the server ended")
        message = json.loads(line)
        if "method" not in message:
            found[str(message["id"])] = message
    return found


hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "lines", "version": "1"}}
send("initialize", hello, "hello")
said = answers(1)
send("notifications/initialized")
# One behind the other without waiting: answers may come in any order.
send("tools/list", None, 1)
send("tools/call", {"name": "check_losses", "arguments": {"code": CODE}}, "zwölf")
send("tools/call", {"name": "evaluate_arrays", "arguments": {"input": [[0.8, 0.2]], "target": [0]}}, 3)
send("tools/call", {"name": "explain_loss", "arguments": {"text": "loss: 0.6931"}}, 4)
send("tools/call", {"name": "evaluate_arrays", "arguments": {"input": "no array", "target": [0]}}, 5)
send("resources/list", None, 6)
send("ping", None, 7)
said.update(answers(7))
server.stdin.close()
said["exit"] = server.wait(60)
print(json.dumps(said))
