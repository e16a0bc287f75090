#!/usr/bin/python3
"""Opens a Halfminute vault or backup without Halfminute and prints its accounts as otpauth URIs.

Usage: rescue.py FILE...             asks for the password (or reads one line of standard input)
       rescue.py --recovery FILE...  asks for the recovery key's words, or its shares', instead
       rescue.py --bin FILE...       prints the accounts of the bin, too
       rescue.py --json FILE...      prints one JSON object a file, with all that was found
       rescue.py --manifest FILE     reads the files and passwords that a manifest of test vectors names

The URIs hold the secrets: whoever sees them can make the codes. Nothing is written, nothing leaves this computer.
Lines that are no accounts are shown after "#"; so are damage, a wrong password and a file of a newer version.
Needs Python 3.9 and Debian's python3-argon2 and python3-cryptography. Written from docs/vault-format.md alone: it
shares no code with the application, so that one shows what the other does wrong.
"""
import argparse
import base64
import getpass
import hashlib
import hmac
import json
import pathlib
import re
import struct
import sys
import unicodedata
import urllib.parse

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = bytes.fromhex("89484D560D0A1A0A")
FIXED = struct.Struct(">8sHII32sH")
PASSWORD_BODY = struct.Struct(">IBB16s12s48s")
RANDOM_KEY_BODY = struct.Struct(">4s16s12s48s")
NEWEST_VERSION = 2
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
    require(version <= NEWEST_VERSION, "newer")
    require(version >= 1)
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


def is_text_list(value):
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def is_place(value):
    if not isinstance(value, dict) or not is_integer(value.get("position"), 0, SAFE_INTEGER):
        return False
    return "deletedAt" not in value or is_integer(value["deletedAt"], 0, SAFE_INTEGER)


def is_delta(value):
    if not isinstance(value, dict) or not is_text(value.get("id"), 64) or value["id"] == "":
        return False
    if value.get("was") == "absent":
        return True
    if value.get("was") == "forgotten":
        return isinstance(value.get("issuer"), str) and isinstance(value.get("accountName"), str)
    if value.get("was") != "other" or not isinstance(value.get("record"), dict):
        return False
    has_place = "place" in value and (value["place"] is None or is_place(value["place"]))
    return has_place and is_text_list(value.get("without"))


def is_binned(line):
    if line is None or line.get("kind") != "binned":
        return False
    is_placed = all(is_integer(line.get(name), 0, SAFE_INTEGER) for name in ("deletedAt", "position"))
    return is_placed and isinstance(line.get("record"), dict) and is_account(line["record"])


def is_hash(value):
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def is_change(line):
    if line is None or line.get("kind") != "change" or not is_integer(line.get("seq"), 1, SAFE_INTEGER):
        return False
    if not is_integer(line.get("at"), 0, SAFE_INTEGER) or not is_text(line.get("what"), 32):
        return False
    if not is_hash(line.get("previous")) or not isinstance(line.get("deltas"), list):
        return False
    if "order" in line and not (is_text_list(line["order"]) and all(is_text(each, 64) for each in line["order"])):
        return False
    return all(map(is_delta, line["deltas"]))


def is_chain_whole(head, changes):
    """Each line names the hash of the one before; the vault's first line names both ends."""
    if not isinstance(head, dict) or not is_hash(head.get("anchor")) or not is_hash(head.get("head")):
        head = {"anchor": "0" * 64, "head": "0" * 64, "seq": 0}
    expected, seq = head["head"], head.get("seq")
    for line, change in reversed(changes):
        if hashlib.sha256(line).hexdigest() != expected or change["seq"] != seq:
            return False
        expected, seq = change["previous"], seq - 1
    return expected == head["anchor"]


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
    accounts, binned, changes, quarantined, ids = [], [], [], [], set()
    for line in lines[1:]:
        record = read_object(line)
        if is_account(record) and record["id"] not in ids:
            ids.add(record["id"])
            accounts.append(record)
        elif not is_account(record) and is_binned(record) and record["record"]["id"] not in ids:
            ids.add(record["record"]["id"])
            binned.append(record["record"])
        elif not is_account(record) and not is_binned(record) and is_change(record):
            changes.append((line, record))
        else:
            quarantined.append(line.decode(errors="replace"))
    return {
        "answer": "opened",
        "revision": head["revision"],
        "slots": [kind for kind, _ in slots],
        "accounts": accounts,
        "quarantined": quarantined,
        "binned": binned,
        "changes": [change["what"] for _, change in changes],
        "isChainWhole": is_chain_whole(head.get("history"), changes),
    }


