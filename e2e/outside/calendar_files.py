"""Calendar files in the hands of another program (B23, B17): PyPI's `icalendar` reads each, and a small calendar that believes
a UID and its SEQUENCE, as people's own calendars do, must show one appointment at its newest time, then none."""

import datetime
import json
import os
import re
import time

import icalendar
import requests
from practice import PATIENCE, Person, Practice, bearer, call, get, local

with open(os.environ["OUTSIDE_LOGINS"], encoding="utf-8") as file:
    SHEET = json.load(file)
MINE = [login for login in SHEET["logins"] if login["practice"] == SHEET["practice"]]
UTC = datetime.timedelta()


class Calendar:
    """Somebody's calendar: a later file with the same UID replaces an earlier one, a cancelled event goes."""

    def __init__(self):
        self.events = {}
        self.seen = {}

    def take(self, file):
        for event in events(file):
            uid, sequence = str(event["UID"]), event["SEQUENCE"]
            assert sequence >= self.seen.get(uid, 0), f"SEQUENCE goes back from {self.seen[uid]} to {sequence}"
            self.seen[uid] = sequence
            self.events.pop(uid, None)
            if file["METHOD"] != "CANCEL" and event["STATUS"] != "CANCELLED":
                self.events[uid] = event

    def starts(self):
        return sorted(event["DTSTART"].dt for event in self.events.values())


def read(text):
    """A whole calendar, without a fault that the parser would overlook."""
    found = icalendar.Calendar.from_ical(text, multiple=True)
    assert len(found) == 1, f"{len(found)} calendars in one file"
    [file] = found
    assert (file["VERSION"], bool(file["PRODID"])) == ("2.0", True), text
    for part in file.walk():
        assert not part.errors, (part.errors, text)
    assert icalendar.Calendar.from_ical(file.to_ical()) == file, f"reads otherwise once written again\n{text}"
    return file


def events(file):
    """Its events; each has what RFC 5545 (3.6.1) wants, and times in UTC."""
    found = file.walk("VEVENT")
    for event in found:
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS"):
            assert name in event, f"an event without {name}"
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            assert event[name].dt.utcoffset() == UTC and event[name].to_ical().endswith(b"Z"), f"{name} is not in UTC"
            assert "TZID" not in event[name].params, f"{name} names a zone"
        assert event["DTSTART"].dt < event["DTEND"].dt
    return found


def only_event(file):
    [event] = events(file)
    return event


def moment(text):
    return datetime.datetime.fromisoformat(text)


