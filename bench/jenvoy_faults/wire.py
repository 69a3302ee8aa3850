"""Many connections at once that do as a script says. What an attacker's process consists of."""

import errno
import resource
import select
import socket
import time
from collections.abc import Callable, Iterator

#: In a script: hold the connection and send nothing more, until the other side ends it.
HOLD = None

_CONNECTS_A_ROUND = 100
_ROUND = 0.05


def raise_limit() -> int:
    """Lets this process open as many descriptors as it may; how many that are."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


class Counters:
    """Numbers that an attacker's processes count together and the judge reads."""

    NAMES = ("opened", "refused", "sent", "ended", "answered", "cut", "open", "status_2xx", "status_429", "status_503")

    def __init__(self, context):
        self._values = context.Array("q", len(self.NAMES))

    def add(self, name: str, amount: int = 1) -> None:
        with self._values.get_lock():
            self._values[self.NAMES.index(name)] += amount

    def __getitem__(self, name: str) -> int:
        return self._values[self.NAMES.index(name)]


class _Connection:
    def __init__(self, sock: socket.socket, script: Iterator):
        self.sock = sock
        self.script = script
        self.pending = memoryview(b"")
        self.due = 0.0
        self.holds = False
        self.sent = 0


class Crowd:
    """
    Connections to one port. `script(n)` gives what the n-th sends: bytes, a number of seconds to wait, or HOLD. One whose
    script ends is closed. Total bytes and time are bounded by who made it.
    """

    def __init__(
        self,
        port: int,
        count: int,
        script: Callable[[int], Iterator],
        counters: Counters,
        renew: bool = False,
        reads: bool = True,
        receive_buffer: int | None = None,
        sources: int = 1,
        most_bytes: int = 1 << 34,
    ):
        self._port = port
        self._count = count
        self._script = script
        self._counters = counters
        self._renew = renew
        self._reads = reads
        self._receive_buffer = receive_buffer
        self._sources = sources
        self._left = most_bytes
        self._made = 0
        self._poll = select.epoll()
        self._open: dict[int, _Connection] = {}

    def run(self, goes_on: Callable[[], bool]) -> None:
        """Until it is told to end, or all is done."""
        pause = 0.0
        while goes_on():
            if time.monotonic() >= pause and not self._connect():
                pause = time.monotonic() + 0.2
            if not self._open and self._made >= self._count and not self._renew:
                break
            self._wake()
            for number, events in self._poll.poll(_ROUND):
                connection = self._open.get(number)
                if connection is not None:
                    self._serve(connection, events)
        for connection in list(self._open.values()):
            self._close(connection, None)

    def _connect(self) -> bool:
        """Opens some of the missing connections; false if the server accepts no more of them at the moment."""
        for _ in range(_CONNECTS_A_ROUND):
            if len(self._open) >= self._count or (not self._renew and self._made >= self._count) or self._left <= 0:
                return True
            sock = socket.socket()
            try:
                if self._receive_buffer is not None:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._receive_buffer)
                if self._sources > 1:
                    number = self._made % self._sources
                    sock.bind((f"127.0.{1 + number // 250}.{1 + number % 250}", 0))
                sock.settimeout(1)
                sock.connect(("127.0.0.1", self._port))
            except OSError as e:
                sock.close()
                self._counters.add("refused")
                if e.errno == errno.EMFILE:
                    self._count = len(self._open)
                return False
            sock.setblocking(False)
            connection = _Connection(sock, self._script(self._made))
            self._made += 1
            self._open[sock.fileno()] = connection
            self._poll.register(sock.fileno(), select.EPOLLOUT | (select.EPOLLIN if self._reads else select.EPOLLRDHUP))
            self._counters.add("opened")
            self._counters.add("open")
        return True

    def _wake(self) -> None:
        now = time.monotonic()
        for connection in list(self._open.values()):
            if connection.due and connection.due <= now:
                connection.due = 0.0
                self._want(connection, True)

    def _want(self, connection: _Connection, writing: bool) -> None:
        reading = select.EPOLLIN if self._reads else select.EPOLLRDHUP
        self._poll.modify(connection.sock.fileno(), reading | (select.EPOLLOUT if writing else 0))

    def _serve(self, connection: _Connection, events: int) -> None:
        if events & (select.EPOLLERR | select.EPOLLHUP | select.EPOLLRDHUP) and not events & select.EPOLLIN:
            self._close(connection, "ended")
            return
        try:
            if events & select.EPOLLIN:
                read = connection.sock.recv(65536)
                if not read:
                    self._close(connection, "ended")
                    return
                self._count_answer(read)
            if events & select.EPOLLOUT:
                self._write(connection)
        except BlockingIOError:
            pass
        except OSError:
            self._close(connection, "cut")

    def _count_answer(self, read: bytes) -> None:
        if read.startswith(b"HTTP/1.1 "):
            self._counters.add("answered")
            status = read[9:12]
            if status.startswith(b"2"):
                self._counters.add("status_2xx")
            elif status in (b"429", b"503"):
                self._counters.add("status_" + status.decode())

    def _write(self, connection: _Connection) -> None:
        for _ in range(8):
            if not connection.pending:
                step = next(connection.script, StopIteration)
                if step is StopIteration:
                    self._close(connection, None)
                    return
                if step is HOLD:
                    self._want(connection, False)
                    return
                if isinstance(step, (int, float)):
                    connection.due = time.monotonic() + step
                    self._want(connection, False)
                    return
                connection.pending = memoryview(step)
            if self._left <= 0:
                self._want(connection, False)
                return
            sent = connection.sock.send(connection.pending[:262144])
            self._left -= sent
            connection.pending = connection.pending[sent:]
            self._counters.add("sent", sent)

    def _close(self, connection: _Connection, how: str | None) -> None:
        number = connection.sock.fileno()
        self._open.pop(number, None)
        try:
            self._poll.unregister(number)
        except (OSError, ValueError):
            pass
        connection.sock.close()
        self._counters.add("open", -1)
        if how:
            self._counters.add(how)


def head(method: str, path: str, headers: dict[str, str], length: int | None) -> bytes:
    """The head of a request; its body is chunked where it has no length."""
    fields = {"Host": "127.0.0.1"} | headers
    fields |= {"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)}
    lines = [f"{method} {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"