def key_uri(record):
    """The Key URI format, with what other apps write for Steam, Mobile-OTP and Yandex."""
    issuer, name, kind = record["issuer"], record["accountName"], record["type"]
    label = quote(name)
    if issuer or ":" in name:
        label = f"{quote(issuer)}:{label}"
    pin = {"pin": record["pin"]} if record.get("pin") and kind in ("motp", "yandex") else {}
    if kind == "motp":
        padded = record["secret"] + "=" * (-len(record["secret"]) % 8)
        return f"motp://{label}?{query(secret=base64.b32decode(padded).decode(errors='replace'), **pin)}"
    common = {"secret": record["secret"], **({"issuer": issuer} if issuer else {})}
    if kind == "yandex":
        pin = {"pin": base64.b32encode(record["pin"].encode()).decode().rstrip("=")} if pin else {}
        return f"otpauth://yaotp/{label}?{query(**common, **pin)}"
    if kind == "steam":
        return f"otpauth://totp/{label}?{query(**common, algorithm='SHA1', digits=5, period=30, encoder='steam')}"
    step = {"counter": record["counter"]} if kind == "hotp" else {"period": record["period"]}
    if kind == "totp" and issuer.lower().startswith("steam"):
        step["encoder"] = "default"  # Readers take the issuer for Steam Guard's otherwise.
    return f"otpauth://{kind}/{label}?{query(**common, algorithm=record['algorithm'], digits=record['digits'], **step)}"


def open_sealed(box, password):
    """Recovery codes under a password of their own; None when it does not open them."""
    try:
        lock, sealed = (base64.b64decode(box[name], validate=True) for name in ("lock", "sealed"))
        memory, passes, lanes = PASSWORD_BODY.unpack(lock)[:3]
        require(8192 <= memory <= 524288 and 1 <= passes <= 16 and 1 <= lanes <= 16)
        key = derive(unwrap_master_key([(1, lock)], password), sealed[:32], b"halfminute vault v1 recovery codes")
        codes = json.loads(AESGCM(key).decrypt(bytes(12), sealed[32:], lock + box["account"].encode()))
    except (Refusal, InvalidTag, ValueError, KeyError, TypeError, struct.error):
        return None
    return codes if isinstance(codes, list) else None


def remarks(record, codes_password=None):
    """Lines for what an account carries beyond its key, each a comment among the URIs."""
    if isinstance(record.get("note"), str):
        yield from (f"# note: {line}" for line in record["note"].splitlines())
    codes = record.get("recoveryCodes")
    codes = list(codes) if isinstance(codes, list) else []
    boxes = record.get("sealedCodes")
    for box in boxes if isinstance(boxes, list) else []:
        opened = None if codes_password is None else open_sealed(box, codes_password)
        if opened is None:
            yield "# recovery codes under a password of their own: --codes-password asks for it"
        codes += opened or []
    for each in codes:
        if isinstance(each, dict) and isinstance(each.get("code"), str):
            yield f"# recovery code: {' '.join(each['code'].split())}{' (used)' if 'usedAt' in each else ''}"


def quote(text):
    return urllib.parse.quote(text, safe="")


def query(**parameters):
    return urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote)


def answer(path, **keys):
    try:
        return read_vault(pathlib.Path(path).read_bytes(), **keys)
    except Refusal as refusal:
        return {"answer": str(refusal)}


def keys_of(case):
    if "password" in case:
        return {"password": case["password"]}
    return {"recovery_texts": case["recoveryTexts"]}


def print_vault(path, vault, with_bin, codes_password=None):
    if vault["answer"] != "opened":
        print(f"# {path}: {vault['answer']}")
        return
    print(f"# {path}: revision {vault['revision']}, {len(vault['accounts'])} accounts")
    if not vault["isChainWhole"]:
        print("# the history's chain does not hold: lines are missing or were changed")
    for record in vault["accounts"]:
        print(key_uri(record), *remarks(record, codes_password), sep="\n")
    if with_bin:
        print(f"# in the bin: {len(vault['binned'])}")
        for record in vault["binned"]:
            print(key_uri(record), *remarks(record, codes_password), sep="\n")
    for line in vault["quarantined"]:
        print(f"# not an account: {json.dumps(line)}")


def ask_for_keys(is_recovery):
    """Typed where nobody sees it, or piped in: a password of one line, or a line with the key or for each share."""
    if not sys.stdin.isatty():
        if is_recovery:
            return {"recovery_texts": [line for line in sys.stdin.read().splitlines() if line.strip()]}
        return {"password": sys.stdin.readline().rstrip("\r\n")}
    if not is_recovery:
        return {"password": getpass.getpass("Password: ")}
    texts = []
    while text := getpass.getpass("Recovery key, or a share (an empty line ends): ").strip():
        texts.append(text)
    return {"recovery_texts": texts}


