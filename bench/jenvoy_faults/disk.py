"""The shim between a server and its data folder: builds it, reads what it writes down, and tells it what is to fail."""

import mmap
import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jenvoy_bench.systems import Failed

SOURCE = Path(__file__).resolve().parents[1] / "faults" / "disk.c"
SECTOR = 512
_RECORD = struct.Struct("<B7xQQQII")
_CONTROL = struct.Struct("<6I")


def build(folder: Path) -> Path:
    """Compiles the shim into this folder."""
    compiler = shutil.which("gcc")
    if compiler is None:
        raise Failed("needs gcc, which is not installed")
    library = folder / "disk.so"
    subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-pthread", "-o", library, SOURCE], check=True)
    return library


class Shim:
    """For one data folder. `environment` is what a server has to be started with."""

    def __init__(self, library: Path, data: Path, log: Path | None, control: Path | None, seed: int):
        data.mkdir(mode=0o700, exist_ok=True)
        self.root = data.resolve()
        self.log = log
        self.environment = {"LD_PRELOAD": str(library), "JENVOY_DISK_ROOT": str(self.root), "JENVOY_DISK_SEED": str(seed)}
        if log is not None:
            self.environment["JENVOY_DISK_LOG"] = str(log)
        self._memory: mmap.mmap | None = None
        if control is not None:
            control.write_bytes(bytes(_CONTROL.size))
            self.environment["JENVOY_DISK_CONTROL"] = str(control)
            with control.open("r+b") as file:
                self._memory = mmap.mmap(file.fileno(), _CONTROL.size)

    def fail(self, write_eio=0, write_enospc=0, sync_eio=0, sync_millis=0, create_enospc=0) -> None:
        """Chances are of a thousand calls; from now on."""
        self._memory[: _CONTROL.size - 4] = _CONTROL.pack(
            write_eio, write_enospc, sync_eio, sync_millis, create_enospc, 0
        )[:-4]

    def failed(self) -> int:
        """How many calls failed until now."""
        return _CONTROL.unpack(self._memory[:])[5]

    def length(self) -> int:
        """How long the log is: all that was done until now stands before that."""
        return os.stat(self.log).st_size


@dataclass(frozen=True)
class Record:
    """One call. `start` and `end` are where it stands in the log."""

    kind: str
    inode: int
    offset: int
    extra: int
    first: bytes
    second: bytes
    start: int
    end: int


def records(log: Path) -> Iterator[Record]:
    """What was done, in its order. A last record that is cut short, by a kill, is left out."""
    whole = log.read_bytes()
    at = 0
    while at + _RECORD.size <= len(whole):
        kind, inode, offset, extra, first, second = _RECORD.unpack_from(whole, at)
        bytes_at = at + _RECORD.size
        end = bytes_at + first + second
        if end > len(whole):
            return
        yield Record(
            chr(kind), inode, offset, extra, whole[bytes_at : bytes_at + first], whole[bytes_at + first : end], at, end
        )
        at = end


# --- What a disk holds -------------------------------------------------------------------


