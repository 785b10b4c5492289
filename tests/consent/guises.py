# SPDX-License-Identifier: EUPL-1.2
"""Finding canaries in bytes, whatever was done to them: UTF-8 and UTF-16, composed, decomposed or
without diacritics, in capitals, percent-encoded, as references of XML or JSON, in hexadecimal or
base64, also when they stand in the middle of something longer, and packed by zlib.
"""
import base64
import binascii
import html
import re
import unicodedata
import urllib.parse
import zlib

SUNG = re.compile(r"kanari\W{0,2}[ëe?]?[^0-9a-z]{0,3}(\d{4}q[bdfgkmprtvz]{8})")
RUN_64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}")
RUN_16 = re.compile(rb"(?:[0-9A-Fa-f]{2}){20,}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
START_64 = [base64.b64encode(b"\0" * skip + b"kanari")[(4 * skip + 2) // 3:4 * (skip + 6) // 3]
            for skip in range(3)]


def found_in(data):
    """The canaries in bytes, written as they were made."""
    found = set()
    for shape in shapes(data):
        if b"kanari" not in shape.lower():
            continue
        text = unicodedata.normalize("NFC", shape.decode("utf-8", "replace")).casefold()
        found |= {"kanarië" + one for one in SUNG.findall(text)}
    return found


def shapes(data):
    """The bytes, and what they may be in another guise."""
    yield data
    if b"\0" in data:
        yield data.replace(b"\0", b"")
    if b"%" in data or b"&" in data or b"\\" in data:
        text = urllib.parse.unquote_to_bytes(data)
        text = html.unescape(text.decode("utf-8", "replace"))
        yield re.sub(r"\\u00([0-9A-Fa-f]{2})", lambda one: chr(int(one[1], 16)), text).encode()
    for run in RUN_16.findall(data):
        if b"6b616e617269" in run.lower():
            part = run[run.lower().index(b"6b616e617269"):]
            yield binascii.unhexlify(part[:len(part) // 2 * 2])
    for run in RUN_64.findall(data):
        if any(start in run for start in START_64):
            for skip in range(4):
                part = run[skip:].replace(b"-", b"+").replace(b"_", b"/")
                yield base64.b64decode(part[:len(part) // 4 * 4])
    for place in [found.start() for found in re.finditer(rb"\x78[\x01\x9c\xda]", data)]:
        try:
            yield zlib.decompressobj().decompress(data[place:])
        except zlib.error:
            pass


def ids_in(data):
    """The ids in bytes, in plain or without dashes, in any capitals."""
    text = data.decode("utf-8", "replace").lower()
    return set(UUID.findall(text)) | set(UUID.findall(data.replace(b"\0", b"").decode(
        "utf-8", "replace").lower()))


def disguises(word):
    """The word in each guise: that the search sees them is tested."""
    raw = word.encode()
    yield "plain", raw
    yield "capitals", word.upper().encode()
    yield "decomposed", unicodedata.normalize("NFD", word).encode()
    yield "without diacritics", word.replace("ë", "e").encode()
    yield "latin-1", word.encode("latin-1")
    yield "UTF-16", word.encode("utf-16-le")
    yield "UTF-16, the other way", word.encode("utf-16-be")
    yield "percent", urllib.parse.quote(word).encode()
    yield "percent throughout", "".join(f"%{byte:02X}" for byte in raw).encode()
    yield "references of XML", word.replace("ë", "&#xEB;").encode()
    yield "escapes of JSON", word.replace("ë", "\\u00eb").encode()
    yield "hexadecimal", b"00ff" + binascii.hexlify(raw) + b"00ff"
    for skip in range(3):
        yield f"base64, {skip} further", base64.b64encode(b"abc"[:skip] + raw + b" and more of it")
    yield "zlib", b"some bytes" + zlib.compress(raw)
