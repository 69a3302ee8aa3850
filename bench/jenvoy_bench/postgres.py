"""A PostgreSQL of the machine's own programs, under an account of its own, on loopback. It syncs, as one that keeps promises does."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from .systems import TICKS, Failed, free_port

ACCOUNT = "postgres"
ROLE = "jenvoy"
DATABASE = "jenvoy"
KEY = "c0ffee" * 10 + "c0de"


def programs() -> Path:
    """The folder of PostgreSQL's programs: $JENVOY_PG_BIN, the newest of Debian's, or that of the PATH."""
    given = os.environ.get("JENVOY_PG_BIN")
    if given:
        return Path(given)
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4].split(".")[0]))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    raise Failed("there is no PostgreSQL: apt-get install postgresql")


class Postgres:
    """A server with an empty database. A context manager."""

    def __init__(self):
        self.bin = programs()
        # Only its account may use its folder, and that account must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="jenvoy-bench-postgres-"))
        self.port = free_port()
        self.process: subprocess.Popen | None = None
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, account.pw_uid, account.pw_gid)

    def command(self, program: str, *arguments: str) -> list[str]:
        found = [str(self.bin / program), *arguments]
        if os.geteuid() == 0:
            found = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups", *found]
        return found

    def run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            self.command(program, *arguments), capture_output=True, text=True, timeout=1200, cwd="/"
        )
        if done.returncode != 0:
            raise Failed(f"{program} failed: {done.stderr.strip()}")
        return done.stdout

    def __enter__(self):
        data = self.folder / "data"
        self.run("initdb", f"--pgdata={data}", f"--username={ACCOUNT}", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "shared_buffers=256MB",
            "max_wal_size=2GB",
        ]
        arguments = [word for setting in settings for word in ("-c", setting)]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            self.command("postgres", "-D", str(data), *arguments), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/"
        )
        log.close()
        try:
            end = time.monotonic() + 60
            while subprocess.run(self.command("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port))).returncode:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise Failed(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-2000:]}")
                time.sleep(0.05)
            self.sql(f"CREATE ROLE {ROLE} LOGIN", "postgres")
            self.sql(f"CREATE DATABASE {DATABASE} OWNER {ROLE}", "postgres")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *unused):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, database: str = DATABASE) -> list[str]:
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-U", ACCOUNT, "-d", database]
        return self.command("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", *address)

    def sql(self, text: str, database: str = DATABASE) -> str:
        done = subprocess.run(
            self.psql(database), input=text, capture_output=True, text=True, timeout=1800, cwd="/"
        )
        if done.returncode != 0:
            raise Failed(f"psql: {done.stderr.strip()}")
        return done.stdout.strip()

    def processor_seconds(self) -> float:
        """Processor time of all its processes, those that have ended too."""
        ticks = 0
        for file in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = file.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            # Its own processes wait for none, so that what they waited for counts nothing twice.
            if int(file.parent.name) == self.process.pid or int(fields[1]) == self.process.pid:
                ticks += sum(map(int, fields[11:15]))
        return ticks / TICKS

    def url(self) -> str:
        return f"jdbc:postgresql://127.0.0.1:{self.port}/{DATABASE}"

    def keys(self, lease: str = "30s") -> dict:
        """The keys of a configuration whose journal is here."""
        return {"journal": {"url": self.url(), "user": ROLE, "lease": lease, "replicated": "no"}, "endpoint_key": KEY}