def ask_for_codes_password():
    """Typed where nobody sees it, or piped in as the line after the vault's password."""
    if sys.stdin.isatty():
        return getpass.getpass("Password of the recovery codes: ")
    return sys.stdin.readline().rstrip("\r\n")


def main():
    parser = argparse.ArgumentParser(description="Prints the accounts of a Halfminute vault or backup as otpauth URIs.")
    parser.add_argument("--recovery", action="store_true", help="ask for the recovery key, not the password")
    parser.add_argument("--codes-password", action="store_true", help="ask for the password of sealed recovery codes")
    parser.add_argument("--bin", action="store_true", help="print the accounts of the bin, too")
    parser.add_argument("--json", action="store_true", help="print one JSON object a file")
    parser.add_argument("--manifest", action="store_true", help="the file is a manifest of test vectors")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()
    if options.manifest:
        manifest = pathlib.Path(options.files[0])
        for case in json.loads(manifest.read_text())["cases"]:
            print(json.dumps({"name": case["name"], **answer(manifest.parent / case["file"], **keys_of(case))}))
        return 0
    keys = ask_for_keys(options.recovery)
    codes_password = ask_for_codes_password() if options.codes_password else None
    answers = [(path, answer(path, **keys)) for path in options.files]
    for path, vault in answers:
        print(json.dumps(vault)) if options.json else print_vault(path, vault, options.bin, codes_password)
    return 0 if all(vault["answer"] == "opened" for _, vault in answers) else 1


