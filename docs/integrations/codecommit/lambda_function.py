"""Sends the pushes that AWS CodeCommit tells of to Jenvoy, as triggers.

For AWS Lambda, with the runtime's own library alone. The README beside this file says how to set it up. Settings
are environment variables:

URL                   where Jenvoy is reached: https://hooks.example.org
TRIGGERS              as in Jenvoy's configuration: {"REPO:BRANCH": {"token": "...", "iterations": 1000}, ...}
SIG_HASH_ITERATIONS   for triggers without iterations of their own; 1000
TIMEOUT               seconds for each trigger; 15

Every record and every reference of an event is looked at. A branch without a trigger, a tag and a deletion are left
out. If a trigger fails the others are sent all the same; then the whole fails, so that Lambda tries again: with the
time it is then, for a signature is good only once.
"""

import hashlib
import json
import os
import time
import urllib.parse
import urllib.request

BRANCHES = "refs/heads/"
HERE = ("localhost", "127.0.0.1", "::1")


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A signature goes to the address that was configured and nowhere else."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirects)


def lambda_handler(event, context):
    """Sends a trigger for each branch of the event that has one; raises if any of them failed."""
    triggers = json.loads(os.environ["TRIGGERS"])
    sent, failed = [], []
    for repository, branch in branches(event):
        key = repository + ":" + branch
        if key not in triggers:
            print("no trigger for " + key)
            continue
        try:
            print("trigger sent for %s: %s" % (key, send(repository, branch, triggers[key])))
            sent.append(key)
        except (OSError, ValueError) as error:
            # An HTTP status, a time-out, a certificate that is not trusted. None of them holds the token.
            print("trigger failed for %s: %s" % (key, error))
            failed.append(key)
    if failed:
        raise RuntimeError("triggers failed for " + ", ".join(failed))
    return {"sent": sent}


def branches(event):
    """Repository and branch of every reference that was not deleted, each once, in the order of the event."""
    found = {}
    for record in event["Records"]:
        if record.get("eventName") == "TriggerEventTest":
            print("test of a CodeCommit trigger received")
            continue
        repository = record["eventSourceARN"].split(":", 5)[5]
        for reference in record["codecommit"]["references"]:
            name = reference["ref"]
            if reference.get("deleted") or not name.startswith(BRANCHES):
                print("left out: %s of %s" % (name, repository))
                continue
            found[(repository, name[len(BRANCHES):])] = True
    return list(found)


def send(repository, branch, trigger):
    """Sends one trigger; the status of the answer, which is a good one."""
    timestamp = int(time.time())
    request = urllib.request.Request(
        address(repository, branch),
        data=b"",
        method="POST",
        headers={
            "X-Signature": signature(timestamp, repository, branch, trigger),
            "X-Signature-Timestamp": str(timestamp),
        },
    )
    # Certificates are checked: that is what urllib does unless told otherwise.
    with OPENER.open(request, timeout=float(os.environ.get("TIMEOUT", "15"))) as answer:
        return answer.status


def address(repository, branch):
    url = os.environ["URL"].rstrip("/")
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise ValueError("URL must begin with https://")
    return url + "/" + urllib.parse.quote(repository + "-" + branch, safe="/")


def signature(timestamp, repository, branch, trigger):
    text = "%d:%s:%s:%s" % (timestamp, repository, branch, trigger["token"])
    for _ in range(int(trigger.get("iterations") or os.environ.get("SIG_HASH_ITERATIONS", "1000"))):
        text = hashlib.sha256(text.encode()).hexdigest()
    return text
