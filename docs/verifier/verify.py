#!/usr/bin/env python3
"""Checks an archive (.zip) or a journal (.db) of Guichet, with nothing but Python's own library.

It was written from docs/archive-format.md, apart from Guichet's own verifier, so that one proves the other.
Signatures (Ed25519) need the package `cryptography`; without it every hash is checked all the same, and the report
says that signatures were not.

    python3 verify.py FILE [--key KEY]... [--head HEAD]... [--json]

KEY is the terminal's public key (base64) or the sixteen digits it is called by. HEAD is a journal.head, or
SEQUENCE:HASH as on a Z slip. Exit code: 0 whole, 1 broken, 2 not to be read.
"""

import argparse
import base64
import binascii
import datetime
import hashlib
import json
import os
import re
import sqlite3
import struct
import sys
import zlib

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

GENESIS = "0" * 64
REACH = 1_000
REMEMBERED = 4_096
SEAL_WITHIN_MS = 60_000
MOST_BYTES = 256 * 1024 * 1024
COLUMNS = (
    "sequence", "terminal", "at", "zone", "shift", "cashier", "kind", "operation", "version", "encoding",
    "previousHash", "hash",
)
NULLABLE = ("shift", "operation")
NUMBERS = ("sequence", "encoding")


class Unreadable(Exception):
    """The file is not what it should be: neither an archive nor a journal."""


class Damaged(Exception):
    """A zip that is not as an archive is written, or a file in it that cannot be unpacked."""


# --- Text, hashes, signatures -----------------------------------------------------------------------------------------


def compact(value):
    """JSON as ECMAScript writes it, without spaces. Only ever used for text, whole numbers and null."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def hash_of(row, sequence=None):
    """Encoding 1: an array whose last element is the payload, as it is stored."""
    head = compact([
        row["encoding"], row["sequence"] if sequence is None else sequence, row["terminal"], row["at"], row["zone"],
        row["shift"], row["cashier"], row["kind"], row["operation"], row["version"], row["previousHash"],
    ])
    return sha256((head[:-1] + "," + row["payload"] + "]").encode("utf-8", "surrogatepass"))


def unbase64(text, length):
    """The bytes, if this is base64 of so many and spelt as it should be."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        return None
    return data if len(data) == length and base64.b64encode(data).decode() == text else None


def key_id(public_key):
    raw = unbase64(public_key, 32)
    return None if raw is None else sha256(raw)[:16]


def holds(public_key, text, signature):
    """Whether the signature is right; where it cannot be checked it counts as right, and the report says so."""
    raw, sig = unbase64(public_key, 32), unbase64(signature, 64)
    if raw is None or sig is None:
        return False
    if Ed25519PublicKey is None:
        return True
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(sig, text if isinstance(text, bytes) else text.encode())
        return True
    except (InvalidSignature, ValueError):
        return False


def parse(text):
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None


def is_text(*values):
    return all(isinstance(value, str) for value in values)


def is_whole(*values):
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)


def member_text(text, name):
    """The text of one member of a JSON object without spaces, as it stands there."""
    decoder, at, found = json.JSONDecoder(), 1, None
    try:
        while at < len(text) and text[at] == '"':
            key, at = decoder.raw_decode(text, at)
            start = at + 1
            _, at = decoder.raw_decode(text, start)
            if key == name:
                if found is not None:
                    return ""
                found = text[start:at]
            at += 1
    except ValueError:
        return ""
    return found or ""


# --- Closings: signed documents in events -----------------------------------------------------------------------------


def read_closing(payload):
    """(text of the document, document, signature or None), or None where the payload carries no signed document."""
    if '"document":{' not in payload or '"signature":' not in payload:
        return None
    said = parse(payload)
    if not isinstance(said, dict) or not isinstance(said.get("document"), dict) or "signature" not in said:
        return None
    signature = said["signature"]
    if signature is not None:
        if not isinstance(signature, dict) or not is_text(signature.get("key"), signature.get("signature")):
            return None
    return member_text(payload, "document"), said["document"], signature


