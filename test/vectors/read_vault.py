#!/usr/bin/python3
"""Reads a vault file, written from docs/vault-format.md alone, to show that the page is enough.

Usage: read_vault.py FILE... < PASSWORD. Prints one JSON object a file: {"answer": "opened", "revision", "slots", "accounts",
"quarantined"} or {"answer": "damaged" | "newer" | "wrong password" …}. It must not share code with the application.
With --recovery, each line of standard input is a recovery key or a share of one, instead of the password.
With --manifest FILE it reads the files and keys that a manifest names, and prints one object a case.
Needs Debian's python3-argon2 and python3-cryptography.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import re
import struct
import sys
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = bytes.fromhex("89484D560D0A1A0A")
FIXED = struct.Struct(">8sHII32sH")
PASSWORD_BODY = struct.Struct(">IBB16s12s48s")
RANDOM_KEY_BODY = struct.Struct(">4s16s12s48s")
SAFE_INTEGER = 2**53 - 1


# BIP-39's English list, as https://github.com/bitcoin/bips/blob/master/bip-0039/english.txt has it.
WORD_LIST = pathlib.Path(__file__).with_name("bip39-english.txt").read_bytes()
if hashlib.sha256(WORD_LIST).hexdigest() != "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda":
    sys.exit("bip39-english.txt is not the list")
WORDS = WORD_LIST.decode().split()


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
    """Check 7, with the password."""
    bodies = [body for kind, body in slots if kind == 1]
    require(bodies, "no password" if recovery_slots(slots) or recovery_slots(slots, 3) else "damaged")
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


def recovery_slots(slots, wanted=2):
    return [body for kind, body in slots if kind == wanted and len(body) == RANDOM_KEY_BODY.size]


def unwrap_with_recovery_key(slots, key):
    """Check 7, with the recovery key."""
    bodies = recovery_slots(slots)
    require(bodies, "no recovery key")
    for body in bodies:
        _number, salt, nonce, wrapped = RANDOM_KEY_BODY.unpack(body)
        slot_key = derive(key, salt, b"halfminute vault v1 recovery key slot")
        try:
            return AESGCM(slot_key).decrypt(nonce, wrapped, None)
        except InvalidTag:
            continue
    raise Refusal("wrong recovery key")


def read_words(text):
    """The list's words in a text, in full."""
    text = unicodedata.normalize("NFKD", text).lower()
    words = []
    for typed in re.findall(r"[^\W\d_]+", text):
        meant = [word for word in WORDS if word == typed or (len(typed) >= 4 and word.startswith(typed))]
        require(typed in meant or len(meant) == 1, "invalid recovery key")
        words.append(typed if typed in meant else meant[0])
    return words


def to_bits(words):
    return "".join(format(WORDS.index(word), "011b") for word in words)


def read_key(words):
    """BIP-39: 256 bits, and the first 8 bits of their SHA-256."""
    bits = to_bits(words)
    key = int(bits[:256], 2).to_bytes(32, "big")
    require(format(hashlib.sha256(key).digest()[0], "08b") == bits[256:], "invalid recovery key")
    return key


def read_share(words):
    raw = int(to_bits(words), 2).to_bytes(44, "big")
    require(hashlib.sha256(raw[:40]).digest()[:4] == raw[40:] and raw[0] == 1, "invalid recovery key")
    needed, count, number, x = raw[1] >> 4, raw[1] & 15, raw[2], raw[39]
    require(2 <= needed <= count <= 10 and 1 <= number <= count and x, "invalid recovery key")
    return {"set": raw[1:2] + raw[3:7], "number": number, "needed": needed, "x": x, "y": raw[7:39]}


def multiply(left, right):
    """In GF(2^8) with x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while right:
        product ^= left * (right & 1)
        left = (left << 1) ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product


def invert(value):
    return next(other for other in range(1, 256) if multiply(value, other) == 1)


def combine(shares):
    """Lagrange interpolation at x = 0, byte by byte."""
    key = bytearray(32)
    for share in shares:
        basis = 1
        for other in shares:
            if other is not share:
                basis = multiply(basis, multiply(other["x"], invert(other["x"] ^ share["x"])))
        for index, y in enumerate(share["y"]):
            key[index] ^= multiply(basis, y)
    return bytes(key)


def read_recovery_key(texts):
    """One text with the key, or enough with a share each."""
    all_words = [read_words(text) for text in texts]
    if [len(words) for words in all_words] == [24]:
        return read_key(all_words[0])
    require(all_words and all(len(words) == 32 for words in all_words), "invalid recovery key")
    shares = [read_share(words) for words in all_words]
    require(len({share["set"] for share in shares}) == 1, "invalid recovery key")
    for name in ("number", "x"):
        require(len({share[name] for share in shares}) == len(shares), "invalid recovery key")
    require(len(shares) >= shares[0]["needed"], "invalid recovery key")
    key = combine(shares)
    number = derive(key, b"", b"halfminute vault v1 key number")[:4]
    require(number == shares[0]["set"][1:], "invalid recovery key")
    return key


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


def read_vault(data, password=None, recovery_texts=()):
    header, mac, salt, slots, payload = read_header(data)
    if password is not None:
        master_key = unwrap_master_key(slots, password)
    else:
        master_key = unwrap_with_recovery_key(slots, read_recovery_key(recovery_texts))
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


def answer(path, **keys):
    try:
        return read_vault(pathlib.Path(path).read_bytes(), **keys)
    except Refusal as refusal:
        return {"answer": str(refusal)}


def keys_of(case):
    if "password" in case:
        return {"password": case["password"]}
    return {"recovery_texts": case["recoveryTexts"]}


def main(arguments):
    if arguments[:1] == ["--manifest"]:
        manifest = pathlib.Path(arguments[1])
        for case in json.loads(manifest.read_text())["cases"]:
            print(json.dumps({"name": case["name"], **answer(manifest.parent / case["file"], **keys_of(case))}))
        return
    if arguments[:1] == ["--recovery"]:
        keys = {"recovery_texts": [line for line in sys.stdin.read().splitlines() if line.strip()]}
        arguments = arguments[1:]
    else:
        keys = {"password": sys.stdin.readline().rstrip("\n")}
    for path in arguments:
        print(json.dumps(answer(path, **keys)))


if __name__ == "__main__":
    main(sys.argv[1:])
