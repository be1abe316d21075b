"""A real ipykernel behind lines of JSON: {"id", "code"} in; {"id", "mime", "text"}, {"id", "done"} and {"status"} out."""

import json
import sys
import threading

from jupyter_client.manager import start_new_kernel


def say(**line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def outputs_of(client, message_id):
    while True:
        message = client.get_iopub_msg(timeout=None)
        kind, content = message["msg_type"], message["content"]
        if message["parent_header"].get("msg_id") != message_id:
            continue
        if kind == "stream":
            yield "application/vnd.code.notebook." + content["name"], content["text"]
        elif kind == "error":
            error = {"name": content["ename"], "message": content["evalue"], "stack": "\n".join(content["traceback"])}
            yield "application/vnd.code.notebook.error", json.dumps(error)
        elif kind in ("execute_result", "display_data"):
            yield "text/plain", content["data"].get("text/plain", "")
        elif kind == "status" and content["execution_state"] == "idle":
            return


def main():
    manager, client = start_new_kernel(kernel_name="python3")
    say(status="idle")

    def watch():
        import time

        while manager.is_alive():
            time.sleep(0.2)
        say(status="dead")

    threading.Thread(target=watch, daemon=True).start()
    try:
        for line in sys.stdin:
            asked = json.loads(line)
            if asked.get("kill"):
                manager.shutdown_kernel(now=True)
                continue
            if not manager.is_alive():
                say(id=asked["id"], failed="the kernel is dead", done=True)
                continue
            say(status="busy")
            message_id = client.execute(asked["code"], silent=False, store_history=False, allow_stdin=False)
            for mime, text in outputs_of(client, message_id):
                say(id=asked["id"], mime=mime, text=text)
            say(status="idle")
            say(id=asked["id"], done=True)
    finally:
        client.stop_channels()
        if manager.is_alive():
            manager.shutdown_kernel(now=True)


main()