# BIP-39's English list, as https://github.com/bitcoin/bips/blob/master/bip-0039/english.txt has it.
WORDS = """
abandon ability able about above absent absorb abstract absurd abuse access accident account accuse achieve acid
acoustic acquire across act action actor actress actual adapt add addict address adjust admit adult advance advice
aerobic affair afford afraid again age agent agree ahead aim air airport aisle alarm album alcohol alert alien all
alley allow almost alone alpha already also alter always amateur amazing among amount amused analyst anchor ancient
anger angle angry animal ankle announce annual another answer antenna antique anxiety any apart apology appear apple
approve april arch arctic area arena argue arm armed armor army around arrange arrest arrive arrow art artefact artist
artwork ask aspect assault asset assist assume asthma athlete atom attack attend attitude attract auction audit august
aunt author auto autumn average avocado avoid awake aware away awesome awful awkward axis baby bachelor bacon badge
bag balance balcony ball bamboo banana banner bar barely bargain barrel base basic basket battle beach bean beauty
because become beef before begin behave behind believe below belt bench benefit best betray better between beyond
bicycle bid bike bind biology bird birth bitter black blade blame blanket blast bleak bless blind blood blossom blouse
blue blur blush board boat body boil bomb bone bonus book boost border boring borrow boss bottom bounce box boy
bracket brain brand brass brave bread breeze brick bridge brief bright bring brisk broccoli broken bronze broom
brother brown brush bubble buddy budget buffalo build bulb bulk bullet bundle bunker burden burger burst bus business
busy butter buyer buzz cabbage cabin cable cactus cage cake call calm camera camp can canal cancel candy cannon canoe
canvas canyon capable capital captain car carbon card cargo carpet carry cart case cash casino castle casual cat
catalog catch category cattle caught cause caution cave ceiling celery cement census century cereal certain chair
chalk champion change chaos chapter charge chase chat cheap check cheese chef cherry chest chicken chief child chimney
choice choose chronic chuckle chunk churn cigar cinnamon circle citizen city civil claim clap clarify claw clay clean
clerk clever click client cliff climb clinic clip clock clog close cloth cloud clown club clump cluster clutch coach
coast coconut code coffee coil coin collect color column combine come comfort comic common company concert conduct
confirm congress connect consider control convince cook cool copper copy coral core corn correct cost cotton couch
country couple course cousin cover coyote crack cradle craft cram crane crash crater crawl crazy cream credit creek
crew cricket crime crisp critic crop cross crouch crowd crucial cruel cruise crumble crunch crush cry crystal cube
culture cup cupboard curious current curtain curve cushion custom cute cycle dad damage damp dance danger daring dash
daughter dawn day deal debate debris decade december decide decline decorate decrease deer defense define defy degree
delay deliver demand demise denial dentist deny depart depend deposit depth deputy derive describe desert design desk
despair destroy detail detect develop device devote diagram dial diamond diary dice diesel diet differ digital dignity
dilemma dinner dinosaur direct dirt disagree discover disease dish dismiss disorder display distance divert divide
divorce dizzy doctor document dog doll dolphin domain donate donkey donor door dose double dove draft dragon drama
drastic draw dream dress drift drill drink drip drive drop drum dry duck dumb dune during dust dutch duty dwarf
dynamic eager eagle early earn earth easily east easy echo ecology economy edge edit educate effort egg eight either
elbow elder electric elegant element elephant elevator elite else embark embody embrace emerge emotion employ empower
empty enable enact end endless endorse enemy energy enforce engage engine enhance enjoy enlist enough enrich enroll
ensure enter entire entry envelope episode equal equip era erase erode erosion error erupt escape essay essence estate
eternal ethics evidence evil evoke evolve exact example excess exchange excite exclude excuse execute exercise exhaust
exhibit exile exist exit exotic expand expect expire explain expose express extend extra eye eyebrow fabric face
faculty fade faint faith fall false fame family famous fan fancy fantasy farm fashion fat fatal father fatigue fault
favorite feature february federal fee feed feel female fence festival fetch fever few fiber fiction field figure file
film filter final find fine finger finish fire firm first fiscal fish fit fitness fix flag flame flash flat flavor
flee flight flip float flock floor flower fluid flush fly foam focus fog foil fold follow food foot force forest
forget fork fortune forum forward fossil foster found fox fragile frame frequent fresh friend fringe frog front frost
frown frozen fruit fuel fun funny furnace fury future gadget gain galaxy gallery game gap garage garbage garden garlic
garment gas gasp gate gather gauge gaze general genius genre gentle genuine gesture ghost giant gift giggle ginger
giraffe girl give glad glance glare glass glide glimpse globe gloom glory glove glow glue goat goddess gold good goose
gorilla gospel gossip govern gown grab grace grain grant grape grass gravity great green grid grief grit grocery group
grow grunt guard guess guide guilt guitar gun gym habit hair half hammer hamster hand happy harbor hard harsh harvest
hat have hawk hazard head health heart heavy hedgehog height hello helmet help hen hero hidden high hill hint hip hire
history hobby hockey hold hole holiday hollow home honey hood hope horn horror horse hospital host hotel hour hover
hub huge human humble humor hundred hungry hunt hurdle hurry hurt husband hybrid ice icon idea identify idle ignore
ill illegal illness image imitate immense immune impact impose improve impulse inch include income increase index
indicate indoor industry infant inflict inform inhale inherit initial inject injury inmate inner innocent input
inquiry insane insect inside inspire install intact interest into invest invite involve iron island isolate issue item
ivory jacket jaguar jar jazz jealous jeans jelly jewel job join joke journey joy judge juice jump jungle junior junk
just kangaroo keen keep ketchup key kick kid kidney kind kingdom kiss kit kitchen kite kitten kiwi knee knife knock
know lab label labor ladder lady lake lamp language laptop large later latin laugh laundry lava law lawn lawsuit layer
lazy leader leaf learn leave lecture left leg legal legend leisure lemon lend length lens leopard lesson letter level
liar liberty library license life lift light like limb limit link lion liquid list little live lizard load loan
lobster local lock logic lonely long loop lottery loud lounge love loyal lucky luggage lumber lunar lunch luxury
lyrics machine mad magic magnet maid mail main major make mammal man manage mandate mango mansion manual maple marble
march margin marine market marriage mask mass master match material math matrix matter maximum maze meadow mean
measure meat mechanic medal media melody melt member memory mention menu mercy merge merit merry mesh message metal
method middle midnight milk million mimic mind minimum minor minute miracle mirror misery miss mistake mix mixed
mixture mobile model modify mom moment monitor monkey monster month moon moral more morning mosquito mother motion
motor mountain mouse move movie much muffin mule multiply muscle museum mushroom music must mutual myself mystery myth
naive name napkin narrow nasty nation nature near neck need negative neglect neither nephew nerve nest net network
neutral never news next nice night noble noise nominee noodle normal north nose notable note nothing notice novel now
nuclear number nurse nut oak obey object oblige obscure observe obtain obvious occur ocean october odor off offer
office often oil okay old olive olympic omit once one onion online only open opera opinion oppose option orange orbit
orchard order ordinary organ orient original orphan ostrich other outdoor outer output outside oval oven over own
owner oxygen oyster ozone pact paddle page pair palace palm panda panel panic panther paper parade parent park parrot
party pass patch path patient patrol pattern pause pave payment peace peanut pear peasant pelican pen penalty pencil
people pepper perfect permit person pet phone photo phrase physical piano picnic picture piece pig pigeon pill pilot
pink pioneer pipe pistol pitch pizza place planet plastic plate play please pledge pluck plug plunge poem poet point
polar pole police pond pony pool popular portion position possible post potato pottery poverty powder power practice
praise predict prefer prepare present pretty prevent price pride primary print priority prison private prize problem
process produce profit program project promote proof property prosper protect proud provide public pudding pull pulp
pulse pumpkin punch pupil puppy purchase purity purpose purse push put puzzle pyramid quality quantum quarter question
quick quit quiz quote rabbit raccoon race rack radar radio rail rain raise rally ramp ranch random range rapid rare
rate rather raven raw razor ready real reason rebel rebuild recall receive recipe record recycle reduce reflect reform
refuse region regret regular reject relax release relief rely remain remember remind remove render renew rent reopen
repair repeat replace report require rescue resemble resist resource response result retire retreat return reunion
reveal review reward rhythm rib ribbon rice rich ride ridge rifle right rigid ring riot ripple risk ritual rival river
road roast robot robust rocket romance roof rookie room rose rotate rough round route royal rubber rude rug rule run
runway rural sad saddle sadness safe sail salad salmon salon salt salute same sample sand satisfy satoshi sauce
sausage save say scale scan scare scatter scene scheme school science scissors scorpion scout scrap screen script
scrub sea search season seat second secret section security seed seek segment select sell seminar senior sense
sentence series service session settle setup seven shadow shaft shallow share shed shell sheriff shield shift shine
ship shiver shock shoe shoot shop short shoulder shove shrimp shrug shuffle shy sibling sick side siege sight sign
silent silk silly silver similar simple since sing siren sister situate six size skate sketch ski skill skin skirt
skull slab slam sleep slender slice slide slight slim slogan slot slow slush small smart smile smoke smooth snack
snake snap sniff snow soap soccer social sock soda soft solar soldier solid solution solve someone song soon sorry
sort soul sound soup source south space spare spatial spawn speak special speed spell spend sphere spice spider spike
spin spirit split spoil sponsor spoon sport spot spray spread spring spy square squeeze squirrel stable stadium staff
stage stairs stamp stand start state stay steak steel stem step stereo stick still sting stock stomach stone stool
story stove strategy street strike strong struggle student stuff stumble style subject submit subway success such
sudden suffer sugar suggest suit summer sun sunny sunset super supply supreme sure surface surge surprise surround
survey suspect sustain swallow swamp swap swarm swear sweet swift swim swing switch sword symbol symptom syrup system
table tackle tag tail talent talk tank tape target task taste tattoo taxi teach team tell ten tenant tennis tent term
test text thank that theme then theory there they thing this thought three thrive throw thumb thunder ticket tide
tiger tilt timber time tiny tip tired tissue title toast tobacco today toddler toe together toilet token tomato
tomorrow tone tongue tonight tool tooth top topic topple torch tornado tortoise toss total tourist toward tower town
toy track trade traffic tragic train transfer trap trash travel tray treat tree trend trial tribe trick trigger trim
trip trophy trouble truck true truly trumpet trust truth try tube tuition tumble tuna tunnel turkey turn turtle twelve
twenty twice twin twist two type typical ugly umbrella unable unaware uncle uncover under undo unfair unfold unhappy
uniform unique unit universe unknown unlock until unusual unveil update upgrade uphold upon upper upset urban urge
usage use used useful useless usual utility vacant vacuum vague valid valley valve van vanish vapor various vast vault
vehicle velvet vendor venture venue verb verify version very vessel veteran viable vibrant vicious victory video view
village vintage violin virtual virus visa visit visual vital vivid vocal voice void volcano volume vote voyage wage
wagon wait walk wall walnut want warfare warm warrior wash wasp waste water wave way wealth weapon wear weasel weather
web wedding weekend weird welcome west wet whale what wheat wheel when where whip whisper wide width wife wild will
win window wine wing wink winner winter wire wisdom wise wish witness wolf woman wonder wood wool word work world
worry worth wrap wreck wrestle wrist write wrong yard year yellow you young youth zebra zero zone zoo
""".split()
if hashlib.sha256(("\n".join(WORDS) + "\n").encode()).hexdigest() != (
    "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
):
    sys.exit("the word list in this script was changed")


if __name__ == "__main__":
    sys.exit(main())
