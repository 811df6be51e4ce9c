"""Documents in the sample practice: what makes a random request about one fit."""

import hashlib
import uuid

from practice import bearer, call

FILE = b"Policy number 4711.\n"
QUESTION = {"key": "city", "kind": "short_text", "label": "In which town do you live?", "field": "city"}


class Documents:
    """Templates of the owner's, and what a client is sent of them."""

    def __init__(self, practice, client):
        self.practice = practice
        self.client = client
        self.client_id = self.as_client("GET", "/auth/me")["client"]["id"]
        common = {"language": "en", "title": "Office policies"}
        write = {**common, "asks": "signature", "body": "Dear {client_name}, please come on time."}
        self.consent = practice.tell("POST", "/practice/document-templates", write)["id"]
        self.request = practice.tell("POST", "/practice/document-templates", {**write, "asks": "files"})["id"]
        self.form = practice.tell("POST", "/practice/form-templates", {**common, "questions": [QUESTION]})["id"]
        self.for_both = practice.tell("POST", "/practice/document-templates", {**write, "countersign": True})["id"]
        # Not sent to anybody: who changes them or puts them away closes nothing.
        self.spare_document = practice.tell("POST", "/practice/document-templates", self.words())["id"]
        self.spare_form = practice.tell("POST", "/practice/form-templates", self.questions())["id"]
        self.settings = {**practice.ask("/practice/documents-settings")["settings"], "clients_may_upload": True, "remind": False}
        practice.tell("PUT", "/practice/documents-settings", self.settings)

    def as_client(self, method, path, body=None):
        answer = call(method, path, headers=bearer(self.client), json=body)
        answer.raise_for_status()
        return answer.json()

    def sent(self, template):
        """The id of a document that has just been sent."""
        before = {one["id"] for one in self.as_client("GET", "/portal/documents")["open"]}
        self.practice.tell("POST", f"/practice/clients/{self.client_id}/documents", {"templates": [template]})
        return next(one["id"] for one in self.as_client("GET", "/portal/documents")["open"] if one["id"] not in before)

    def file(self):
        """The id of a file that the client added."""
        headers = {**bearer(self.client), "Content-Type": "application/octet-stream"}
        answer = call("POST", f"/portal/documents/{self.sent(self.request)}/files", headers=headers, data=FILE)
        answer.raise_for_status()
        return answer.json()["id"]

    def handed_in(self):
        """The id of a form that the client submitted."""
        form = self.sent(self.form)
        saved = self.as_client("PUT", f"/portal/documents/{form}/answers", {"changes": {"city": f"Dryden {uuid.uuid4()}"}})
        self.as_client("POST", f"/portal/documents/{form}/submission", {"answers_version": saved["answers_version"]})
        return form

    def file_handed_in(self):
        """The id of a file in what the client submitted."""
        request = self.sent(self.request)
        headers = {**bearer(self.client), "Content-Type": "application/octet-stream"}
        answer = call("POST", f"/portal/documents/{request}/files", headers=headers, data=FILE)
        answer.raise_for_status()
        self.as_client("POST", f"/portal/documents/{request}/submission", {"answers_version": 0})
        return answer.json()["id"]

    def signed(self):
        """The id of a document that the client signed and the practice is to sign, too."""
        document = self.sent(self.for_both)
        self.as_client("POST", f"/portal/documents/{document}/signature", self.signature(document))
        return document

    def told(self):
        return {"sha256": self.as_client("GET", "/portal/electronic-consent")["sha256"]}

    def signature(self, document):
        """What signs a document that was read."""
        shown = self.as_client("POST", f"/portal/documents/{document}/view", {"to_end": True})
        self.as_client("POST", "/portal/electronic-consent", self.told())
        content = hashlib.sha256(shown["content"].encode()).hexdigest()
        return {"agreed": True, "name": "Maya Lopez", "capacity": "self", "content_sha256": content}

    def words(self):
        """A document that nobody has written yet."""
        return {"title": "Policies", "language": "en", "asks": "signature", "body": f"# Welcome\n\n{{client_name}}: {uuid.uuid4()}"}

    def questions(self):
        """A form that nobody has put together yet."""
        return {"title": "About you", "language": "en", "introduction": str(uuid.uuid4()), "questions": [QUESTION]}

    def packet(self):
        return {"name": f"Packet {uuid.uuid4()}", "templates": [self.consent, self.form]}

    def make_room(self):
        """A practice has a hundred packets at most."""
        packets = self.practice.ask("/practice/document-packets")["items"]
        for packet in packets[: max(0, len(packets) - 50)]:
            call("DELETE", f"/practice/document-packets/{packet['id']}", headers=bearer(self.practice.owner)).raise_for_status()

    def fit(self, case, operation):
        """Points a request about documents at what is there, and says something that can be said."""
        if operation in ("get_my_document", "view_my_document", "decline_my_document"):
            case.path_parameters["id"] = self.sent(self.consent)
        elif operation == "give_my_electronic_consent":
            case.body = self.told()
        elif operation == "sign_my_document":
            case.path_parameters["id"] = self.sent(self.consent)
            case.body = self.signature(case.path_parameters["id"])
        elif operation == "save_my_answers":
            case.path_parameters["id"] = self.sent(self.form)
            case.body = {"changes": {"city": f"Dryden {uuid.uuid4()}"}}
        elif operation == "submit_my_form":
            case.path_parameters["id"] = self.sent(self.form)
            case.body = {"answers_version": 0}
        elif operation == "upload_my_document_file":
            case.path_parameters["id"] = self.sent(self.request)
            case.body, case.media_type = FILE, "application/octet-stream"
        elif operation in ("remove_my_document_file", "get_my_document_file"):
            case.path_parameters["id"] = self.file()
        elif operation == "send_my_file":
            self.practice.tell("PUT", "/practice/documents-settings", self.settings)
            case.body, case.media_type = FILE, "application/octet-stream"
        elif operation == "share_documents":
            case.path_parameters["id"] = self.client_id
            case.body = {"templates": [self.consent, self.form]}
        elif operation == "share_file":
            case.path_parameters["id"] = self.client_id
            case.body, case.media_type = FILE, "application/octet-stream"
        elif operation == "list_client_documents":
            case.path_parameters["id"] = self.client_id
        elif operation in ("get_document", "remind_document", "void_document"):
            case.path_parameters["id"] = self.sent(self.form)
        elif operation in ("return_document", "complete_document", "settle_document_proposal"):
            case.path_parameters["id"] = self.handed_in()
            if operation == "settle_document_proposal":
                case.body = {"accept": ["city"]}
        elif operation == "countersign_document":
            case.path_parameters["id"] = self.signed()
            case.body = {"name": "Jordan Hale"}
        elif operation in ("get_my_document_pdf", "get_document_pdf", "verify_document"):
            case.path_parameters["id"] = self.signed()
        elif operation == "verify_signed_document":
            case.body = {"sha256": hashlib.sha256(FILE).hexdigest()}
        elif operation == "get_document_file":
            case.path_parameters["id"] = self.file_handed_in()
        elif operation in ("list_documents", "list_document_templates"):
            case.query.pop("cursor", None)
        elif operation in ("get_document_template", "archive_document_template", "update_document_template"):
            case.path_parameters["id"] = self.spare_document
            if operation == "update_document_template":
                case.body = self.words()
        elif operation == "create_document_template":
            case.body = self.words()
        elif operation == "create_form_template":
            case.body = self.questions()
        elif operation == "update_form_template":
            case.path_parameters["id"] = self.spare_form
            case.body = self.questions()
        elif operation == "preview_document":
            case.body = {"title": "Policies", "language": "en", "kind": "consent", "body": self.words()["body"]}
        elif operation == "update_documents_settings":
            case.body = self.settings
        elif operation == "create_packet":
            self.make_room()
            case.body = self.packet()
        elif operation in ("update_packet", "remove_packet"):
            self.make_room()
            case.path_parameters["id"] = self.practice.tell("POST", "/practice/document-packets", self.packet())["id"]
            if operation == "update_packet":
                case.body = self.packet()