def closing_holds(closing, keys):
    text, _, signature = closing
    by = next((one for one in reversed(keys) if one["key"] == signature["key"]), None)
    return by is not None and holds(by["publicKey"], "guichet/closing/1\n" + text, signature["signature"])


# --- The chain --------------------------------------------------------------------------------------------------------


def own_sequence(row):
    """The sequence at which a row would fit its own hash; None when what it says was changed."""
    for distance in range(REACH + 1):
        for sequence in (row["sequence"] + distance, row["sequence"] - distance):
            if sequence > 0 and hash_of(row, sequence) == row["hash"]:
                return sequence
    return None


def milliseconds(at):
    try:
        return datetime.datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").timestamp() * 1000
    except ValueError:
        return None


class ChainCheck:
    """Rows in order; `take` says whether more are wanted, `end` gives the report."""

    def __init__(self, start=None, keys=(), trusted=(), signatures=True, heads=()):
        self.previous = start or {"sequence": 0, "hash": GENESIS}
        self.before = None
        self.before_that = None
        self.keys = list(keys)
        self.trusted = set(trusted)
        self.signatures = signatures
        self.heads = list(heads)
        self.events = 0
        self.misfit = None
        self.broken = None
        self.other_head = None
        self.checked = 0
        self.missed = 0
        self.proven = None
        self.unsealed = None
        self.excused = False
        self.last_at = ""
        self.closings = {"checked": 0, "unsigned": 0}
        self.recent = {}

    @staticmethod
    def breaks(row, how):
        return {"sequence": row["sequence"], "how": how, "kind": row["kind"], "at": row["at"]}

    def trusts(self, key):
        return not self.trusted or key["publicKey"] in self.trusted or key["key"] in self.trusted

    def announced(self, row):
        said = parse(row["payload"])
        if not isinstance(said, dict) or not is_text(said.get("key"), said.get("publicKey")):
            return self.breaks(row, "key")
        previous = said.get("previous", 0)
        if not (previous is None or is_text(previous)) or key_id(said["publicKey"]) != said["key"]:
            return self.breaks(row, "key")
        if previous != self.keys[-1]["key"] if self.keys else row["sequence"] == 1 and previous is not None:
            return self.breaks(row, "key")
        key = {"key": said["key"], "publicKey": said["publicKey"], "sequence": row["sequence"]}
        self.keys.append(key)
        return None if self.trusts(key) else self.breaks(row, "key")

    def sealed(self, row):
        seal = parse(row["payload"])
        by = self.keys[-1] if self.keys else None
        right = (
            isinstance(seal, dict)
            and is_whole(seal.get("sequence"))
            and is_text(seal.get("hash"), seal.get("at"), seal.get("key"), seal.get("signature"))
            and by is not None
            and seal["key"] == by["key"]
            and seal["sequence"] == row["sequence"] - 1
            and seal["hash"] == row["previousHash"]
            and holds(
                by["publicKey"],
                f"guichet/seal/1\n{row['terminal']}\n{seal['sequence']}\n{seal['hash']}\n{seal['at']}",
                seal["signature"],
            )
        )
        if not right:
            return self.breaks(row, "seal")
        self.checked += 1
        self.proven = {"sequence": seal["sequence"], "at": seal["at"], "key": seal["key"]}
        return None

    def closed(self, row):
        closing = read_closing(row["payload"])
        if closing is None:
            return None
        _, document, signature = closing
        if signature is None:
            self.closings["unsigned"] += 1
            return None
        head = document.get("head")
        other = False
        if isinstance(head, dict) and is_whole(head.get("sequence")) and is_text(head.get("hash")):
            known = self.recent.get(head["sequence"], head["hash"])
            other = known != head["hash"]
        if other or not closing_holds(closing, self.keys):
            return self.breaks(row, "closing")
        self.closings["checked"] += 1
        return None

    def signed(self, row):
        if not self.signatures:
            return None
        if row["kind"] == "journal.key":
            return self.announced(row)
        if row["kind"] == "journal.sealed":
            return self.sealed(row)
        if row["kind"] == "journal.not_sealed":
            self.missed += 1
        return self.closed(row)

    def follow(self, row):
        if row["kind"] == "journal.sealed":
            self.unsealed, self.excused = None, False
        else:
            self.unsealed = self.unsealed or row
            self.excused = self.excused or row["kind"] == "journal.not_sealed"
        self.last_at = row["at"]
        for head in self.heads:
            if head["sequence"] == row["sequence"] and not row["hash"].startswith(head["hash"]):
                self.other_head = self.other_head or self.breaks(row, "altered")
        self.before_that = self.previous["hash"]
        self.previous = {"sequence": row["sequence"], "hash": row["hash"]}
        self.recent[row["sequence"]] = row["hash"]
        self.recent.pop(row["sequence"] - REMEMBERED, None)
        self.before = row
        self.events += 1

    def take(self, row):
        if self.misfit is not None:
            self.misfit["next"] = row
            return False
        if row is None:
            self.broken = {"sequence": self.previous["sequence"] + 1, "how": "altered", "kind": None, "at": None}
            return False
        if self.events == 0 and self.keys and self.signatures and not self.trusts(self.keys[-1]):
            self.broken = self.breaks(row, "key")
            return False
        fits = row["sequence"] == self.previous["sequence"] + 1 and row["previousHash"] == self.previous["hash"]
        if not fits or hash_of(row) != row["hash"]:
            self.misfit = {
                "row": row, "previous": self.previous, "before": self.before, "before_that": self.before_that,
                "next": None,
            }
            return True
        self.broken = self.signed(row)
        if self.broken:
            return False
        self.follow(row)
        return True

    def asks(self):
        """The hash and the sequence that are to be looked for in the whole file; None: nothing."""
        if self.misfit is None:
            return None
        return self.misfit["row"]["previousHash"], self.misfit["previous"]["sequence"] + 1

    def diagnose(self, has_hash, has_sequence):
        row, following = self.misfit["row"], self.misfit["next"]
        previous, before_that = self.misfit["previous"], self.misfit["before_that"]
        place = previous["sequence"] + 1
        if row["sequence"] != place:
            if row["sequence"] < place:
                return row["sequence"], "inserted"
            return place, "order" if has_sequence else "missing"
        own = own_sequence(row)
        if own is not None and before_that is not None and row["previousHash"] == before_that:
            return previous["sequence"], "inserted"
        belongs = (
            following is not None
            and following["previousHash"] == previous["hash"]
            and own_sequence(following) == place
        )
        if belongs and own != place + 1:
            return place, "inserted"
        if own is None:
            return place, "altered"
        if has_hash or row["previousHash"] == GENESIS:
            return place, "order"
        if own == place and previous["sequence"] > 0:
            return previous["sequence"], "altered"
        return place, "missing"

    def at_the_end(self):
        if self.other_head:
            return self.other_head
        if any(head["sequence"] > self.previous["sequence"] for head in self.heads):
            return {"sequence": self.previous["sequence"] + 1, "how": "tail_cut", "kind": None, "at": None}
        if self.unsealed and not self.excused and self.signatures:
            begun, ended = milliseconds(self.unsealed["at"]), milliseconds(self.last_at)
            long = begun is not None and ended is not None and ended - begun > SEAL_WITHIN_MS
            if long or (self.trusted and self.proven is None):
                return self.breaks(self.unsealed, "unsealed")
        return None

    def end(self, has_hash=False, has_sequence=False):
        if self.misfit is not None:
            sequence, how = self.diagnose(has_hash, has_sequence)
            rows = (self.misfit["row"], self.misfit["before"])
            row = next((one for one in rows if one and one["sequence"] == sequence), None)
            self.broken = {
                "sequence": sequence, "how": how,
                "kind": row["kind"] if row else None, "at": row["at"] if row else None,
            }
        if self.broken is None:
            self.broken = self.at_the_end()
        return {
            "events": self.events, "head": self.previous,
            "seals": {"checked": self.checked, "proven": self.proven, "missed": self.missed},
            "keys": self.keys, "closings": self.closings, "broken": self.broken,
        }