@dataclass
class File:
    """A file: what was synced, and what was done to it since, which a loss of power may drop, in part or whole."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[Record] = field(default_factory=list)

    def take(self, record: Record) -> None:
        if record.kind == "W" and record.extra:
            # Opened to be synced with each write.
            _apply(self.synced, record)
        else:
            self.pending.append(record)

    def sync(self, began: int) -> None:
        for record in self.pending:
            if record.end <= began:
                _apply(self.synced, record)
        self.pending = [record for record in self.pending if record.end > began]

    def after(self, choice: random.Random, survive: float) -> bytes:
        """What may be found after the power went: unsynced writes are lost or torn, with this chance to survive each."""
        content = bytearray(self.synced)
        # A file's length changes in order: once a change was lost, what lies beyond it is lost too.
        limit: int | None = None
        for record in self.pending:
            lives = choice.random() < survive
            if record.kind == "T":
                if lives and limit is None:
                    _apply(content, record)
                elif limit is None:
                    limit = max(record.offset, 0)
            elif lives and (limit is None or record.offset + len(record.first) <= limit):
                _apply(content, record if choice.random() < 0.5 or survive == 1 else _torn(record, choice))
        return bytes(content)


def _apply(content: bytearray, record: Record) -> None:
    if record.kind == "T":
        if record.offset <= len(content):
            del content[record.offset :]
        else:
            content.extend(bytes(record.offset - len(content)))
        return
    if record.offset > len(content):
        content.extend(bytes(record.offset - len(content)))
    content[record.offset : record.offset + len(record.first)] = record.first


def _torn(record: Record, choice: random.Random) -> Record:
    """The same with some of its sectors alone; the others stay as they were. Only the first piece of a run is kept here."""
    first = record.offset // SECTOR
    last = (record.offset + len(record.first) - 1) // SECTOR
    begin = choice.randint(first, last)
    end = choice.randint(begin, last)
    start = max(record.offset, begin * SECTOR)
    stop = min(record.offset + len(record.first), (end + 1) * SECTOR)
    piece = record.first[start - record.offset : stop - record.offset]
    return Record("W", record.inode, start, 0, piece, b"", record.start, record.end)


class Disk:
    """
    The folder as a disk holds it. A file's content is safe once the file was synced, its name once the folder was: of the
    changes of a folder's names since, any number of the first may survive.
    """

    def __init__(self, root: Path):
        self.root = str(root)
        self.files: dict[int, File] = {}
        self.now: dict[str, object] = {}
        self.safe: dict[str, object] = {}
        self.pending: list[Record] = []
        self._objects: dict[int, object] = {}

    def take(self, record: Record) -> None:
        if record.kind in "WT":
            if record.inode in self.files:
                self.files[record.inode].take(record)
        elif record.kind == "S":
            if record.inode in self.files:
                self.files[record.inode].sync(record.extra)
        elif record.kind == "D":
            self._sync_names(record.first.decode(), record.extra)
        else:
            if record.kind == "C":
                self.files[record.inode] = File()
                self._objects[record.end] = self.files[record.inode]
            elif record.kind in "LR":
                # What a name stood for is known now, and not when the power goes.
                self._objects[record.end] = self.now.get(record.first.decode())
            self._name(self.now, record)
            self.pending.append(record)

    def _name(self, names: dict[str, object], record: Record) -> None:
        one, two = record.first.decode(), record.second.decode()
        if record.kind == "C":
            names[one] = self._objects[record.end]
        elif record.kind == "M":
            names[one] = "folder"
        elif record.kind == "Y":
            names[two] = ("link", one)
        elif record.kind in "UX":
            names.pop(one, None)
        elif record.kind == "L":
            names[two] = self._objects[record.end]
        elif record.kind == "R":
            names.pop(one, None)
            names[two] = self._objects[record.end]
            if names[two] == "folder":
                for name in [name for name in names if name.startswith(one + "/")]:
                    names[two + name[len(one) :]] = names.pop(name)

    def _folder_of(self, record: Record) -> str:
        name = record.second if record.kind in "LRY" else record.first
        return os.path.dirname(name.decode())

    def _sync_names(self, folder: str, began: int) -> None:
        left = []
        for record in self.pending:
            if self._folder_of(record) == folder and record.end <= began:
                self._name(self.safe, record)
            else:
                left.append(record)
        self.pending = left

    def after(self, target: Path, choice: random.Random, survive: float) -> None:
        """Writes down, as a folder, what may be found after the power went."""
        names = dict(self.safe)
        lost: set[str] = set()
        for record in self.pending:
            folder = self._folder_of(record)
            if folder in lost or choice.random() >= survive:
                lost.add(folder)
            else:
                self._name(names, record)
        target.mkdir(mode=0o700)
        written: dict[int, Path] = {}
        for name in sorted(names):
            if not name.startswith(self.root + "/"):
                continue
            path = target / name[len(self.root) + 1 :]
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            thing = names[name]
            if thing == "folder":
                path.mkdir(mode=0o700, exist_ok=True)
            elif isinstance(thing, tuple):
                path.symlink_to(thing[1])
            elif isinstance(thing, File):
                if id(thing) in written:
                    os.link(written[id(thing)], path)
                else:
                    path.write_bytes(thing.after(choice, survive))
                    path.chmod(0o600)
                    written[id(thing)] = path
