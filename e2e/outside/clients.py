"""What a program in Python does first: sign in and list the practice's clients, with nothing but the generated client."""

import json
import os
from http import HTTPStatus

from anteroom import AuthenticatedClient, Client
from anteroom.api.access import get_me, sign_in
from anteroom.api.clients import get_client, list_clients
from anteroom.models import App, ClientPage, Me, ProblemDocument, SessionKind, SignedIn, SignIn

URL = os.environ["OUTSIDE_URL"]
with open(os.environ["OUTSIDE_LOGINS"], encoding="utf-8") as file:
    SHEET = json.load(file)
OWNER = next(login for login in SHEET["logins"] if login["practice"] == SHEET["practice"] and login["role"] == "owner")


def session():
    door = Client(base_url=URL, headers={"Anteroom-App": OWNER["app"]})
    wanted = SignIn(app=App(OWNER["app"]), practice=OWNER["practice"], email=OWNER["email"], password=OWNER["password"])
    answer = sign_in.sync_detailed(client=door, body=wanted)
    assert isinstance(answer.parsed, SignedIn), answer
    assert answer.parsed.kind is SessionKind.FULL, answer
    return door.get_httpx_client().cookies["anteroom-admin"]


def everybody(client):
    cursor = None
    while True:
        page = list_clients.sync(client=client, limit=25, **({"cursor": cursor} if cursor else {}))
        assert isinstance(page, ClientPage), page
        yield from page.items
        cursor = page.next_cursor
        if not cursor:
            return


client = AuthenticatedClient(base_url=URL, token=session())
me = get_me.sync(client=client)
assert isinstance(me, Me), me
names = {(person.id, person.display_name) for person in everybody(client)}
assert len(names) >= 30, f"list_clients knows {len(names)} clients; the demonstration has more"
nobody = get_client.sync_detailed("018f3c5e-7a10-7000-8000-000000000000", client=client)
assert nobody.status_code is HTTPStatus.NOT_FOUND, nobody
assert isinstance(nobody.parsed, ProblemDocument) and nobody.parsed.code == "not_found", nobody
print(f"signed in as {me.staff.display_name}, listed {len(names)} clients")
