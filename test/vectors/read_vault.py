#!/usr/bin/python3
"""Reads a vault file, written from docs/vault-format.md alone, to show that the page is enough.

Usage: read_vault.py FILE... < PASSWORD. Prints one JSON object a file: {"answer": "opened", "revision", "slots", "accounts",
"quarantined"} or {"answer": "damaged" | "newer" | "wrong password"}. It must not share code with the application.
With --manifest FILE it reads the files and passwords that a manifest names, and prints one object a case.
Needs Debian's python3-argon2 and python3-cryptography.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import struct
import sys

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = bytes.fromhex("89484D560D0A1A0A")
FIXED = struct.Struct(">8sHII32sH")
PASSWORD_BODY = struct.Struct(">IBB16s12s48s")
SAFE_INTEGER = 2**53 - 1


class Refusal(Exception):
    """The answer instead of a vault."""


def require(condition, answer="damaged"):
    if not condition:
        raise Refusal(answer)


def read_header(data):
    """Checks 1 to 6: everything that needs no key."""
    require(FIXED.size <= len(data) <= 64 * 1024 * 1024)
    magic, version, header_length, payload_length, salt, slot_count = FIXED.unpack_from(data)
    require(magic == MAGIC)
    require(FIXED.size <= header_length <= 65536 and len(data) >= header_length + 32)
    header = data[:header_length]
    require(hashlib.sha256(header).digest() == data[header_length : header_length + 32])
    require(version <= 1, "newer")
    require(version == 1)
    slots = read_slots(header[FIXED.size :], slot_count)
    require(len(data) == header_length + 64 + payload_length)
    mac = data[header_length + 32 : header_length + 64]
    return header, mac, salt, slots, data[header_length + 64 :]


def read_slots(region, count):
    require(count <= 16)
    slots = []
    for _ in range(count):
        require(len(region) >= 4)
        kind, length = struct.unpack_from(">HH", region)
        require(len(region) >= 4 + length)
        slots.append((kind, region[4 : 4 + length]))
        region = region[4 + length :]
    require(not region)
    passwords = [body for kind, body in slots if kind == 1]
    require(len(passwords) <= 1)
    for body in passwords:
        require(len(body) == PASSWORD_BODY.size)
        memory, passes, lanes = PASSWORD_BODY.unpack(body)[:3]
        require(8192 <= memory <= 524288 and 1 <= passes <= 16 and 1 <= lanes <= 16)
    return slots


def unwrap_master_key(slots, password):
    """Check 7."""
    bodies = [body for kind, body in slots if kind == 1]
    require(bodies)
    require(password, "wrong password")
    memory, passes, lanes, salt, nonce, wrapped = PASSWORD_BODY.unpack(bodies[0])
    key = hash_secret_raw(
        password.encode(), salt, time_cost=passes, memory_cost=memory, parallelism=lanes, hash_len=32,
        type=Type.ID, version=0x13,
    )
    try:
        return AESGCM(key).decrypt(nonce, wrapped, None)
    except InvalidTag:
        raise Refusal("wrong password") from None


def derive(master_key, salt, info):
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(master_key)


def is_integer(value, low, high):
    is_whole = type(value) is int or (type(value) is float and value.is_integer())
    return is_whole and low <= value <= high


def is_text(value, longest):
    return isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) // 2 <= longest


def is_secret(text):
    if not isinstance(text, str) or not 1 <= len(text) * 5 // 8 <= 1024:
        return False
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return False
    return base64.b32encode(raw).decode().rstrip("=") == text


def refuse_constant(name):
    raise ValueError(name)  # NaN and Infinity are not JSON


def read_object(line):
    try:
        value = json.loads(line.decode(), parse_constant=refuse_constant)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def is_account(record):
    if record is None or not is_text(record.get("id"), 64) or record["id"] == "":
        return False
    if not all(is_text(record.get(name), 256) for name in ("issuer", "accountName")):
        return False
    if not all(is_integer(record.get(name), 0, SAFE_INTEGER) for name in ("createdAt", "updatedAt")):
        return False
    if not is_secret(record.get("secret")):
        return False
    if record.get("type") == "steam":
        return True
    if record.get("type") in ("motp", "yandex"):
        return is_text(record.get("pin"), 256)
    if record.get("algorithm") not in ("SHA1", "SHA256", "SHA512") or not is_integer(record.get("digits"), 1, 10):
        return False
    if record.get("type") == "totp":
        return is_integer(record.get("period"), 1, 2**31 - 1)
    return record.get("type") == "hotp" and is_integer(record.get("counter"), 0, SAFE_INTEGER)


def read_vault(data, password):
    header, mac, salt, slots, payload = read_header(data)
    master_key = unwrap_master_key(slots, password)
    mac_key = derive(master_key, b"", b"halfminute vault v1 header mac")
    require(hmac.compare_digest(hmac.digest(mac_key, header, "sha256"), mac))
    require(len(payload) >= 16)
    try:
        key = derive(master_key, salt, b"halfminute vault v1 payload")
        plaintext = AESGCM(key).decrypt(bytes(12), payload, None)
    except InvalidTag:
        raise Refusal("damaged") from None
    lines = [line for line in plaintext.split(b"\n") if line]
    head = read_object(lines[0]) if lines else None
    require(head is not None and is_integer(head.get("revision"), 0, SAFE_INTEGER))
    accounts, quarantined, ids = [], [], set()
    for line in lines[1:]:
        record = read_object(line)
        if is_account(record) and record["id"] not in ids:
            ids.add(record["id"])
            accounts.append(record)
        else:
            quarantined.append(line.decode(errors="replace"))
    return {
        "answer": "opened",
        "revision": head["revision"],
        "slots": [kind for kind, _ in slots],
        "accounts": accounts,
        "quarantined": quarantined,
    }


def answer(path, password):
    try:
        return read_vault(pathlib.Path(path).read_bytes(), password)
    except Refusal as refusal:
        return {"answer": str(refusal)}


def main(arguments):
    if arguments[:1] == ["--manifest"]:
        manifest = pathlib.Path(arguments[1])
        for case in json.loads(manifest.read_text())["cases"]:
            print(json.dumps({"name": case["name"], **answer(manifest.parent / case["file"], case["password"])}))
        return
    password = sys.stdin.readline().rstrip("\n")
    for path in arguments:
        print(json.dumps(answer(path, password)))


if __name__ == "__main__":
    main(sys.argv[1:])
