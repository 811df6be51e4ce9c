"""Who the random requests come from, and what makes some of them fit.

Schemathesis invents requests from the description of the API; here each gets its caller: an owner of the practice, a client in the
portal, or nobody. Two things would otherwise leave little to see. What ends a session (signing out, another password) is done by
stand-ins, so that the caller's own session lives on; and three of four requests that follow the description are pointed at records
that exist (`practice.py`), so that the answers are not all "not found". How often each operation answered what is written to a
file at the end.
"""

import atexit
import collections
import json
import os
import random
import threading

import requests
import schemathesis
from documents import Documents
from messages import Messages
from practice import ADDRESSES, GUESTS, PICTURE, Person, Practice, bearer, call, somewhere

# These end sessions, or change what one signs in with.
STAND_INS_DO = {
    "change_password",
    "confirm_second_factor",
    "remove_second_factor",
    "renew_recovery_codes",
    "renew_session",
    "request_email_change",
    "set_password",
    "sign_out",
    "sign_out_device",
    "sign_out_everywhere",
    "start_second_factor",
}
COLLECTIONS = {f"/practice/{name}" for name in ("client-imports", "clients", "offices", "services", "staff")}
NAMED_IN = {"office_id": "/practice/offices", "primary_clinician_id": "/practice/staff"}
FITTING = 0.75


class Run:
    """One run: a caller, the stand-ins, the records that are known, and the count of answers."""

    def __init__(self):
        self.kind = os.environ["OUTSIDE_CALLER"]
        with open(os.environ["OUTSIDE_LOGINS"], encoding="utf-8") as file:
            sheet = json.load(file)
        self.chance = random.Random(os.environ["OUTSIDE_SEED"])
        self.answers = collections.defaultdict(collections.Counter)
        # The ids that are known, by collection; those of new records are learnt from the answers.
        self.records = collections.defaultdict(list)
        self.addresses = {}
        self.lock = threading.Lock()
        mine = [login for login in sheet["logins"] if login["practice"] == sheet["practice"]]
        owner = Person(next(login for login in mine if login["role"] == "owner"))
        self.practice = Practice(owner)
        self.clients = [login for login in mine if login["role"] == "client"]
        if self.kind == "owner":
            self.caller = owner
            self.stand_ins = [Person(login) for login in mine if login["role"] in ("front_desk", "biller")]
        elif self.kind == "client":
            self.caller = Person(self.clients[0])
            self.stand_ins = [Person(login) for login in self.clients[1:]]
        else:
            self.caller, self.stand_ins = None, []
        self.prepare()

    def prepare(self):
        """What the sample lacks, made by the owner; then the records are looked up."""
        ask, tell = self.practice.ask, self.practice.tell
        self.rules = ask("/practice")["sign_in"]
        self.scheduling = ask("/practice/scheduling")["rules"]
        if self.kind == "owner":
            by_email = {member["email"]: member for member in ask("/practice/staff")["items"]}
            for person in self.stand_ins:
                member = by_email[person.login["email"]]
                tell("PUT", f"/practice/staff/{member['id']}", {**member["details"], "role": "owner"})
        tell("PUT", "/practice/logo", PICTURE)
        self.records["/practice/clients"] = [client["id"] for client in ask("/practice/clients?limit=100")["items"]]
        for client in self.records["/practice/clients"]:
            emails = ask(f"/practice/clients/{client}")["details"]["emails"]
            self.addresses[client] = [email["address"] for email in emails if email["email_ok"]]
        self.secrets = self.practice.hand_out(self.clients)
        self.patient = Person(self.clients[1])
        writer = self.caller if self.kind == "client" else Person(self.clients[0])
        self.messages = Messages(self.practice, writer)
        self.documents = Documents(self.practice, writer)
        self.messaging = ask("/practice/messaging")["settings"]
        people = {self.practice.owner.login["email"], *(person.login["email"] for person in self.stand_ins)}
        staff = ask("/practice/staff")["items"]
        self.protected = {member["id"] for member in staff if member["email"] in people}
        self.records["/practice/staff"] = [member["id"] for member in staff if member["email"] not in people]
        self.clinician = next(member["id"] for member in staff if member["details"]["role"] == "clinician")
        for collection in ("/practice/offices", "/practice/services"):
            self.records[collection] = [record["id"] for record in ask(collection)["items"]]
        self.records["/practice/undelivered-emails"] = [mail["id"] for mail in ask("/practice/overview")["undelivered"]]

    def who_does(self, operation):
        """The caller, or the first of the stand-ins for what ends sessions."""
        return self.stand_ins[0] if operation in STAND_INS_DO and self.stand_ins else self.caller


