"""Takes out of a page what a reader would type and save, so that dist/check can do it literally.

walk.py PAGE FOLDER: each fenced block whose first line is a comment with a path becomes that file below FOLDER/files, and the
indented blocks of each section become FOLDER/SECTION.sh. The first JSON block becomes FOLDER/config.json.
"""

import pathlib
import re
import sys

page = pathlib.Path(sys.argv[1]).read_text()
folder = pathlib.Path(sys.argv[2])
(folder / "files").mkdir(parents=True)

for block in re.findall(r"(?ms)^ *```(?:ini|text)\n(.*?)^ *```", page):
    lines = block.splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    lines = [line[indent:] for line in lines]
    for line in lines[:2]:
        path = re.fullmatch(r"(?:#|//) (/[\w/.@+-]+)", line)
        if path:
            file = folder / "files" / path.group(1).lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(lines) + "\n")
            if lines[0].startswith("#!"):
                file.chmod(0o755)

config = re.search(r"(?ms)^```json example\n(.*?)^```", page)
(folder / "config.json").write_text(config.group(1))

for section in re.split(r"(?m)^##+ ", page)[1:]:
    title, text = section.split("\n", 1)
    text = re.sub(r"(?ms)^ *```.*?^ *```", "", text)
    commands = re.findall(r"(?m)^(?: {4}| {7})(\S.*)$", text)
    if commands:
        name = re.sub(r"[^a-z]+", "-", title.lower()).strip("-")
        (folder / (name + ".sh")).write_text("\n".join(commands) + "\n")