NOTHING_READ = {
    "events": 0, "head": {"sequence": 0, "hash": ""}, "seals": {"checked": 0, "proven": None, "missed": 0},
    "keys": [], "closings": {"checked": 0, "unsigned": 0}, "broken": None,
}


# --- Zip: every header has to be what an archive is written with ------------------------------------------------------


class Zip:
    def __init__(self, path):
        self.file = open(path, "rb")
        self.size = os.fstat(self.file.fileno()).st_size
        self.entries = {}
        self.read_directory()

    def at(self, start, length):
        self.file.seek(start)
        data = self.file.read(length)
        if len(data) < length:
            raise Damaged("it ends too early")
        return data

    @staticmethod
    def local(name):
        return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 8, 8, 0, 0x21, 0, 0, 0, len(name), 0) + name

    @staticmethod
    def descriptor(entry):
        return struct.pack("<IIII", 0x08074B50, entry["crc"], entry["packed"], entry["bytes"])

    @staticmethod
    def central(name, entry):
        return struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 8, 8, 0, 0x21, entry["crc"], entry["packed"], entry["bytes"],
            len(name), 0, 0, 0, 0, 0, entry["at"],
        ) + name

    def read_directory(self):
        if self.size < 22:
            raise Damaged("it is no archive")
        end = self.at(self.size - 22, 22)
        count, length, start = struct.unpack("<HII", end[10:20])
        written = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, length, start, 0)
        if count > 64 or start + length != self.size - 22 or end != written:
            raise Damaged("its directory")
        directory = self.at(start, length)
        at = following = 0
        while at < length:
            if at + 46 > length:
                raise Damaged("its directory")
            crc, packed, size, name_length = struct.unpack("<IIIH", directory[at + 16:at + 30])
            name = directory[at + 46:at + 46 + name_length]
            (local_at,) = struct.unpack("<I", directory[at + 42:at + 46])
            entry = {"crc": crc, "packed": packed, "bytes": size, "at": local_at}
            header = self.central(name, entry)
            if directory[at:at + len(header)] != header or not re.fullmatch(rb"[A-Za-z0-9_.-]+", name):
                raise Damaged("its directory")
            if name.decode() in self.entries or local_at != following:
                raise Damaged("its directory")
            self.entries[name.decode()] = entry
            at += len(header)
            following += 30 + len(name) + packed + 16
        if len(self.entries) != count or following != start:
            raise Damaged("its directory")

    def read(self, name):
        """The content, piece by piece."""
        entry = self.entries[name]
        header = self.local(name.encode())
        start = entry["at"] + len(header)
        if self.at(entry["at"], len(header)) != header:
            raise Damaged(name)
        if self.at(start + entry["packed"], 16) != self.descriptor(entry):
            raise Damaged(name)
        inflate, left, size = zlib.decompressobj(-15), entry["packed"], 0
        try:
            while left > 0 and not inflate.eof:
                piece = self.at(start + entry["packed"] - left, min(left, 1 << 18))
                left -= len(piece)
                data = inflate.decompress(piece)
                size += len(data)
                if size > entry["bytes"]:
                    raise Damaged(name)
                yield data
        except zlib.error as error:
            raise Damaged(name) from error
        if not inflate.eof:
            raise Damaged(name)