class Walk:
    """A client, the practice, and what both would rather not have in a calendar."""

    def __init__(self):
        self.practice = Practice(Person(next(login for login in MINE if login["role"] == "owner")))
        self.client = Person(next(login for login in MINE if login["role"] == "client"))
        self.zone = self.practice.ask("/practice")["profile"]["zone"]
        services = [record["details"] for record in self.practice.ask("/practice/services")["items"]]
        staff = [member["details"] for member in self.practice.ask("/practice/staff")["items"]]
        self.unsaid = {service["name"] for service in services}
        self.unsaid |= {member[name] for member in staff for name in ("last_name", "credentials") if member.get(name)}
        self.known = len(self.letters())

    def downloaded(self, id):
        answer = call("GET", f"/portal/appointments/{id}/calendar-file", headers=bearer(self.client))
        answer.raise_for_status()
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8", answer.headers
        assert re.fullmatch(r'attachment; filename="[\w-]+\.ics"', answer.headers["Content-Disposition"]), answer.headers
        file = read(self.neutral(answer.text))
        assert file["METHOD"] == "PUBLISH", file["METHOD"]
        return file

    def letters(self):
        """The calendar files that went to the client by e-mail, the oldest first."""
        url, to = f"{os.environ['OUTSIDE_URL']}/dev/mailbox.json", self.client.login["email"]
        answer = requests.get(url, params={"to": to}, timeout=PATIENCE)
        answer.raise_for_status()
        return [mail["calendar"] for mail in reversed(answer.json()) if mail.get("calendar")]

    def arrived(self, count=1):
        """The files of the letters since the last look, once there are so many."""
        deadline = time.monotonic() + PATIENCE
        while len(found := self.letters()) < self.known + count:
            assert time.monotonic() < deadline, f"{len(found) - self.known} letters with a calendar file came, not {count}"
            time.sleep(0.05)
        new, self.known = found[self.known :], len(found)
        assert len(new) == count, f"{len(new)} letters with a calendar file, not {count}"
        return [read(self.neutral(text)) for text in new]

    def neutral(self, text):
        """Unfolded, no line tells what the appointment is for or with whom."""
        whole = text.replace("\r\n ", "")
        told = [word for word in self.unsaid if word in whole]
        assert not told, f"a calendar file says {told}\n{text}"
        summaries = set(re.findall(r"^SUMMARY:(.*?)\r$", whole, re.MULTILINE))
        assert summaries <= {"Appointment"}, summaries
        return text

    def accept(self, id):
        self.practice.tell("POST", f"/practice/appointments/{id}/acceptance", {})

    def another_time(self):
        """A free time of the client's, on the clock of the practice."""
        wish = self.practice.wish(self.client)
        return moment(wish["start"]), local(wish["start"], self.zone)

    def one_life(self):
        """Asked for, accepted, moved, cancelled: by download and by letter."""
        downloads, letters = Calendar(), Calendar()
        asked = self.practice.wish(self.client)
        answer = call("POST", "/portal/appointments", headers=bearer(self.client), json=asked)
        answer.raise_for_status()
        id = answer.json()["id"]

        waiting = self.downloaded(id)
        downloads.take(waiting)
        assert only_event(waiting)["STATUS"] == "TENTATIVE"
        uid, sequences = str(only_event(waiting)["UID"]), [only_event(waiting)["SEQUENCE"]]

        def step(method, status, start):
            [letter] = self.arrived()
            download = self.downloaded(id)
            letters.take(letter)
            downloads.take(download)
            assert letter["METHOD"] == method, letter["METHOD"]
            for event in (only_event(letter), only_event(download)):
                assert str(event["UID"]) == uid, "the UID is another one"
                assert event["STATUS"] == status, event["STATUS"]
                assert event["DTSTART"].dt == start, (event["DTSTART"].dt, start)
            assert only_event(letter)["SEQUENCE"] == only_event(download)["SEQUENCE"]
            assert {"ORGANIZER", "ATTENDEE"} <= set(only_event(letter)), "a letter asks somebody on behalf of somebody"
            sequences.append(only_event(letter)["SEQUENCE"])

        self.accept(id)
        step("REQUEST", "CONFIRMED", moment(asked["start"]))
        assert letters.starts() == downloads.starts() == [moment(asked["start"])]

        later, on_the_wall = self.another_time()
        assert later != moment(asked["start"])
        self.practice.tell("POST", f"/practice/appointments/{id}/move", {"start": on_the_wall})
        step("REQUEST", "CONFIRMED", later)
        assert letters.starts() == downloads.starts() == [later], "the new time stands beside the old one"

        body = {"status": "cancelled_by_clinician", "message": ""}
        self.practice.tell("POST", f"/practice/appointments/{id}/cancellation", body)
        step("CANCEL", "CANCELLED", later)
        assert letters.starts() == downloads.starts() == [], "the cancelled time stays"
        assert sequences[1] < sequences[2] < sequences[3], f"SEQUENCE does not grow: {sequences}"

    def chosen_anew(self):
        """The client takes another time: the letters leave one appointment in their calendar."""
        calendar = Calendar()
        id = self.practice.booked(self.client)
        for file in self.arrived():
            calendar.take(file)
        answer = call("POST", f"/portal/appointments/{id}/rescheduling", headers=bearer(self.client), json=self.practice.wish(self.client))
        answer.raise_for_status()
        anew = answer.json()
        self.accept(anew["id"])
        for file in self.arrived(2):
            calendar.take(file)
        assert calendar.starts() == [moment(anew["start"])], calendar.starts()

    def series(self):
        """Three weeks, the last two moved, the last one cancelled: each letter carries what it is about."""
        calendar = Calendar()
        wish, me = self.practice.wish(self.client), get("/auth/me", bearer(self.client))
        body = {name: wish[name] for name in ("staff_id", "office_id", "service_id")}
        body |= {"client_id": me["client"]["id"], "start": local(wish["start"], self.zone), "allow_overlap": True}
        first = self.practice.tell("POST", "/practice/appointments", {**body, "recurrence": {"every_weeks": 1, "count": 3}})
        [made] = self.arrived()
        calendar.take(made)
        assert len(events(made)) == 3 and len(calendar.events) == 3
        walls = [self.wall(start) for start in calendar.starts()]
        assert [wall - walls[0] for wall in walls] == [datetime.timedelta(weeks=week) for week in range(3)], walls

        days = f"from={walls[0].date()}&to={walls[2].date()}"
        rows = self.practice.ask(f"/practice/appointments?{days}")["items"]
        _, second, third = sorted((row for row in rows if row["series_id"] == first["series_id"]), key=lambda row: row["start"])
        later = walls[1] + datetime.timedelta(minutes=30)
        moved = {"start": later.strftime("%Y-%m-%dT%H:%M"), "reach": "this_and_later", "allow_overlap": True}
        self.practice.tell("POST", f"/practice/appointments/{second['id']}/move", moved)
        [changed] = self.arrived()
        calendar.take(changed)
        assert len(events(changed)) == 2, "the letter tells of others than were moved"
        assert [self.wall(start) for start in calendar.starts()] == [walls[0], later, later + datetime.timedelta(weeks=1)]

        self.practice.tell("POST", f"/practice/appointments/{third['id']}/cancellation", {"status": "cancelled", "message": ""})
        [gone] = self.arrived()
        calendar.take(gone)
        assert gone["METHOD"] == "CANCEL" and [self.wall(start) for start in calendar.starts()] == [walls[0], later]
        return wish["staff_id"], calendar

    def wall(self, start):
        """What the clock on the practice's wall shows then."""
        return datetime.datetime.fromisoformat(local(start.isoformat(), self.zone))

    def feed(self, clinician, calendar):
        """What a clinician subscribes to has the same appointments, under initials."""
        url = self.practice.tell("POST", f"/practice/staff/{clinician}/calendar-feed", None)["url"]
        answer = call("GET", url.split("/api/v1", 1)[1], headers={})
        answer.raise_for_status()
        file = read(answer.text)
        assert file["METHOD"] == "PUBLISH"
        found = {str(event["UID"]): event for event in events(file)}
        for uid, event in calendar.events.items():
            assert uid in found, "the feed lacks an appointment that stands"
            assert found[uid]["DTSTART"].dt == event["DTSTART"].dt, "the feed has another time"
        assert len(found) >= 5, f"{len(found)} appointments in the sample's feed"
        for event in found.values():
            assert re.fullmatch(r"\w\.( \w\.)*", str(event["SUMMARY"])), event["SUMMARY"]
            assert "ATTENDEE" not in event and "DESCRIPTION" not in event, "the feed says more than it should"
        whole = answer.text.replace("\r\n ", "")
        clients = self.practice.ask("/practice/clients?limit=100")["items"]
        names = {word for client in clients for word in re.findall(r"\w{4,}", client["display_name"])}
        # Offices are named after streets, and streets after anything.
        said = set(re.findall(r"\w+", re.sub(r"^LOCATION:.*$", "", whole, flags=re.MULTILINE)))
        assert not names & said, f"the feed names {names & said}"
        return len(found)


walk = Walk()
walk.one_life()
walk.chosen_anew()
clinician, calendar = walk.series()
print(f"the calendar files of three lives read well, and so does a feed of {walk.feed(clinician, calendar)} appointments")
