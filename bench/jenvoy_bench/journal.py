"""A journal with a past: a real one, made by a server, whose last delivery is copied within the file."""

import hashlib
import shutil
import sqlite3
import time
from pathlib import Path

DAY = 24 * 3600 * 1_000_000
PAYLOAD = 256
# As the journal numbers states of deliveries.
FAILED, UNMATCHED = 3, 9


def with_past(template: Path, cache: Path, deliveries: int) -> Path:
    """
    A data folder like this one, closed in order, with so many deliveries in the 20 days past: of 200 repositories, one in
    19 failed, and one in 19 without a hook. Made once for each schema and kept. Payloads are small: a million of 8 KB would
    fill 9 GB, and no delivery reads another's.
    """
    database = sqlite3.connect(f"file:{template / 'journal.db'}?mode=ro", uri=True)
    schema = "".join(str(row[0]) for row in database.execute("SELECT sql FROM sqlite_schema ORDER BY name"))
    database.close()
    made = cache / f"past-{deliveries}-{hashlib.sha256(schema.encode()).hexdigest()[:12]}"
    if made.is_dir():
        return made
    draft = cache / f"{made.name}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(template, draft)
    fill(draft / "journal.db", deliveries)
    draft.rename(made)
    return made


def fill(file: Path, deliveries: int) -> None:
    database = sqlite3.connect(file, isolation_level=None)
    # As fast as it goes: what a crash leaves is made again.
    database.execute("PRAGMA journal_mode=DELETE")
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA cache_size=-262144")
    entry = database.execute("SELECT max(entry) FROM delivery").fetchone()[0]
    ago = f"- CAST({20 * DAY} * (1.0 - n * 1.0 / {deliveries}) AS INTEGER)"
    now = int(time.time() * 1e6)
    without, failed = "n % 19 = 11", "n % 19 = 7"
    states = f"CASE WHEN {without} THEN {UNMATCHED} WHEN {failed} THEN {FAILED} ELSE state END"
    changed = {
        "delivery": {"entry": f"{entry} + n", "id": "'past-' || n", "repository": "'site-' || n % 200", "state": states}
        | {"key_hash": f"CASE WHEN {without} THEN NULL ELSE random() END", "digest": f"iif({without}, '', digest)"}
        | {"redelivery": f"iif({without}, 0, redelivery)", "received": f"{now} {ago}", "finished": f"{now} {ago}"},
        "content": {"entry": f"{entry} + n", "size": str(PAYLOAD), "body": f"randomblob({PAYLOAD})"},
        "action": {"entry": f"{entry} + n", "began": f"{now} {ago}", "returncode": f"iif({failed}, 1, returncode)"},
    }
    database.execute("BEGIN")
    for table, expressions in changed.items():
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(expressions.get(column, column) for column in columns)
        database.execute(
            f"WITH RECURSIVE past(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < {deliveries})"
            f" INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {values} FROM past, (SELECT * FROM {table} WHERE entry = {entry})"
            + ("" if table == "delivery" else f" WHERE NOT {without}")
        )
    database.execute("COMMIT")
    database.close()
