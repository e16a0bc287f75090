"""Puts a paper vault together by docs/paper-format.md and none of the project's code.

Usage: read_paper.py < TEXTS; writes the set's bytes to standard output. The rule: any surprise ends this with an error.
"""
import base64
import hashlib
import sys

MARK = "HALFMINUTE-PAPER:1:"
found = {}
sets = set()
for line in sys.stdin.read().split():
    assert line.startswith(MARK)
    head, check, payload = line.rsplit(":", 2)
    data = base64.b32decode(payload + "=" * (-len(payload) % 8))
    assert len(data) <= 560
    assert hashlib.sha256(f"{head}:".encode() + data).hexdigest().upper()[:8] == check
    kind, set_id, number, count = head[len(MARK):].split(":")
    sets.add((kind, set_id, int(count)))
    found[int(number)] = data
((kind, set_id, count),) = sets
assert kind in "EP" and sorted(found) == list(range(1, count + 1))
whole = b"".join(found[number] for number in sorted(found))
assert hashlib.sha256(kind.encode() + whole).hexdigest().upper()[:16] == set_id
sys.stdout.buffer.write(whole)