RUN = Run()


def follows_description(case):
    return case.meta is not None and case.meta.generation.mode.value == "positive"


def fit(case, operation):
    """Points a request that follows the description at what is there."""
    case.headers.pop("Idempotency-Key", None)
    case.headers.pop("If-Match", None)
    collection, _, act = case.path.removeprefix("/api/v1").partition("/{id}")
    known = RUN.records.get(collection)
    if "id" in case.path_parameters:
        if operation == "create_portal_invitation" or act == "/portal-access/email-change":
            known = [client for client in RUN.addresses if RUN.addresses[client]]
        elif operation == "sign_out_device" and RUN.caller:
            answer = call("GET", "/auth/devices", headers=bearer(RUN.who_does(operation)))
            known = [device["id"] for device in answer.json()["items"]]
        if known:
            case.path_parameters["id"] = RUN.chance.choice(known)
    if "slug" in case.path_parameters:
        case.path_parameters["slug"] = RUN.practice.owner.login["practice"]
    if operation == "get_public_logo" and RUN.kind == "owner":
        RUN.practice.tell("PUT", "/practice/logo", PICTURE)
    if operation == "upload_logo":
        case.body, case.media_type = PICTURE, "image/png"
    try:
        fit_booking(case, operation)
        RUN.messages.fit(case, operation)
        RUN.documents.fit(case, operation)
    except (requests.HTTPError, RuntimeError, KeyError, StopIteration):
        # An earlier request has closed what this one would need, such as the last office: it goes as it was invented.
        pass
    if isinstance(case.body, dict):
        fit_body(case, operation)


def fit_booking(case, operation):
    """Times that are free, requests that wait, appointments that stand: each is made for the one request that needs it."""
    practice = RUN.practice
    client = RUN.caller if RUN.kind == "client" else RUN.patient
    newcomer = f"newcomer.{next(ADDRESSES)}@example.com"
    if operation in ("list_openings", "list_new_client_openings"):
        wish = practice.wish(client if operation == "list_openings" else None)
        case.query.update({**wish, "week": wish["start"][:10]})
        del case.query["start"]
        case.query.pop("replaces", None)
    elif operation == "explain_time":
        case.query = {"staff_id": RUN.clinician, "at": "2027-03-02T10:00"}
    elif operation == "get_calendar_feed":
        case.path_parameters["token"] = practice.feed(RUN.clinician)
    elif operation in ("request_appointment", "reschedule_my_appointment") and RUN.kind == "client":
        if operation == "reschedule_my_appointment":
            case.path_parameters["id"] = practice.booked(client)
        case.body = practice.wish(client)
    elif operation == "choose_proposed_time" and RUN.kind == "client":
        case.path_parameters["id"], start = practice.offered(client)
        case.body = {"start": start}
    elif operation == "accept_appointment_request" and RUN.kind == "owner":
        case.path_parameters["id"] = practice.request_of(client)
        case.body = {"allow_overlap": True, "templates": [RUN.documents.consent]}
    elif operation in ("preview_appointment_acceptance", "decline_appointment_request", "propose_appointment_times") and RUN.kind == "owner":
        case.path_parameters["id"] = practice.request_of(client)
        if operation == "propose_appointment_times":
            case.body = {"starts": [night()]}
    elif operation == "move_appointment" and RUN.kind == "owner":
        case.path_parameters["id"] = practice.booked(client)
        case.body = {"start": night(), "allow_overlap": True}
    elif operation == "revoke_staff_calendar_feed" and RUN.kind == "owner":
        practice.feed(RUN.clinician)
        case.path_parameters["id"] = RUN.clinician
    elif operation == "set_appointment_status" and RUN.kind == "owner":
        case.path_parameters["id"] = practice.begun()
    elif operation == "create_appointment" and RUN.kind == "owner":
        wish = practice.wish(client)
        chosen = RUN.chance.choice(RUN.records["/practice/clients"])
        case.body = {**wish, "client_id": chosen, "start": night(), "allow_overlap": True, "tell_client": RUN.chance.random() < 0.5}
    elif operation == "request_first_appointment":
        case.body = practice.first_visit(newcomer)
    elif operation == "confirm_first_appointment":
        case.body = practice.code_of_first_visit(newcomer)


