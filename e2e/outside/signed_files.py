"""Signed documents in the hands of other programs (D7, D8): qpdf and Poppler read the PDF, OpenSSL believes its signature, and the
portal says whether it was signed there."""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import tempfile

from documents import Documents
from practice import Person, Practice, bearer, call

with open(os.environ["OUTSIDE_LOGINS"], encoding="utf-8") as file:
    SHEET = json.load(file)
MINE = [login for login in SHEET["logins"] if login["practice"] == SHEET["practice"]]
# What stands before the 32 bytes of an Ed25519 public key in a file (RFC 8410, 10.1).
HEAD = bytes.fromhex("302a300506032b6570032100")
# Gone when the program ends.
FOLDER = tempfile.TemporaryDirectory(prefix="anteroom-signed-")


def tell(*command):
    """What a program says; whatever it finds fault with ends this."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    assert done.returncode == 0, f"{command[0]} ends with {done.returncode}: {done.stdout.decode()} {done.stderr.decode()}"
    return done.stdout.decode()


def fetched(person, path):
    answer = call("GET", path, headers=bearer(person))
    answer.raise_for_status()
    assert answer.headers["Content-Type"] == "application/pdf", answer.headers
    return answer.content


def signed_here(slug, content):
    body = {"sha256": hashlib.sha256(content).hexdigest()}
    answer = call("POST", f"/public/{slug}/document-verifications", headers={"Anteroom-App": "portal"}, json=body)
    answer.raise_for_status()
    assert list(answer.json()) == ["signed_here"], answer.text
    return answer.json()["signed_here"]


def kept(name, content):
    path = pathlib.Path(FOLDER.name) / name
    path.write_bytes(content)
    return path


def reads_well(content, *words):
    """Sound, tagged, in typefaces of its own, and with these words; gives all of its words, without blanks."""
    path = kept("document.pdf", content)
    # Warnings are faults, too.
    assert "No syntax or stream encoding errors found" in tell("qpdf", "--check", path)
    about = tell("pdfinfo", path)
    for line in (r"Tagged: +yes", r"JavaScript: +no", r"Encrypted: +no", r"PDF version: +1\.7", r"Title: +\S", r"Author: +\S"):
        assert re.search(f"^{line}", about, re.MULTILINE), f"{line} is not in {about}"
    fonts = tell("pdffonts", path).splitlines()[2:]
    # Name, type, encoding, and then: embedded, a part of the typeface, known characters.
    assert fonts and all(re.search(r" yes yes yes +\d+ +0$", font) for font in fonts), fonts
    # In the order in which it is written, not by where it stands on the paper.
    text = tell("pdftotext", "-raw", path, "-")
    for word in words:
        assert word in text, f"{word} is not in {text}"
    return re.sub(r"[\s\u200b]", "", text)


def believed(text):
    """What the certificate says is signed, is: by another program, from nothing but the paper."""
    records = re.findall(r"SHA-256ofthefullrecord([0-9a-f]{64})Ed25519signatureoverit([0-9a-f]{128})", text)
    [public_key] = re.findall(r"Ed25519publickey([0-9a-f]{64})", text)
    key = kept("key.der", HEAD + bytes.fromhex(public_key))
    for record, signature in records:
        said, signed = kept("record.bin", bytes.fromhex(record)), kept("signature.bin", bytes.fromhex(signature))
        check = ("openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", said, "-sigfile", signed)
        assert "Signature Verified Successfully" in tell(*check)
    return len(records)


def main():
    practice = Practice(Person(next(login for login in MINE if login["role"] == "owner")))
    client = Person(next(login for login in MINE if login["role"] == "client"))
    documents = Documents(practice, client)
    consent = documents.signed()
    mine = fetched(client, f"/portal/documents/{consent}/pdf")
    assert mine == fetched(client, f"/portal/documents/{consent}/pdf") == fetched(practice.owner, f"/practice/documents/{consent}/pdf")
    assert believed(reads_well(mine, "Office policies", "Maya Lopez", "Certificate", "How to verify")) == 1
    practice.tell("POST", f"/practice/documents/{consent}/countersignature", {"name": "Jordan Hale"})
    both = fetched(client, f"/portal/documents/{consent}/pdf")
    assert both != mine
    assert believed(reads_well(both, "Maya Lopez", "Jordan Hale")) == 2
    answered = fetched(client, f"/portal/documents/{documents.handed_in()}/pdf")
    assert believed(reads_well(answered, "In which town do you live?", "Dryden")) == 1
    for file in (mine, both, answered):
        assert signed_here(practice.slug, file)
        bent = bytearray(file)
        bent[len(bent) // 2] ^= 1
        assert not signed_here(practice.slug, bytes(bent)), "one changed byte"
    assert practice.ask(f"/practice/documents/{consent}/verification")["whole"]
    print("three signed files read well, their signatures are believed, and one changed byte is not")


main()
