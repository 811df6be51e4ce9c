"""The sample practice in the hands of its owner: what the random requests need to be there, and the secrets that went out by e-mail."""

import base64
import itertools
import os
import re
import time

import requests

PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
PATIENCE = 30
GUESTS = 3
ADDRESSES = itertools.count(1)


def somewhere():
    """Another network address each time (RFC 2544), as behind a proxy: who guesses wrongly must wait, by address."""
    number = next(ADDRESSES)
    return f"198.{18 + number // 65536 % 2}.{number // 256 % 256}.{number % 256}"


def call(method, path, headers, **sent):
    url = f"{os.environ['OUTSIDE_URL']}/api/v1{path}"
    return requests.request(method, url, headers={"X-Forwarded-For": somewhere(), **headers}, timeout=PATIENCE, **sent)


def bearer(person):
    return {"Authorization": f"Bearer {person.session()}"}


class Person:
    """Somebody with a password, signed in anew whenever their session has ended."""

    def __init__(self, login):
        self.login = dict(login)
        self.token = None

    def session(self):
        if self.token is None:
            self.token = self.sign_in()
        return self.token

    def sign_in(self):
        body = {name: self.login[name] for name in ("app", "practice", "email", "password")}
        answer = call("POST", "/auth/sessions", json=body, headers={"Anteroom-App": body["app"]})
        if answer.status_code != 200 or answer.json()["kind"] != "full":
            raise RuntimeError(f"a {self.login['role']} could not sign in again: {answer.status_code} {answer.text}")
        return answer.cookies[f"anteroom-{body['app']}"]


class Practice:
    """What the owner sees and does."""

    def __init__(self, owner):
        self.owner = owner
        self.slug = owner.login["practice"]

    def ask(self, path):
        answer = call("GET", path, headers=bearer(self.owner))
        answer.raise_for_status()
        return answer.json()

    def tell(self, method, path, body):
        sent = {"data": body} if isinstance(body, bytes) else {"json": body}
        kind = {"Content-Type": "image/png"} if isinstance(body, bytes) else {}
        answer = call(method, path, headers={**bearer(self.owner), **kind}, **sent)
        if not answer.ok:
            raise RuntimeError(f"{method} {path} answers {answer.status_code} {answer.text}")
        return answer.json()

    def hand_out(self, clients):
        """Secrets that only e-mails and the telephone hold, by operation: each entry completes a request that succeeds once."""
        return {
            "accept_staff_invitation": [self.colleague(number) for number in range(GUESTS)],
            "open_welcome": [self.guest(f"welcome.{number}") for number in range(GUESTS)],
            "redeem_pin_code": [self.told_a_pin(f"told.{number}") for number in range(GUESTS)],
            "recover_password": [self.forgetful(login) for login in clients[-GUESTS:]],
            "confirm_email_change": [self.moving(login) for login in clients[-2 * GUESTS : -GUESTS]],
        }

    def colleague(self, number):
        email = f"robin.vale.{number}@example.com"
        details = {"first_name": "Robin", "last_name": f"Vale {number}", "credentials": "", "role": "clinician"}
        self.tell("POST", "/practice/staff", {"email": email, "details": details})
        return {"practice": self.slug, "email": email, "token": token_in(letter(email, "staff_invitation"))}

    def invited(self, name):
        email = f"{name}@example.com"
        emails = [{"address": email, "kind": "home", "email_ok": True}]
        client = {"first_name": "Kim", "last_name": "Guest", "status": "active", "emails": emails, "phones": []}
        id = self.tell("POST", "/practice/clients", client)["id"]
        self.tell("POST", f"/practice/clients/{id}/portal-invitations", {"email": email})
        return id, email

    def guest(self, name):
        _, email = self.invited(name)
        text = letter(email, "portal_invitation")
        pin = re.search(r"^Your PIN: (\d+)$", text, re.MULTILINE)[1]
        return {"practice": self.slug, "email": email, "pin": pin, "link_token": token_in(text)}

    def told_a_pin(self, name):
        id, email = self.invited(name)
        return {"practice": self.slug, "email": email, "code": self.tell("POST", f"/practice/clients/{id}/pin-codes", None)["code"]}

    def forgetful(self, login):
        wanted = {name: login[name] for name in ("app", "practice", "email")}
        call("POST", "/auth/recovery-requests", json=wanted, headers={"Anteroom-App": login["app"]}).raise_for_status()
        return {"app": login["app"], "practice": self.slug, "token": token_in(letter(login["email"], "password_recovery"))}

    def moving(self, login):
        email = f"moved.{login['email']}"
        body = {"password": login["password"], "new_email": email}
        call("POST", "/auth/email-changes", json=body, headers=bearer(Person(login))).raise_for_status()
        return {"practice": self.slug, "token": token_in(letter(email, "email_change"))}


def letter(email, kind):
    """The text of the newest e-mail of a kind to an address, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        mails = requests.get(f"{os.environ['OUTSIDE_URL']}/dev/mailbox.json", params={"to": email}, timeout=PATIENCE).json()
        for mail in mails:
            if mail["kind"] == kind:
                return mail["text"]
        time.sleep(0.05)
    raise RuntimeError(f"no {kind} came to {email}")


def token_in(text):
    return re.search(r"[#&]token=([\w-]+)", text)[1]