def night():
    """A time at which nobody works, likely another one each time."""
    return f"2027-{RUN.chance.randint(3, 12):02}-{RUN.chance.randint(1, 28):02}T{RUN.chance.randint(0, 5):02}:00"


def fit_body(case, operation):
    body = case.body
    name_records(body)
    if RUN.secrets.get(operation):
        body.update(RUN.secrets[operation].pop())
    if operation in ("create_portal_invitation", "change_portal_email"):
        body["email"] = RUN.chance.choice(RUN.addresses[case.path_parameters["id"]])
    elif operation == "invite_staff":
        body["email"] = f"colleague.{next(ADDRESSES)}@example.com"
    elif operation == "update_practice":
        body["slug"] = RUN.practice.owner.login["practice"]
    elif operation in ("sign_in", "request_password_recovery"):
        login = RUN.chance.choice(RUN.clients[2 : -2 * GUESTS])
        body.update({name: login[name] for name in ("app", "practice", "email", "password") if name in body})
    elif operation in ("accept_staff_invitation", "recover_password"):
        body["password"] = RUN.practice.owner.login["password"]
    elif operation in ("change_password", "request_email_change"):
        password = RUN.who_does(operation).login["password"] if RUN.caller else ""
        body.update({name: password for name in ("password", "current_password", "new_password") if name in body})


def name_records(value):
    """Ids within a body become those of records."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and RUN.records.get(NAMED_IN.get(name)):
                value[name] = RUN.chance.choice(RUN.records[NAMED_IN[name]])
            else:
                name_records(inner)
    elif isinstance(value, list):
        for inner in value:
            name_records(inner)


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw["operationId"]
    with RUN.lock:
        case.headers["X-Forwarded-For"] = somewhere()
        if RUN.caller:
            case.headers.update(bearer(RUN.who_does(operation)))
        else:
            case.headers["Anteroom-App"] = RUN.chance.choice(["admin", "portal"])
        if follows_description(case) and (case.meta.phase.name.value == "examples" or RUN.chance.random() < FITTING):
            fit(case, operation)
        if case.path_parameters.get("id") in RUN.protected:
            # Whoever deactivates or demotes those who ask finds the rest of the run closed.
            case.path_parameters["id"] = RUN.chance.choice(RUN.records["/practice/staff"])


@schemathesis.hook
def after_call(context, case, response):
    operation = case.operation.definition.raw["operationId"]
    with RUN.lock:
        if case.method.upper() == case.operation.method.upper():
            RUN.answers[operation][response.status_code] += 1
        if RUN.caller is None:
            return
        if response.status_code < 300:
            learn(case, operation, response)
        elif response.status_code == 401 and response.json().get("code") in ("session_ended", "not_signed_in"):
            person = RUN.who_does(operation)
            if call("GET", "/auth/me", headers=bearer(person)).status_code != 200:
                person.token = None


def learn(case, operation, response):
    """What an act that succeeded means for the requests to come."""
    if operation == "change_password":
        RUN.who_does(operation).login["password"] = case.body["new_password"]
    if operation in STAND_INS_DO:
        RUN.who_does(operation).token = None
    if operation == "update_sign_in_rules":
        RUN.practice.tell("PUT", "/practice/sign-in-rules", RUN.rules)
    if operation == "update_messaging":
        RUN.practice.tell("PUT", "/practice/messaging", RUN.messaging)
    if operation == "update_scheduling":
        RUN.practice.tell("PUT", "/practice/scheduling", RUN.scheduling)
    if operation == "update_practice":
        for login in [RUN.practice.owner.login, *(person.login for person in RUN.stand_ins), *RUN.clients]:
            login["practice"] = response.json()["profile"]["slug"]
    collection = case.path.removeprefix("/api/v1")
    if case.method.upper() == "POST" and "id" not in case.path_parameters and collection in COLLECTIONS:
        RUN.records[collection].append(response.json()["id"])


@atexit.register
def write_down():
    with open(os.environ["OUTSIDE_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump(RUN.answers, file, indent=1)
