"""Signed deliveries of several senders, each as its service sends them, and what a server needs to know of them."""

import base64
import hashlib
import hmac
import json
import threading
import time
import uuid
from dataclasses import dataclass

from jenvoy_bench import deliveries

SECRETS = {name: f"{name}-0123456789abcdef0123456789" for name in ("gitea", "gitlab", "bitbucket", "shop", "trigger")}
SECRETS["github"] = deliveries.SECRET
STANDARD_KEY = b"standard-0123456789abcdef0123456"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:code"

CONFIG = {
    "enforce_secret": SECRETS["github"],
    "senders": {
        "gitea": {"secret": SECRETS["gitea"]},
        "gitlab": {"secret": SECRETS["gitlab"]},
        "bitbucket": {"secret": SECRETS["bitbucket"]},
        "standard": {"secret": "whsec_" + base64.b64encode(STANDARD_KEY).decode()},
        "sns": {"topics": [TOPIC]},
        "shop": {
            "secret": SECRETS["shop"],
            "event": "push",
            "signature_header": "X-Shop-Signature",
            "encoding": "base64",
            "delivery_header": "X-Shop-Id",
        },
    },
    "TRIGGERS": {"site:main": {"token": SECRETS["trigger"]}},
}


@dataclass(frozen=True)
class Request:
    """One request. `delivery` is the id under which its hook sees it, where the sender chooses that."""

    path: str
    headers: dict[str, str]
    body: bytes
    delivery: str | None
    method: str = "POST"


def mac(secret: str, body: bytes, algorithm: str = "sha256") -> "hmac.HMAC":
    return hmac.new(secret.encode(), body, algorithm)


def push(delivery: str, padding: int = 0, branch: str = "main") -> bytes:
    """A small push in the form that GitHub, Gitea and others share."""
    return json.dumps(
        {
            "ref": f"refs/heads/{branch}",
            "before": "1" * 40,
            "after": "2" * 40,
            "repository": {"name": "site", "full_name": "bench/site", "owner": {"login": "bench"}},
            "sender": {"login": "octo"},
            "id": delivery,
            "padding": "x" * padding,
        }
    ).encode()


def github(delivery: str | None = None, padding: int = 0, branch: str = "main") -> Request:
    delivery = delivery or str(uuid.uuid4())
    body = push(delivery, padding, branch)
    headers = {
        "Content-Type": "application/json",
        "X-GitHub-Event": "push",
        "X-GitHub-Delivery": delivery,
        "X-Hub-Signature-256": "sha256=" + mac(SECRETS["github"], body).hexdigest(),
    }
    return Request("/", headers, body, delivery)


def gitea() -> Request:
    delivery = str(uuid.uuid4())
    body = push(delivery)
    headers = {
        "Content-Type": "application/json",
        "X-Gitea-Event": "push",
        "X-Gitea-Delivery": delivery,
        "X-Gitea-Signature": mac(SECRETS["gitea"], body).hexdigest(),
    }
    return Request("/", headers, body, delivery)


def gitlab() -> Request:
    delivery = str(uuid.uuid4())
    body = json.dumps(
        {
            "object_kind": "push",
            "ref": "refs/heads/main",
            "after": "2" * 40,
            "project": {"name": "site", "path_with_namespace": "bench/site"},
        }
    ).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Gitlab-Event": "Push Hook",
        "X-Gitlab-Token": SECRETS["gitlab"],
        "X-Gitlab-Event-UUID": delivery,
        "Idempotency-Key": delivery,
    }
    return Request("/", headers, body, delivery)


def refs(changes: list[dict], slug: str = "site") -> bytes:
    """The payload of Bitbucket Server with these changes."""
    repository = {"slug": slug, "project": {"key": "BENCH"}}
    return json.dumps({"eventKey": "repo:refs_changed", "repository": repository, "changes": changes}).encode()


def change(name: str = "refs/heads/main") -> dict:
    return {"ref": {"id": name}, "refId": name, "fromHash": "1" * 40, "toHash": "2" * 40, "type": "UPDATE"}


def bitbucket(body: bytes | None = None, path: str = "/", secret: str = SECRETS["bitbucket"]) -> Request:
    delivery = str(uuid.uuid4())
    body = refs([change()]) if body is None else body
    headers = {
        "Content-Type": "application/json",
        "X-Event-Key": "repo:refs_changed",
        "X-Request-Id": delivery,
        "X-Hub-Signature": "sha256=" + mac(secret, body).hexdigest(),
    }
    return Request(path, headers, body, delivery)


def standard() -> Request:
    delivery = "msg_" + uuid.uuid4().hex
    body = json.dumps({"type": "push", "id": delivery, "data": {"amount": 1}}).encode()
    now = str(int(time.time()))
    signed = hmac.new(STANDARD_KEY, f"{delivery}.{now}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery,
        "webhook-timestamp": now,
        "webhook-signature": "v1," + base64.b64encode(signed).decode(),
    }
    return Request("/", headers, body, delivery)


def shop() -> Request:
    delivery = str(uuid.uuid4())
    body = push(delivery)
    headers = {
        "Content-Type": "application/json",
        "X-Shop-Id": delivery,
        "X-Shop-Signature": base64.b64encode(mac(SECRETS["shop"], body).digest()).decode(),
    }
    return Request("/", headers, body, delivery)


_used: set[int] = set()
_lock = threading.Lock()


def trigger(iterations: int = 1000) -> Request:
    """A trigger of a second of its own: two of one second would have one signature, which counts once."""
    with _lock:
        now = int(time.time())
        when = next(second for second in range(now, now - 280, -1) if second not in _used)
        _used.add(when)
    signature = f"{when}:site:main:{SECRETS['trigger']}"
    for _ in range(iterations):
        signature = hashlib.sha256(signature.encode()).hexdigest()
    return Request("/site-main", {"X-Signature": signature, "X-Signature-Timestamp": str(when)}, b"", None)


#: One of each, in turn, is what is sent during an attack.
ALL = [github, gitea, gitlab, bitbucket, standard, shop]