class Contents:
    """The files of an archive, each summed as it is read."""

    def __init__(self, archive):
        self.zip = archive
        self.names = list(archive.entries)
        self.sums = {}
        self.bytes = {}

    def read(self, name, take):
        digest, size = hashlib.sha256(), 0
        if name not in self.names:
            return False
        try:
            for data in self.zip.read(name):
                digest.update(data)
                size += len(data)
                take(data)
        except Damaged:
            return False
        self.sums[name] = (size, digest.hexdigest())
        return True

    def whole(self, name):
        if name not in self.bytes:
            pieces = []
            if self.zip.entries.get(name, {"bytes": 0})["bytes"] > MOST_BYTES:
                return None
            if not self.read(name, pieces.append):
                return None
            self.bytes[name] = b"".join(pieces)
        return self.bytes[name]

    def json(self, name):
        data = self.whole(name)
        return None if data is None else parse(data.decode("utf-8", "replace"))

    def lines(self, name, take):
        rest = bytearray()

        def piece(data):
            rest.extend(data)
            if b"\n" in data:
                *lines, last = bytes(rest).split(b"\n")
                for line in lines:
                    take(line.decode("utf-8", "replace"))
                rest[:] = last

        readable = self.read(name, piece)
        if readable and rest:
            take(bytes(rest).decode("utf-8", "replace"))
        return readable


