"""The real server in a folder of its own, with the options of production, and what can be measured of it."""

import http.client
import json
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from jenvoy_bench.systems import Failed, free_port, write_hook

from . import senders

#: Tells who ran, and the size of the payload that it was given.
HOOK = """#!/bin/sh
printf '%s %s\\n' "$JENVOY_DELIVERY" "$(wc -c <"$1")" >>"$WITNESS/ran"
echo deployed
"""

#: How long a stop may take: shutdown_timeout and kill_grace of the configuration below, and some seconds.
TO_STOP = 15
ADMIN_TOKEN = "admin-0123456789abcdef0123456789"


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    seconds: float


@dataclass(frozen=True)
class Level:
    """What a process holds. Heap in MB after a collection, where the JDK's jcmd tells it."""

    descriptors: int
    threads: int
    resident: float
    heap: float | None

    def __str__(self) -> str:
        heap = "" if self.heap is None else f" heap={self.heap:.0f}MB"
        return f"fds={self.descriptors} threads={self.threads} rss={self.resident:.0f}MB{heap}"


class Server:
    """A server on ports of the loopback interface. Started and ended by its own process id."""

    def __init__(self, folder: Path, command: list[str], config: dict | None = None, data: Path | None = None):
        self.folder = folder
        self.command = command
        self.witness = folder / "witness"
        self.data = data or folder / "data"
        self.log = folder / "server.log"
        self.port = free_port()
        self.admin = free_port()
        self.process: subprocess.Popen | None = None
        self.witness.mkdir(parents=True, exist_ok=True)
        self.config = {
            "http_host": "127.0.0.1",
            "http_port": self.port,
            "admin_port": self.admin,
            "admin_token": ADMIN_TOKEN,
            # Nothing of this leaves the machine: GitHub's address list is not fetched.
            "github_ips_only": False,
            "hooks_path": str(folder / "hooks"),
            "child_hooks": "delimited",
            "data_path": str(self.data),
            "kill_grace": "2s",
            "hooks": {"*": {"concurrency": "parallel", "env": {"WITNESS": str(self.witness)}}},
            **senders.CONFIG,
            **(config or {}),
        }
        self.hook("push")
        self.hook("push_hook")
        self.hook("repo_refs_changed-site")
        self.write_config()

    def hook(self, name: str, text: str = HOOK) -> None:
        write_hook(self.folder / "hooks" / name, text)

    def write_config(self) -> None:
        draft = self.folder / "config.json.new"
        draft.write_text(json.dumps(self.config, indent=1))
        draft.rename(self.folder / "config.json")

    # --- Its life ---------------------------------------------------------------------

    def start(
        self, descriptors: int | None = None, environment: dict[str, str] | None = None, log=None, options: str = ""
    ) -> "Server":
        """Starts it and returns at once. `log` takes its output in place of the file."""
        out = log if log is not None else self.log.open("ab")
        settings = dict(os.environ) | (environment or {})
        if options:
            settings["JENVOY_JAVA_OPTS"] = f"{settings.get('JENVOY_JAVA_OPTS', '')} {options}".strip()

        def limit() -> None:
            if descriptors is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.process = subprocess.Popen(
            self.command + ["serve", "--config", str(self.folder / "config.json")],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=self.folder,
            env=settings,
            preexec_fn=limit,
        )
        if log is None:
            out.close()
        return self

    def serving(self, seconds: float = 60) -> "Server":
        """Waits until both listeners answer."""
        end = time.monotonic() + seconds
        while True:
            try:
                if self.get("/healthz", timeout=5).status and self.get("/api/session", admin=True, timeout=5).status:
                    return self
            except OSError:
                pass
            if not self.lives():
                raise Failed(f"the server ended with {self.process.returncode}: {self.said()[-600:]}")
            if time.monotonic() > end:
                raise Failed(f"the server does not serve: {self.said()[-600:]}")
            time.sleep(0.05)

    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        if self.lives():
            self.process.kill()
        if self.process is not None:
            self.process.wait()
        self.forget_memory()

    def forget_memory(self) -> None:
        """Deletes the payload files in shared memory that a killed server leaves; its next start would."""
        link = self.data / "memory"
        try:
            target = Path(os.readlink(link))
        except OSError:
            return
        if target.name.startswith("jenvoy"):
            shutil.rmtree(target, ignore_errors=True)

    def stop(self, seconds: float = TO_STOP) -> float | None:
        """SIGTERM; how long it took to end, or nothing where it did not."""
        began = time.monotonic()
        if not self.lives():
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
            return time.monotonic() - began
        except subprocess.TimeoutExpired:
            return None

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *unused) -> None:
        self.kill()

    # --- Requests ---------------------------------------------------------------------

    def send(self, request: senders.Request, timeout: float = 10) -> Answer:
        return self._ask(self.port, request.method, request.path, request.body, request.headers, timeout)

    def get(self, path: str, admin: bool = False, timeout: float = 10, token: str | None = ADMIN_TOKEN) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if admin and token else {}
        return self._ask(self.admin if admin else self.port, "GET", path, None, headers, timeout)

    def ask(self, method: str, path: str, body: dict | None = None, headers: dict | None = None) -> Answer:
        """A request with a JSON body to the admin listener."""
        given = {"Content-Type": "application/json", "Authorization": f"Bearer {ADMIN_TOKEN}"} | (headers or {})
        return self._ask(self.admin, method, path, None if body is None else json.dumps(body).encode(), given, 20)

    def register(self, provider: str, repo_path: str) -> tuple[str, str]:
        """Path and secret of a new endpoint."""
        body = {"provider": provider, "repo_id": repo_path.partition("/")[2], "repo_path": repo_path}
        answer = self.ask("POST", "/conduit/webhooks/register", body)
        if answer.status != 201:
            raise Failed(f"no endpoint was registered: {answer.status} {answer.text}")
        data = json.loads(answer.text)["data"]
        return data["uri"], data["secret"]

    def _ask(self, port, method, path, body, headers, timeout) -> Answer:
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(answer.status, text, time.monotonic() - began)
        except TimeoutError as e:
            raise TimeoutError(f"{method} {path[:60]} is not answered within {timeout} s; {self.threads()}") from e
        except http.client.HTTPException as e:
            raise ConnectionError(str(e)) from e
        finally:
            connection.close()

    def threads(self) -> str:
        """What the server's threads do now, where the JDK's jcmd tells it."""
        jcmd = shutil.which("jcmd")
        if jcmd is None or not self.lives():
            return "no thread dump"
        try:
            command = [jcmd, str(self.process.pid), "Thread.print"]
            return subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout
        except (subprocess.SubprocessError, OSError) as e:
            return f"no thread dump: {e}"

    # --- What it holds ----------------------------------------------------------------

    def level(self, heap: bool = True) -> Level:
        proc = Path(f"/proc/{self.process.pid}")
        status = (proc / "status").read_text()
        threads = int(re.search(r"^Threads:\s+(\d+)", status, re.M).group(1))
        resident = int(re.search(r"^VmRSS:\s+(\d+)", status, re.M).group(1)) * 1024 / 1e6
        return Level(len(os.listdir(proc / "fd")), threads, resident, self.heap() if heap else None)

    def heap(self) -> float | None:
        """MB of the heap after a collection."""
        jcmd = shutil.which("jcmd")
        if jcmd is None:
            return None
        try:
            for _ in range(2):
                subprocess.run([jcmd, str(self.process.pid), "GC.run"], capture_output=True, timeout=10, check=True)
            told = subprocess.run(
                [jcmd, str(self.process.pid), "GC.heap_info"], capture_output=True, text=True, timeout=10, check=True
            ).stdout
        except (subprocess.SubprocessError, OSError):
            return None
        used = re.findall(r"(?:generation|garbage-first heap)\s+total \d+K, used (\d+)K", told)
        return sum(int(one) for one in used) / 1024 if used else None

    def on_disk(self) -> int:
        """Bytes that the data folder takes, as the file system counts them."""
        total = 0
        for root, _, files in os.walk(self.data):
            for name in files:
                try:
                    total += os.lstat(os.path.join(root, name)).st_blocks * 512
                except OSError:
                    pass
        return total

    def said(self) -> str:
        try:
            return self.log.read_text(errors="replace")
        except OSError:
            return ""

    def ran(self) -> dict[str, list[int]]:
        """Sizes of the payloads that hooks saw, by the delivery's id: one for each run."""
        runs: dict[str, list[int]] = {}
        file = self.witness / "ran"
        for line in file.read_text().splitlines() if file.exists() else []:
            delivery, _, size = line.partition(" ")
            runs.setdefault(delivery, []).append(int(size or 0))
        return runs


def command(text: str | None, top: Path) -> list[str]:
    """What starts a server: the launcher, or what was given."""
    return shlex.split(text) if text else [str(top / "jenvoy")]


def as_root() -> bool:
    return os.geteuid() == 0


def in_thread(task, *arguments) -> threading.Thread:
    thread = threading.Thread(target=task, args=arguments, daemon=True)
    thread.start()
    return thread
