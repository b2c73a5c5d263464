"""Alignments of the words of two texts by programs that others wrote.

Each gives for every old word the number of its partner in the new text, None where it has none.
"""

import difflib
import re
import subprocess
import tempfile
from pathlib import Path

_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def by_difflib(old: list[str], new: list[str]) -> list[int | None]:
    partners: list[int | None] = [None] * len(old)
    for block in matched(old, new):
        for step in range(block.size):
            partners[block.a + step] = block.b + step
    return partners


def matched(old: list[str], new: list[str]) -> list[difflib.Match]:
    return difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()


def by_git(old: list[str], new: list[str]) -> list[int | None]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("old", "new")]
        for file, words in zip(files, (old, new), strict=True):
            file.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
        command = ["git", "diff", "--no-index", "--minimal", "--no-color", "-U0", *map(str, files)]
        output = subprocess.run(command, capture_output=True, check=False).stdout.decode()
    partners: list[int | None] = [None] * len(old)
    at = there = 0
    for hunk in _HUNK.finditer(output):
        old_line, old_lines = int(hunk[1]), int(hunk[2] or 1)
        new_line, new_lines = int(hunk[3]), int(hunk[4] or 1)
        # Of nothing, git names the line before.
        begin = old_line - 1 if old_lines else old_line
        while at < begin:
            partners[at] = there
            at, there = at + 1, there + 1
        at, there = begin + old_lines, (new_line - 1 if new_lines else new_line) + new_lines
    while at < len(old):
        partners[at] = there
        at, there = at + 1, there + 1
    return partners
