"""Serves deliveries to a resident hook of Jenvoy: put this file beside the hook, and call serve(handle)."""

import contextlib
import io
import json
import sys
import traceback

# Characters of output. Jenvoy keeps less, and takes an answer of 8 MB.
MOST = 1_000_000


def serve(handle):
    """Calls handle(delivery) for each delivery; it returns the exit code, None for 0. What it prints is the output."""
    answers, requests = sys.stdout, sys.stdin.buffer
    for line in iter(requests.readline, b""):
        delivery = json.loads(line)
        printed, code = io.StringIO(), 1
        try:
            with contextlib.redirect_stdout(printed):
                code = handle(delivery) or 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except Exception:
            traceback.print_exc()
        sys.stderr.flush()
        output = printed.getvalue()
        if len(output) > MOST:
            output = output[: MOST // 2] + "\n[cut]\n" + output[-MOST // 2 :]
        answers.write(json.dumps({"run": delivery["run"], "returncode": code & 255, "output": output}) + "\n")
        answers.flush()