def row_of(line):
    """A line of events.jsonl as a row; None: it is not as an archive has it."""
    said = parse(line)
    if not isinstance(said, dict) or set(said) != {*COLUMNS, "payload"} or not isinstance(said["payload"], dict):
        return None
    for name in COLUMNS:
        value = said[name]
        if not (is_whole(value) if name in NUMBERS else is_text(value) or (name in NULLABLE and value is None)):
            return None
    row = {name: said[name] for name in COLUMNS}
    row["payload"] = line[line.index(',"payload":') + len(',"payload":'):-1]
    head = compact({name: row[name] for name in COLUMNS})
    return row if f'{head[:-1]},"payload":{row["payload"]}}}' == line else None


# --- An archive -------------------------------------------------------------------------------------------------------

EVENTS, LATER, CHAIN, KEYS = "events.jsonl", "later-closings.jsonl", "chain.json", "public-keys.json"
TOTALS, MANIFEST, SIGNATURE = "totals.json", "manifest.json", "manifest.sig"


def has(said, **members):
    """An object with exactly these members, each as its check wants it (`from` is written `from_`)."""
    checks = {name.rstrip("_"): check for name, check in members.items()}
    return isinstance(said, dict) and set(said) == set(checks) and all(check(said[name]) for name, check in checks.items())


def list_of(check):
    return lambda said: isinstance(said, list) and all(check(one) for one in said)


def is_hash(said):
    return is_text(said) and re.fullmatch("[0-9a-f]{64}", said) is not None


def good_manifest(said):
    return has(
        said,
        format=lambda text: text == "guichet-archive/1",
        made=lambda made: has(made, at=is_text, version=is_text, by=is_text),
        terminal=is_text,
        training=lambda value: isinstance(value, bool),
        period=lambda period: has(period, from_=is_text, to=is_text, zone=is_text),
        events=lambda events: has(events, first=is_whole, last=is_whole, count=is_whole),
        openDays=list_of(is_text),
        files=list_of(lambda file: has(file, name=is_text, bytes=is_whole, sha256=is_hash)),
        key=is_text,
        publicKey=is_text,
    )


def good_signature(said):
    return has(said, algorithm=lambda text: text == "Ed25519", key=is_text, signature=is_text)


def check_archive_events(contents, keys, chain, trusted, heads):
    closings, state = {}, {"check": None, "wanted": True}

    def begin(first, previous_hash):
        last = chain["last"] if chain else None
        return ChainCheck(
            start={"sequence": first - 1, "hash": previous_hash},
            keys=[one for one in keys or [] if one["sequence"] < first],
            trusted=trusted,
            signatures=keys is not None,
            heads=[last, *(one for one in heads if one["sequence"] <= last["sequence"])] if last else [],
        )

    if chain:
        state["check"] = begin(chain["first"]["sequence"], chain["previousHash"])

    def take(line):
        row = row_of(line)
        if state["check"] is None:
            state["check"] = begin(row["sequence"] if row else 1, row["previousHash"] if row else "")
        if state["wanted"]:
            state["wanted"] = state["check"].take(row)
        if row and read_closing(row["payload"]):
            closings[row["sequence"]] = row

    readable = contents.lines(EVENTS, take)
    check = state["check"]
    if not readable or check is None:
        return dict(NOTHING_READ), closings
    asked = check.asks()
    if asked is None:
        return check.end(), closings
    found = [False, False]

    def look(line):
        row = row_of(line)
        if row:
            found[0] = found[0] or row["hash"] == asked[0]
            found[1] = found[1] or row["sequence"] == asked[1]

    contents.lines(EVENTS, look)
    return check.end(*found), closings


