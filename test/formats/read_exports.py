"""Reads exports with the formats' documented algorithms and none of the project's code.

Usage: read_exports.py FORMAT PASSWORD FILE; prints JSON: a list of [type, issuer, account, secret, parameters].
The rule: Python's cryptography and argon2 do the work; any surprise in a file ends this with an error.
"""
import base64
import hashlib
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../fixtures/formats/make"))
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402


def base32(text):
    return base64.b32decode(text + "=" * (-len(text) % 8)).hex()


def aegis_content(vault, password):
    assert vault["version"] == 1
    if not isinstance(vault["db"], str):
        assert vault["header"] == {"slots": None, "params": None}
        return vault["db"]
    [slot] = vault["header"]["slots"]
    assert slot["type"] == 1
    key = hashlib.scrypt(password, salt=bytes.fromhex(slot["salt"]), n=slot["n"], r=slot["r"], p=slot["p"],
                         maxmem=2 ** 27, dklen=32)
    wrapped = slot["key_params"]
    master = AESGCM(key).decrypt(bytes.fromhex(wrapped["nonce"]), bytes.fromhex(slot["key"] + wrapped["tag"]), None)
    params = vault["header"]["params"]
    sealed = base64.b64decode(vault["db"], validate=True) + bytes.fromhex(params["tag"])
    return json.loads(AESGCM(master).decrypt(bytes.fromhex(params["nonce"]), sealed, None))


def aegis(data, password):
    content = aegis_content(json.loads(data), password)
    assert content["version"] == 3
    names = {group["uuid"]: group["name"] for group in content["groups"]}
    for entry in content["entries"]:
        info = entry["info"]
        moving = info["counter"] if entry["type"] == "hotp" else info["period"]
        yield [entry["type"], entry["issuer"], entry["name"], base32(info["secret"]), info["algo"], info["digits"], moving,
               info.get("pin", ""), [names[group] for group in entry["groups"]], entry["note"], entry["favorite"]]


READERS = {"aegis-plain": aegis, "aegis-encrypted": aegis}

if __name__ == "__main__":
    _, format_id, password, file = sys.argv
    with open(file, "rb") as source:
        print(json.dumps(list(READERS[format_id](source.read(), password.encode()))))
