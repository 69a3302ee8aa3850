"""What those who were let in once may go on seeing, and what their connections leave."""

import http.client
import json
import socket
import threading
import time

from .. import senders, wire
from ..run import Run
from ..server import ADMIN_TOKEN
from . import case


class _Stream:
    """A stream of events, read by a thread until it ends."""

    def __init__(self, port: int, path: str, headers: dict[str, str]):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", path, headers=headers)
        self.answer = self.connection.getresponse()
        self.events = 0
        self.ended: float | None = None
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while line := self.answer.readline():
                self.events += line.startswith(b"event:")
        except (OSError, ValueError, AttributeError):
            pass
        self.ended = time.monotonic()


def _log_in(run: Run) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", run.server.admin, timeout=10)
    body = json.dumps({"token": ADMIN_TOKEN})
    connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    connection.close()
    return cookie


@case("live", "live streams go on after logout and after a new admin_token", 4)
def live(run: Run) -> None:
    server = run.serve()
    server.hook("push", "#!/bin/sh\nprintf '%s 0\\n' \"$JENVOY_DELIVERY\" >>\"$WITNESS/ran\"\n")
    server.hook("push-site-slow", "#!/bin/sh\nfor i in $(seq 90); do echo tick; sleep 0.5; done\n")
    server.config["response_timeout"] = "200ms"
    server.write_config()
    server.send(senders.github("slow-one", branch="slow"))
    entry = json.loads(server.get("/api/deliveries?limit=1", admin=True).text)["deliveries"][0]["entry"]
    cookie = _log_in(run)
    run.must(bool(cookie), "no session was opened")
    paths = ["/api/live", f"/api/deliveries/{entry}/live"]
    by_cookie = [_Stream(server.admin, path, {"Cookie": cookie}) for path in paths]
    by_token = [_Stream(server.admin, path, {"Authorization": f"Bearer {ADMIN_TOKEN}"}) for path in paths]
    time.sleep(1)
    run.must(all(stream.answer.status == 200 for stream in by_cookie + by_token), "a stream was not opened")
    began = time.monotonic()
    answer = server.ask("DELETE", "/api/session", headers={"Cookie": cookie})
    run.must(answer.status == 204, f"logout was answered {answer.status}")
    _await_end(run, by_cookie, began, 3, "logout")
    run.must(all(stream.ended is None for stream in by_token), "a logout ended the streams of somebody else")
    began = time.monotonic()
    server.config["admin_token"] = "another-0123456789abcdef0123456789"
    server.write_config()
    # A change is looked at with a request.
    run.must(server.get("/api/status", admin=True).status == 401, "the old token counts after the change")
    _await_end(run, by_token, began, 20, "the new token")
    server.config["admin_token"] = ADMIN_TOKEN
    server.write_config()
    run.must(server.get("/api/status", admin=True).status == 200, "the token that was put back does not count")
    server.ask("POST", f"/api/deliveries/{entry}/cancel", {})


def _await_end(run: Run, streams: list[_Stream], began: float, seconds: float, what: str) -> None:
    while time.monotonic() < began + seconds and any(stream.ended is None for stream in streams):
        time.sleep(0.05)
    left = sum(stream.ended is None for stream in streams)
    run.must(left == 0, f"{left} of {len(streams)} streams went on {seconds:g} s after {what}")
    if not left:
        run.tell(f"ended {max(stream.ended for stream in streams) - began:.1f} s after {what}")


def _deaf_streams(counters, goes_on, port, paths, count):
    def script(number):
        yield wire.head("GET", paths[number % len(paths)], {"Authorization": f"Bearer {ADMIN_TOKEN}"}, 0)
        yield wire.HOLD

    crowd = wire.Crowd(port, count, script, counters, renew=True, reads=False, receive_buffer=2304)
    crowd.run(goes_on)


@case("live-deaf", "70 live streams that are never read, while hooks print 2 MB a second", 17)
def live_deaf(run: Run) -> None:
    server = run.serve(config={"max_output": "4MB", "response_timeout": "200ms"})
    server.hook("push-site-loud", "#!/bin/sh\nfor i in 1 2 3 4 5 6; do head -c 600000 /dev/zero | tr '\\0' x; sleep 1; done\n")
    for number in range(4):
        server.send(senders.github(f"loud-{number}", branch="loud"))
    listed = json.loads(server.get("/api/deliveries?limit=4", admin=True).text)["deliveries"]
    paths = ["/api/live"] + [f"/api/deliveries/{one['entry']}/live" for one in listed]
    run.under(14, _deaf_streams, server.admin, paths, 70)


@case("downloads", "40 downloads of a payload of 20 MB that are stalled: descriptors afterwards", 63)
def downloads(run: Run) -> None:
    server = run.serve()
    server.send(senders.github("large-one", 20_000_000), timeout=30)
    entry = json.loads(server.get("/api/deliveries?limit=1", admin=True).text)["deliveries"][0]["entry"]
    head = wire.head("GET", f"/api/deliveries/{entry}/payload", {"Authorization": f"Bearer {ADMIN_TOKEN}"}, 0)
    held = []
    for _ in range(40):
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
        sock.settimeout(5)
        sock.connect(("127.0.0.1", server.admin))
        sock.sendall(head)
        held.append(sock)
    time.sleep(1)
    during = server.level(heap=False).descriptors
    with run.traffic(pause=1) as traffic:
        end = time.monotonic() + 75
        while time.monotonic() < end and server.level(heap=False).descriptors > run.before.descriptors + 12:
            time.sleep(0.5)
    after = server.level(heap=False).descriptors
    run.tell(f"{during} descriptors during, {after} after, {run.before.descriptors} before; {traffic}")
    run.must(after <= run.before.descriptors + 12, f"{after} descriptors 75 s later, {run.before.descriptors} before")
    run.in_time(traffic)
    for sock in held:
        sock.close()