def check_signature(contents, manifest, keys, trusted):
    said = contents.json(SIGNATURE)
    if not good_signature(said):
        return "altered" if SIGNATURE in contents.names else "missing"
    if manifest is None:
        return None
    key, public_key = manifest["key"], manifest["publicKey"]
    if said["key"] != key or key_id(public_key) != key:
        return "signature"
    if not holds(public_key, contents.whole(MANIFEST), said["signature"]):
        return "signature"
    announced = keys is None or any(one["publicKey"] == public_key for one in keys)
    given = not trusted or public_key in trusted or key in trusted
    return None if announced and given else "key"


def add_later(text, keys, closings):
    for line in text.split("\n")[:-1]:
        row = row_of(line)
        closing = read_closing(row["payload"]) if row else None
        if closing is None or hash_of(row) != row["hash"]:
            return False
        closings[row["sequence"]] = row
        if closing[2] is not None and not closing_holds(closing, keys):
            return False
    return True


def totals_fit(totals, closings):
    if not isinstance(totals, dict) or not isinstance(totals.get("closings"), dict):
        return False
    said = [(kind, one) for kind, all_of_kind in totals["closings"].items() for one in all_of_kind]
    if len(said) != len(closings):
        return False
    for kind, one in said:
        row = closings.get(one.get("sequence"))
        if row is None or row["kind"] != kind or row["at"] != one.get("at"):
            return False
        _, document, signature = read_closing(row["payload"])
        if one.get("document") != document or one.get("signature") != signature:
            return False
    return True


def agree(manifest, chain, report):
    events = manifest["events"]
    whole = report["broken"] is not None or (
        report["events"] == events["count"] and report["head"]["hash"] == chain["last"]["hash"]
    )
    return (
        manifest["terminal"] == chain["terminal"]
        and chain["events"] == events["count"]
        and chain["first"]["sequence"] == events["first"]
        and chain["last"]["sequence"] == events["last"]
        and events["last"] - events["first"] + 1 == events["count"]
        and whole
    )


def verify_archive(path, trusted, heads):
    contents = Contents(Zip(path))
    manifest = contents.json(MANIFEST)
    if not good_manifest(manifest):
        manifest = None
    listed = {one["name"]: (one["bytes"], one["sha256"]) for one in manifest["files"]} if manifest else {}

    def as_listed(name):
        return name in listed and contents.sums.get(name) == listed[name]

    for name in contents.names:
        if name != EVENTS:
            contents.whole(name)
    keys = contents.json(KEYS)["keys"] if as_listed(KEYS) else None
    chain = contents.json(CHAIN) if as_listed(CHAIN) else None
    report, closings = check_archive_events(contents, keys, chain, trusted, heads)

    files = []
    if manifest is None:
        files.append({"name": MANIFEST, "how": "altered" if MANIFEST in contents.names else "missing"})
    signed = check_signature(contents, manifest, keys, trusted)
    if signed is not None:
        files.append({"name": SIGNATURE, "how": signed})
    for name in listed:
        if not as_listed(name):
            files.append({"name": name, "how": "altered" if name in contents.names else "missing"})
    if manifest:
        for name in contents.names:
            if name not in listed and name not in (MANIFEST, SIGNATURE):
                files.append({"name": name, "how": "unexpected"})
    if as_listed(EVENTS) and keys is not None and chain and manifest:
        later = contents.whole(LATER).decode("utf-8", "replace") if as_listed(LATER) else ""
        if not add_later(later, keys, closings):
            files.append({"name": LATER, "how": "signature"})
        if as_listed(TOTALS) and not totals_fit(contents.json(TOTALS), closings):
            files.append({"name": TOTALS, "how": "altered"})
        if not agree(manifest, chain, report):
            files.append({"name": CHAIN, "how": "altered"})
    return manifest, report, files


