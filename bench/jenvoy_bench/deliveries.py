"""Signed deliveries: payloads shaped like GitHub's, and the ready-made requests that wrk sends."""

import hashlib
import hmac
import json
from pathlib import Path

SECRET = "bench-0123456789abcdef0123456789abcdef"


def push(size: int, branch: str = "main") -> bytes:
    """A push to a branch, padded with commits and then with one message to exactly this size."""
    commits = []
    payload = {
        "ref": f"refs/heads/{branch}",
        "before": "1" * 40,
        "after": "2" * 40,
        "created": False,
        "deleted": False,
        "forced": False,
        "repository": {
            "id": 1296269,
            "name": "site",
            "full_name": "bench/site",
            "private": False,
            "owner": {"name": "bench", "login": "bench", "id": 1, "type": "Organization"},
            "html_url": "https://github.com/bench/site",
            "default_branch": "main",
        },
        "pusher": {"name": "octo", "email": "octo@example.com"},
        "sender": {"login": "octo", "id": 2, "type": "User", "site_admin": False},
        "compare": "https://github.com/bench/site/compare/111111111111...222222222222",
        "commits": commits,
        "head_commit": None,
        "note": "",
    }

    def commit(number: int) -> dict:
        return {
            "id": hashlib.sha1(str(number).encode()).hexdigest(),
            "tree_id": hashlib.sha1(f"tree {number}".encode()).hexdigest(),
            "distinct": True,
            "message": f"Change number {number}: what it changes, and why, in a line of the usual length",
            "timestamp": "2026-01-01T00:00:00Z",
            "url": f"https://github.com/bench/site/commit/{number:040d}",
            "author": {"name": "Octo Cat", "email": "octo@example.com", "username": "octo"},
            "committer": {"name": "Octo Cat", "email": "octo@example.com", "username": "octo"},
            "added": [f"src/part{number}/new.txt"],
            "removed": [],
            "modified": ["README.md", f"src/part{number}/page.html"],
        }

    def encoded() -> bytes:
        return json.dumps(payload, separators=(",", ":")).encode()

    bare = len(encoded())
    each = len(json.dumps(commit(10_000), separators=(",", ":"))) + 1
    commits.extend(commit(10_000 + number) for number in range(max(0, (size - bare) // each)))
    payload["note"] = "x" * max(0, size - len(encoded()))
    return encoded()


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def head(port: int, path: str) -> bytes:
    """A request up to the delivery's id."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: GitHub-Hookshot/bench\r\nAccept: */*\r\n"
        "Content-Type: application/json\r\nX-GitHub-Event: push\r\nX-GitHub-Hook-ID: 1\r\nX-GitHub-Delivery: "
    ).encode()


def tail(body: bytes, sign: str) -> bytes:
    """A request from behind the delivery's id."""
    return f"\r\nX-Hub-Signature-256: {sign}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def pieces(file: Path, port: int, path: str, bodies: list[bytes], wrongly_signed: bool = False) -> Path:
    """Writes what load/push.lua reads."""
    wrong = "sha256=" + "0" * 64
    with file.open("wb") as out:
        for piece in [head(port, path)] + [tail(b, wrong if wrongly_signed else signature(b)) for b in bodies]:
            out.write(f"{len(piece)}\n".encode() + piece)
    return file
