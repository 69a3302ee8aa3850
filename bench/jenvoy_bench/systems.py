"""The servers that are measured, each started and ended here, by its own process id."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
import uuid
from pathlib import Path

from . import deliveries

TICKS = os.sysconf("SC_CLK_TCK")
HOOK = "#!/bin/sh\necho deployed\n"


class Failed(Exception):
    """Something could not be measured; the message says why."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_hook(file: Path, text: str = HOOK) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)
    return file


# The same work, for a process of its own and for one that stays.
PYTHON_HOOK = """#!/usr/bin/env python3
import json, sys
print("deployed")
"""

RESIDENT_HOOK = """#!/usr/bin/env python3
import json, sys
for line in sys.stdin:
    delivery = json.loads(line)
    print(json.dumps({"run": delivery["run"], "returncode": 0, "output": "deployed\\n"}), flush=True)
"""


class Server:
    """A server process that takes deliveries on a port of the loopback interface. A context manager."""

    name = ""
    path = "/"

    def __init__(self, folder: Path):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self, environment: dict[str, str] | None = None) -> None:
        """Starts it and returns at once."""
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, env=environment
        )
        log.close()

    def await_port(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                raise Failed(f"{self.name} does not listen; see {self.folder}/server.log")
            time.sleep(0.001)

    def __enter__(self):
        self.start()
        try:
            self.await_port()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *unused):
        self.stop()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def send(self, body: bytes, sign: str | None = None) -> tuple[int, str]:
        """Sends one delivery."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        headers = {
            "Content-Type": "application/json",
            "X-GitHub-Event": "push",
            "X-GitHub-Delivery": str(uuid.uuid4()),
            "X-Hub-Signature-256": sign or deliveries.signature(body),
        }
        try:
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def expect(self, body: bytes, text: str, sign: str | None = None) -> None:
        """One delivery whose answer must hold this text: what is measured must be what is meant."""
        status, answer = self.send(body, sign)
        if text not in answer:
            raise Failed(f"{self.name} answered {status} {answer!r}, expected {text!r}")

    def first_answer(self, environment: dict[str, str], body: bytes, text: str) -> float:
        """Milliseconds from the start to the first answer, which must hold this text. The server is stopped then."""
        began = time.monotonic()
        self.start(environment)
        try:
            self.await_port()
            self.expect(body, text)
            return (time.monotonic() - began) * 1e3
        finally:
            self.stop()

    def resident(self, field: str = "VmRSS") -> float:
        """Resident memory in MB (million bytes); the most that there was with VmHWM."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise Failed(f"{self.name} has ended")

    def processor_seconds(self) -> tuple[float, float]:
        """Processor time of the server itself, and of the processes that it has waited for."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        own, children = (sum(map(int, fields[at : at + 2])) / TICKS for at in (11, 13))
        return own, children


class Jenvoy(Server):
    """Jenvoy, started by its launcher and so with its flags."""

    def __init__(
        self,
        folder: Path,
        top: Path,
        name: str,
        concurrency: str = "parallel",
        data: Path | None = None,
        options: dict | None = None,
        keys: dict | None = None,
        serve: tuple[str, ...] = (),
        java_options: str = "",
    ):
        """Options are those of every hook; keys stand at the top of the configuration."""
        super().__init__(folder)
        self.top = top
        self.name = name
        self.serve = serve
        self.java_options = java_options
        self.hooks = folder / "hooks"
        self.hooks.mkdir(exist_ok=True)
        self.data = data or folder / "data"
        self.admin_port = free_port()
        config = {
            "http_host": "127.0.0.1",
            "http_port": self.port,
            "admin_port": self.admin_port,
            # Nothing of this leaves the machine: GitHub's address list is not fetched.
            "github_ips_only": False,
            "enforce_secret": deliveries.SECRET,
            "hooks_path": str(self.hooks),
            "child_hooks": "delimited",
            "data_path": str(self.data),
            "hooks": {"*": {"concurrency": concurrency} | (options or {})},
        } | (keys or {})
        (folder / "config.json").write_text(json.dumps(config))

    def command(self) -> list[str]:
        return [str(self.top / "jenvoy"), "serve", *self.serve, "--config", str(self.folder / "config.json")]

    def start(self, environment: dict[str, str] | None = None) -> None:
        if self.java_options:
            environment = (environment or dict(os.environ)) | {"JENVOY_JAVA_OPTS": self.java_options}
        super().start(environment)


class Peer(Server):
    """Debian's package webhook (adnanh/webhook)."""

    name = "webhook"
    path = "/hooks/push"

    def __init__(self, folder: Path, event: str = "push", hook: str = HOOK):
        super().__init__(folder)
        signed = {
            "match": {
                "type": "payload-hmac-sha256",
                "secret": deliveries.SECRET,
                "parameter": {"source": "header", "name": "X-Hub-Signature-256"},
            }
        }
        wanted = {
            "match": {"type": "value", "value": event, "parameter": {"source": "header", "name": "X-GitHub-Event"}}
        }
        hook = {
            "id": "push",
            "execute-command": str(write_hook(folder / "hook", hook)),
            "include-command-output-in-response": True,
            "trigger-rule": {"and": [signed, wanted]},
        }
        (folder / "hooks.json").write_text(json.dumps([hook]))

    def command(self) -> list[str]:
        return ["webhook", "-ip", "127.0.0.1", "-port", str(self.port), "-hooks", str(self.folder / "hooks.json")]