# --- A journal --------------------------------------------------------------------------------------------------------

SELECT = (
    "SELECT sequence, terminal, at, zone, shift, cashier, kind, operation, version, encoding, "
    "previous_hash AS previousHash, hash, payload FROM event"
)


def verify_journal(path, trusted, heads):
    uri = "file:" + os.path.abspath(path).replace("?", "%3f").replace("#", "%23") + "?mode=ro"
    database = sqlite3.connect(uri, uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.row_factory = lambda cursor, row: {part[0]: value for part, value in zip(cursor.description, row)}
    try:
        (application,) = database.execute("PRAGMA application_id").fetchone().values()
        if application != 0x47554943:
            raise Unreadable("this file is not a Guichet journal")
        # What is written while this runs is left for the next check.
        (newest,) = database.execute("SELECT coalesce(max(sequence), 0) FROM event").fetchone().values()
        check, terminal = ChainCheck(trusted=trusted, heads=heads), None
        for row in database.execute(SELECT + " WHERE sequence <= ? ORDER BY sequence", (newest,)):
            terminal = row["terminal"]
            if not check.take(row):
                break
        last = database.execute("SELECT terminal FROM event ORDER BY sequence DESC LIMIT 1").fetchone()
        asked = check.asks()
        if asked is None:
            return last and last["terminal"] or terminal, check.end()
        has_hash = database.execute("SELECT 1 FROM event WHERE hash = ?", (asked[0],)).fetchone() is not None
        has_sequence = database.execute("SELECT 1 FROM event WHERE sequence = ?", (asked[1],)).fetchone() is not None
        return last and last["terminal"] or terminal, check.end(has_hash, has_sequence)
    finally:
        database.close()


# --- Heads kept outside -----------------------------------------------------------------------------------------------

HEAD = re.compile(r"(\d{16}) ([0-9a-f]{64})\n")
SEAL = re.compile(
    r"(\d{16}) ([0-9a-f]{64}) \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [0-9a-f]{16} [A-Za-z0-9+/]{86}==\n"
)


def read_head(path):
    """The newest event, and the newest seal, as journal.head has them."""
    try:
        with open(path, encoding="latin-1", newline="") as file:
            text = file.read()
    except OSError:
        return []
    head = HEAD.match(text)
    found = [match for match in (head, SEAL.match(text[82:]) if head else None) if match]
    return [{"sequence": int(match[1]), "hash": match[2]} for match in found]


def given_head(text):
    if os.path.exists(text):
        heads = read_head(text)
        if not heads:
            raise Unreadable(f"--head {text} is no head")
        return heads
    match = re.fullmatch(r"(\d+)[: ]([0-9a-f]{8,64})", text)
    if not match:
        raise Unreadable(f"--head {text} is neither a file nor SEQUENCE:HASH")
    return [{"sequence": int(match[1]), "hash": match[2]}]


def head_beside(path):
    """`journal.db` has `journal.head` beside it, `journal.db.kept-X` has `journal.head.kept-X`."""
    beside = re.sub(r"\.db(\.kept-\w+)?$", lambda match: ".head" + (match[1] or ""), path)
    return (beside, read_head(beside)) if beside != path else (path, [])


# --- The command ------------------------------------------------------------------------------------------------------

HOW_EVENT = {
    "altered": "was altered.",
    "missing": "is missing: it was taken out.",
    "inserted": "was put in: it is none that the terminal wrote there.",
    "order": "stands in the place of another.",
    "tail_cut": "and all after it are missing: the end was cut off.",
    "seal": "is a seal that does not fit: an event before it was rewritten, or the seal itself.",
    "closing": "carries a closing whose signature, or whose head, does not fit.",
    "key": "announces, or was sealed with, a key that is not the one expected.",
    "unsealed": "and those after it carry no seal, longer than a terminal ever writes without one.",
}
HOW_FILE = {
    "altered": "is not what the manifest says.",
    "missing": "is missing.",
    "unexpected": "is not in the manifest.",
    "signature": "holds a signature that does not fit.",
    "key": "is signed with a key that is not the one expected.",
}


def verify(path, keys=(), heads=()):
    """The report on one file. Raises Unreadable, or OSError."""
    with open(path, "rb") as file:
        start = file.read(16)
    is_journal = start == b"SQLite format 3\0"
    if not is_journal and not start.startswith(b"PK\x03\x04"):
        raise Unreadable(f"{path} is neither a journal nor an archive")
    given = [head for text in heads for head in given_head(text)]
    names = list(heads)
    manifest, terminal, files = None, None, []
    try:
        if is_journal:
            beside, found = head_beside(path)
            names = [os.path.basename(beside), *names] if found else names
            terminal, chain = verify_journal(path, keys, [*found, *given])
        else:
            names = ["its own chain.json", *names]
            manifest, chain, files = verify_archive(path, keys, given)
            terminal = manifest["terminal"] if manifest else None
    except sqlite3.OperationalError as error:
        raise Unreadable(str(error)) from error
    except (Damaged, sqlite3.DatabaseError):
        chain, files = dict(NOTHING_READ), [{"name": "", "how": "altered"}]
    if Ed25519PublicKey is None:
        chain["seals"] = {"checked": 0, "proven": None, "missed": chain["seals"]["missed"]}
        chain["closings"] = {"checked": 0, "unsigned": chain["closings"]["unsigned"]}
    broken = chain.pop("broken")
    findings = [{"what": "event", **broken}] if broken else []
    findings += [{"what": "file", **one} for one in files]
    return {
        "file": path,
        "kind": "journal" if is_journal else "archive",
        "whole": not findings,
        "signatures": "checked" if Ed25519PublicKey else "not checked",
        "terminal": terminal,
        "training": manifest["training"] if manifest else None,
        "period": {name: manifest["period"].get(name) for name in ("from", "to")} if manifest else None,
        **chain,
        "keysGiven": bool(keys),
        "heads": names,
        "findings": findings,
    }


def sentence(finding):
    if finding["what"] == "file":
        return "The file is damaged." if finding["name"] == "" else f"{finding['name']} {HOW_FILE[finding['how']]}"
    about = f" ({finding['kind']}, {finding['at']})" if finding["kind"] and finding["at"] else ""
    return f"Event {finding['sequence']}{about} {HOW_EVENT[finding['how']]}"


def sentences(report):
    period = f", {report['period']['from']} to {report['period']['to']}" if report["period"] else ""
    name = report["terminal"] or "a terminal that it does not name"
    yield f"{'WHOLE' if report['whole'] else 'BROKEN'}: {report['kind']} of {name}{period}, {report['events']} events read."
    yield from map(sentence, report["findings"])
    if report["signatures"] == "not checked":
        yield "SIGNATURES WERE NOT CHECKED: the package `cryptography` is not installed. Hashes were."
    proven = report["seals"]["proven"]
    if proven:
        yield f"Every event up to {proven['sequence']} is proven by the seal of {proven['at']}."
    elif report["signatures"] == "checked":
        yield "No seal proves anything here."
    if report["keys"] and not report["keysGiven"]:
        key = report["keys"][-1]
        yield f"The key was taken from the file itself: {key['key']} ({key['publicKey']}). Compare it with a Z slip."
    if report["heads"]:
        yield f"Its end was compared with {', '.join(report['heads'])}."
    else:
        yield "Nothing outside of it says where it ends: give a head kept elsewhere with --head."
    if report["training"]:
        yield "It is of a training terminal and has no value."


def main(arguments):
    parser = argparse.ArgumentParser(description="Checks an archive or a journal of Guichet.")
    parser.add_argument("file")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--head", action="append", default=[])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    try:
        report = verify(given.file, given.key, given.head)
    except (Unreadable, OSError) as error:
        print(f"it cannot be read: {error}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("\n".join(sentences(report)))
    return 0 if report["whole"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
