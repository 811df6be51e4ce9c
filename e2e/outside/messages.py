"""Messages in the sample practice: what makes a random request about a conversation fit."""

import time
import uuid

from practice import PATIENCE, bearer, call, letters, token_in

FILE = b"Room 2 is free on Tuesday.\n"
BROWSER = {"endpoint": "https://push.example.net/send/outside", "p256dh": "A" * 87, "auth": "A" * 22}


class Messages:
    """A client's conversation with the owner, who is a clinician, too."""

    def __init__(self, practice, client):
        self.practice = practice
        self.client = client
        self.asked_for_links = 0
        self.last_link = None
        self.owner = practice.tell_me()["staff"]["id"]
        self.client_id = self.as_client("GET", "/auth/me")["client"]["id"]
        self.conversation = self.as_client("POST", "/portal/conversations", {"staff_id": self.owner})["id"]

    def as_client(self, method, path, body=None):
        answer = call(method, path, headers=bearer(self.client), json=body)
        answer.raise_for_status()
        return answer.json()

    def said(self, files=()):
        """The id of a new message of the owner's."""
        body = {"id": str(uuid.uuid4()), "text": "Until Tuesday.", "files": list(files)}
        headers = {**bearer(self.practice.owner), "Idempotency-Key": body["id"]}
        answer = call("POST", f"/practice/conversations/{self.conversation}/messages", headers=headers, json=body)
        answer.raise_for_status()
        return answer.json()["id"]

    def file(self):
        """The id of a file that went with a message."""
        headers = {**bearer(self.practice.owner), "Content-Type": "application/octet-stream"}
        sent = call("POST", f"/practice/conversations/{self.conversation}/files", headers=headers, data=FILE)
        sent.raise_for_status()
        self.said([sent.json()["id"]])
        return sent.json()["id"]

    def link(self):
        """The token of a notice; now and then one that has just gone out. There is one until the client has read, and who read
        a moment ago has ten seconds before the next."""
        self.asked_for_links += 1
        if self.asked_for_links % 25 != 1:
            return self.last_link
        email = self.client.login["email"]
        before = len(letters(email, "new_secure_message"))
        self.as_client("POST", f"/portal/conversations/{self.conversation}/read", {"seq": 1_000_000})
        self.said()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            mails = letters(email, "new_secure_message")
            if len(mails) > before:
                self.last_link = {"practice": self.practice.slug, "token": token_in(mails[0])}
                return self.last_link
            time.sleep(0.05)
        raise RuntimeError("no notice came")

    def fit(self, case, operation):
        """Points a request about messages at what is there, and says something that can be said."""
        if case.path.startswith(("/api/v1/portal/conversations/{id}", "/api/v1/practice/conversations/{id}")):
            case.path_parameters["id"] = self.conversation
        if operation in ("send_my_message", "send_message", "create_message_note"):
            case.body = {"id": str(uuid.uuid4()), "text": "Hello 👋"}
            case.headers["Idempotency-Key"] = case.body["id"]
        elif operation in ("mark_my_messages_read", "mark_messages_read"):
            case.body = {"seq": 1}
        elif operation in ("save_my_draft", "save_draft"):
            case.body = {"text": "Dear"}
        elif operation in ("upload_my_attachment", "upload_attachment"):
            case.body, case.media_type = FILE, "application/octet-stream"
        elif operation in ("get_my_attachment", "get_attachment"):
            case.path_parameters["id"] = self.file()
        elif operation == "open_my_conversation":
            case.body = {"staff_id": self.owner}
        elif operation == "open_conversation":
            case.body = {"client_id": self.client_id, "staff_id": self.owner}
        elif operation == "assign_conversation":
            case.body = {}
        elif operation == "redact_message":
            case.path_parameters["id"] = self.said()
        elif operation == "redeem_message_link":
            case.body = self.link()
        elif operation in ("subscribe_my_push", "subscribe_push"):
            case.body = dict(BROWSER)
        elif operation in ("end_my_push", "end_push"):
            case.body = {"endpoint": BROWSER["endpoint"]}
