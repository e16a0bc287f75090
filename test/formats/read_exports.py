"""Reads exports with the formats' documented algorithms and none of the project's code, and age files with `age`.

Usage: read_exports.py FORMAT PASSWORD FILE; prints JSON: a list of [type, issuer, account, secret, parameters].
The rule: Python's cryptography and argon2 do the work; any surprise in a file ends this with an error.
"""
import base64
import csv
import hashlib
import io
import json
import os
import pty
import struct
import sys
import tempfile
from urllib.parse import parse_qs, unquote, urlsplit

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../fixtures/formats/make"))
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402
from sealing import argon2, chacha20, hchacha20, pbkdf2, secretstream  # noqa: E402


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


def two_fas(data, password):
    backup = json.loads(data)
    assert backup["schemaVersion"] == 4
    services = backup["services"]
    if "servicesEncrypted" in backup:
        assert services == []
        opened = []
        for name in ("reference", "servicesEncrypted"):
            sealed, salt, nonce = (base64.b64decode(part, validate=True) for part in backup[name].split(":"))
            assert (len(salt), len(nonce)) == (256, 12)
            opened.append(AESGCM(pbkdf2("sha256", password, salt, 10000)).decrypt(nonce, sealed, None))
        assert opened[0].startswith(b"tRViSsLKzd86") and len(opened[0]) == 256, len(opened[0])
        services = json.loads(opened[1])
    groups = {group["id"]: group["name"] for group in backup["groups"]}
    for position, service in enumerate(services):
        otp = service["otp"]
        assert service["order"]["position"] == position
        moving = otp["counter"] if otp["tokenType"] == "HOTP" else otp["period"]
        yield [otp["tokenType"].lower(), service["name"], otp["account"], base32(service["secret"]), otp["algorithm"],
               otp["digits"], moving, "", [groups[service["groupId"]]] if service["groupId"] else []]


def stratum(data, password):
    assert data[:16] == b"AUTHENTICATORPRO"
    key = argon2(password, data[16:32], 65536, 3, 4)
    backup = json.loads(AESGCM(key).decrypt(data[32:44], data[44:], None))
    names = {category["Id"]: category["Name"] for category in backup["Categories"]}
    types = {1: "hotp", 2: "totp", 3: "motp", 4: "steam", 5: "yandex"}
    for entry in backup["Authenticators"]:
        kind = types[entry["Type"]]
        tags = [names[each["CategoryId"]] for each in backup["AuthenticatorCategories"]
                if each["AuthenticatorSecret"] == entry["Secret"]]
        # The notations differ; the codes are made from the same bytes or text.
        secret = entry["Secret"] if kind == "motp" else base32(entry["Secret"])
        algorithm = {"motp": "MD5", "yandex": "SHA256"}.get(kind, ("SHA1", "SHA256", "SHA512")[entry["Algorithm"]])
        moving = entry["Counter"] if kind == "hotp" else entry["Period"]
        yield [kind, entry["Issuer"], entry["Username"] or "", secret, algorithm, entry["Digits"], moving,
               entry["Pin"] or "", tags]


def uri_lines(lines):
    for line in lines:
        parts = urlsplit(line)
        label = unquote(parts.path.lstrip("/") or parts.netloc)
        query = parse_qs(parts.query, keep_blank_values=True)
        issuer = query.get("issuer", [""])[0]
        account = label[len(issuer) + 1:] if issuer else label.lstrip(":")
        kind = "steam" if query.get("encoder") == ["steam"] else parts.netloc
        moving = query["counter" if kind == "hotp" else "period"][0]
        display = json.loads(query.get("codeDisplay", ["{}"])[0])
        row = [kind, issuer, account, base32(query["secret"][0]), query["algorithm"][0], int(query["digits"][0]),
               int(moving), ""]
        yield row + ([display["tags"], display["note"], display["pinned"]] if display else [])


def ente(data, password):
    export = json.loads(data)
    limits = export["kdfParams"]
    key = argon2(password, base64.b64decode(limits["salt"]), limits["memLimit"] // 1024, limits["opsLimit"], 1)
    header, sealed = base64.b64decode(export["encryptionNonce"]), base64.b64decode(export["encryptedData"])
    # The stream cipher is its own inverse, and sealing again proves tag and MAC.
    stream_key, nonce = hchacha20(key, header[:16]), struct.pack("<I", 1) + header[16:]
    content = chacha20(stream_key, nonce, sealed[1:-16], 2)
    assert secretstream(key, header, content, 3) == sealed
    return uri_lines(content.decode().split("\n"))


def uri_list(data, _password):
    return uri_lines(data.decode().splitlines())


def age(data, password):
    return uri_list(age_decrypt(data, password), password)


def age_decrypt(data, password):
    """What `age -d` gives, which asks for the passphrase on a terminal only."""
    with tempfile.TemporaryDirectory() as folder:
        sealed, opened = os.path.join(folder, "sealed"), os.path.join(folder, "opened")
        with open(sealed, "wb") as file:
            file.write(data)
        child, terminal = pty.fork()
        if child == 0:
            os.execvp("age", ["age", "-d", "-o", opened, sealed])
        os.write(terminal, password + b"\n")
        said = b""
        try:
            while chunk := os.read(terminal, 1024):
                said += chunk
        except OSError:
            pass  # Linux says so when the other end is closed.
        _, status = os.waitpid(child, 0)
        assert status == 0, said
        with open(opened, "rb") as file:
            return file.read()


def bitwarden(data, _password):
    export = json.loads(data)
    assert export["encrypted"] is False
    folders = {folder["id"]: folder["name"] for folder in export["folders"]}
    for item in export["items"]:
        totp = item["login"]["totp"]
        names = [item["name"], item["login"]["username"] or ""]
        extras = [[folders[item["folderId"]]] if item["folderId"] else [], item["notes"] or "", item["favorite"]]
        if totp.startswith("steam://"):
            yield ["steam", *names, base32(totp[8:]), "SHA1", 5, 30, "", *extras]
        else:
            [row] = uri_lines([totp])
            yield [row[0], *names, *row[3:], *extras]


def table(data, _password):
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    for row in (dict(zip(header, row)) for row in rows):
        if row["TOTP"].startswith(("otpauth://totp/", "otpauth://hotp/")):
            [account] = uri_lines([row["TOTP"]])
            yield [account[0], row["Title"], row["Username"], *account[3:],
                   [row["Group"]] if row["Group"] else [], row["Notes"]]


READERS = {"aegis-plain": aegis, "aegis-encrypted": aegis, "2fas-plain": two_fas, "2fas-encrypted": two_fas,
           "stratum-encrypted": stratum, "ente-encrypted": ente, "age": age, "otpauth-uri-list": uri_list,
           "bitwarden-plain": bitwarden, "csv": table}

if __name__ == "__main__":
    _, format_id, password, file = sys.argv
    with open(file, "rb") as source:
        print(json.dumps(list(READERS[format_id](source.read(), password.encode()))))
