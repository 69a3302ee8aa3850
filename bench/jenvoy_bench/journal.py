"""A journal with a past: a real one, made by a server, whose last delivery is copied within the file."""

import hashlib
import shutil
import sqlite3
import time
from pathlib import Path

DAY = 24 * 3600 * 1_000_000
PAYLOAD = 256


def with_past(template: Path, cache: Path, deliveries: int) -> Path:
    """
    A data folder like this one, closed in order, with so many deliveries in the 20 days past. Made once for each schema
    and kept. Payloads are small: a million of 8 KB would fill 9 GB, and no delivery reads another's.
    """
    database = sqlite3.connect(f"file:{template / 'journal.db'}?mode=ro", uri=True)
    schema = "".join(str(row[0]) for row in database.execute("SELECT sql FROM sqlite_schema ORDER BY name"))
    database.close()
    made = cache / f"journal-{deliveries}-{hashlib.sha256(schema.encode()).hexdigest()[:12]}"
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
    changed = {
        "delivery": {"entry": f"{entry} + n", "id": "'past-' || n", "key_hash": "random()"}
        | {"received": f"{now} {ago}", "finished": f"{now} {ago}"},
        "content": {"entry": f"{entry} + n", "size": str(PAYLOAD), "body": f"randomblob({PAYLOAD})"},
        "action": {"entry": f"{entry} + n", "began": f"{now} {ago}"},
    }
    database.execute("BEGIN")
    for table, expressions in changed.items():
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(expressions.get(column, column) for column in columns)
        database.execute(
            f"WITH RECURSIVE past(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < {deliveries})"
            f" INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {values} FROM past, (SELECT * FROM {table} WHERE entry = {entry})"
        )
    database.execute("COMMIT")
    database.close()
