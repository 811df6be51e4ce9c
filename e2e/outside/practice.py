"""The sample practice in the hands of its owner: what the random requests need to be there, and the secrets that went out by e-mail."""

import base64
import datetime
import hashlib
import itertools
import os
import re
import time
import zoneinfo

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

    def tell_me(self):
        """Who the owner is."""
        return self.ask("/auth/me")

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

    def wish(self, client=None):
        """A free time with a clinician, as the body of a request: for a client, or for somebody new."""
        found = self.free(client)
        if found is None:
            # An earlier request has changed what was offered.
            fee = {"amount_minor": 9000, "currency": self.ask("/practice")["profile"]["currency"]}
            self.tell("POST", "/practice/services", {"name": "First talk", "minutes": 30, "fee": fee, "for_new_clients": True})
            found = self.free(client)
        if found is None:
            raise RuntimeError("nothing is free")
        return found

    def free(self, client):
        """The same, or none."""
        if client:
            area, headers = "/portal/booking", bearer(client)
        else:
            area, headers = f"/public/{self.slug}/booking", {}
        options = get(f"{area}/options", headers)
        for choice in choices(options if client else options["booking"]):
            week = get(f"{area}/openings", headers, {**choice, "week": datetime.date.today().isoformat()})
            while not any(day["morning"] + day["afternoon"] for day in week["days"]) and week["next_week"]:
                week = get(f"{area}/openings", headers, {**choice, "week": week["next_week"]})
            free = [opening["start"] for day in week["days"] for opening in day["morning"] + day["afternoon"]]
            if free:
                return {**choice, "start": free[len(free) // 2]}
        return None

    def request_of(self, client):
        """The id of a new request of a client's."""
        answer = call("POST", "/portal/appointments", headers=bearer(client), json=self.wish(client))
        answer.raise_for_status()
        return answer.json()["id"]

    def booked(self, client):
        """The id of an appointment that stands."""
        return self.tell("POST", f"/practice/appointments/{self.request_of(client)}/acceptance", {})["id"]

    def begun(self):
        """The id of an appointment that is over."""
        today = datetime.date.today()
        days = f"from={today - datetime.timedelta(days=40)}&to={today - datetime.timedelta(days=2)}"
        return next(session["id"] for session in self.ask(f"/practice/appointments?{days}")["items"] if session["status"] == "attended")

    def offered(self, client):
        """A request of a client's for which the practice has offered another time, and that time."""
        id = self.request_of(client)
        starts = [local(self.wish(client)["start"], self.ask("/practice")["profile"]["zone"])]
        return id, self.tell("POST", f"/practice/appointments/{id}/proposals", {"starts": starts})["proposals"][0]

    def first_visit(self, email):
        """The request of somebody new, with its work done."""
        asked = call("POST", f"/public/{self.slug}/booking/challenges", headers={"Anteroom-App": "portal"}).json()
        person = {"first_name": "Wren", "last_name": "Vale", "email": email, "phone": "+1 917 555 0188", "note": "", "language": "en"}
        answers = ["Sleep" for _ in get(f"/public/{self.slug}/booking/options", {})["questions"]]
        return {**person, "answers": answers, **self.wish(), "proof": solved(asked["challenge"], asked["difficulty_bits"])}

    def code_of_first_visit(self, email):
        """What confirms the request of somebody new."""
        asked = self.first_visit(email)
        sent = call("POST", f"/public/{self.slug}/booking/requests", headers={"Anteroom-App": "portal"}, json=asked)
        sent.raise_for_status()
        code = re.search(r"\b\d{6}\b", letter(email, "first_visit_code"))[0]
        return {"token": sent.json()["token"], "code": code}

    def feed(self, clinician):
        """The token of a clinician's calendar feed, made anew."""
        return self.tell("POST", f"/practice/staff/{clinician}/calendar-feed", None)["url"].rsplit("/", 1)[1].removesuffix(".ics")

    def forgetful(self, login):
        wanted = {name: login[name] for name in ("app", "practice", "email")}
        call("POST", "/auth/recovery-requests", json=wanted, headers={"Anteroom-App": login["app"]}).raise_for_status()
        return {"app": login["app"], "practice": self.slug, "token": token_in(letter(login["email"], "password_recovery"))}

    def moving(self, login):
        email = f"moved.{login['email']}"
        body = {"password": login["password"], "new_email": email}
        call("POST", "/auth/email-changes", json=body, headers=bearer(Person(login))).raise_for_status()
        return {"practice": self.slug, "token": token_in(letter(email, "email_change"))}


def get(path, headers, params=None):
    answer = call("GET", path, headers=headers, params=params)
    answer.raise_for_status()
    return answer.json()


def choices(options):
    """Every clinician, office and service that go together."""
    for clinician in options["clinicians"]:
        for office in clinician["offices"]:
            for service in office["services"]:
                yield {"staff_id": clinician["id"], "office_id": office["id"], "service_id": service["id"]}


def local(moment, zone):
    """A moment by the clock on the practice's wall."""
    there = datetime.datetime.fromisoformat(moment).astimezone(zoneinfo.ZoneInfo(zone))
    return there.strftime("%Y-%m-%dT%H:%M")


def solved(challenge, bits):
    for nonce in itertools.count():
        digest = hashlib.sha256(f"{challenge}:{nonce}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - bits) == 0:
            return {"challenge": challenge, "nonce": str(nonce)}


def letters(email, kind):
    """The texts of all e-mails of a kind to an address, the newest first."""
    mails = requests.get(f"{os.environ['OUTSIDE_URL']}/dev/mailbox.json", params={"to": email}, timeout=PATIENCE).json()
    return [mail["text"] for mail in mails if mail["kind"] == kind]


def letter(email, kind):
    """The text of the newest e-mail of a kind to an address, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for text in letters(email, kind):
            return text
        time.sleep(0.05)
    raise RuntimeError(f"no {kind} came to {email}")


def token_in(text):
    return re.search(r"[#&]token=([\w-]+)", text)[1]
