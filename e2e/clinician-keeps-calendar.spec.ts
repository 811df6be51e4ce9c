// The calendar: sessions made, moved, settled and cancelled by pointer and by keys; time off; why a time is closed (B13–B15).
import type { Page } from '@playwright/test';
import { calendarAt, column, dayAfter, drag, mondayIn, pointAt, sessionsOf } from './calendar.ts';
import { heading, refusal } from './client.ts';
import { expect, test } from './fixtures.ts';
import { look } from './look.ts';
import type { NewClient, Practice } from './practice.ts';
import { clientPage, save, toast } from './staff.ts';

/** Weeks from now in which the sample has no sessions. */
const QUIET = 9;

interface Ids {
  items: { id: string; archived: boolean; details: { name: string } }[];
}

/** A session of the owner's, through the API. */
async function session(practice: Practice, client: NewClient, start: string, more: object = {}): Promise<{ id: string; version: number }> {
  const staff_id = await ownId(practice);
  const offices = await practice.call<Ids>('get', '/practice/offices');
  const services = await practice.call<Ids>('get', '/practice/services');
  const first = (ids: Ids) => ids.items.find((item) => !item.archived)!.id;
  const what = { client_id: client.id, staff_id, service_id: first(services), office_id: first(offices) };
  return practice.call('post', '/practice/appointments', { ...what, start, minutes: 60, tell_client: false, ...more });
}

/** The owner's id. */
async function ownId(practice: Practice): Promise<string> {
  const me = await practice.call<{ staff: { id: string } }>('get', '/auth/me');
  return me.staff.id;
}

/** The owner's own columns. */
async function own(practice: Practice): Promise<string> {
  return `&clinician=${await ownId(practice)}`;
}

/** Everybody who sees clients. */
async function clinicians(practice: Practice): Promise<string[]> {
  const team = await practice.call<{ items: { id: string; state: string; details: { role: string } }[] }>('get', '/practice/staff');
  const sees = team.items.filter((member) => ['owner', 'clinician'].includes(member.details.role) && member.state !== 'deactivated');
  return sees.map((member) => member.id);
}

/** What stands in the grid and can be read: no session is narrower than five letters' room, and none is cut off sideways. */
async function canBeRead(page: Page): Promise<void> {
  const sessions = await page.locator('[data-appointment]').evaluateAll((all) =>
    all.map((session) => ({ wide: session.getBoundingClientRect().width, cut: session.scrollWidth > session.clientWidth + 1 })),
  );
  expect(sessions.length).toBeGreaterThan(0);
  for (const { wide, cut } of sessions) {
    expect(wide).toBeGreaterThanOrEqual(80);
    expect(cut).toBe(false);
  }
}

test('a week, a day, and a list on a phone', async ({ device, practice }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin');
  await desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: 'Calendar' }).click();
  await expect(heading(desk, 'Calendar')).toBeFocused();
  await expect(desk.locator('[data-appointment]').first()).toBeVisible();
  await look(desk, 'admin-calendar-week');
  await desk.getByRole('link', { name: 'Day', exact: true }).click();
  await expect(desk).toHaveURL(/view=day/);
  await expect(desk.locator('p.head').first()).toBeVisible();
  await look(desk, 'admin-calendar-day');
  await desk.getByRole('button', { name: 'Later' }).click();
  const shown = await desk.locator('.calendar-title').innerText();
  await desk.reload();
  await expect(desk.locator('.calendar-title')).toHaveText(shown);
  await desk.getByRole('checkbox', { name: 'All 24 hours' }).check();
  await expect(desk.locator('.hours-of-day li')).toHaveCount(24);

  const phone = await device({ size: 'phone', as: practice.owner });
  await phone.goto('/admin/calendar');
  await expect(phone.locator('.agenda-day')).toHaveCount(7);
  await phone.locator('.agenda-day').getByRole('link').first().click();
  await expect(phone.locator('.panel')).toBeVisible();
  await look(phone, 'admin-calendar-appointment');
});

test('it opens on one\'s own week; everybody\'s shows what fits, and a day has a column for each', async ({ device, practice }) => {
  const week = mondayIn(QUIET + 5);
  const [me, team] = [await ownId(practice), await clinicians(practice)];
  expect(team.length, 'more than fit beside each other').toBeGreaterThan(2);
  const names: string[] = [];
  for (const [at, staff_id] of team.entries()) {
    const client = await practice.addClient('Ottilie', `Vane ${at + 1}`);
    await session(practice, client, `${week}T10:00`, { staff_id });
    names.push(`${client.first} ${client.last}`);
  }
  const desk = await device({ as: practice.owner });
  const whose = desk.getByLabel('Clinician');
  await calendarAt(desk, week);
  await expect(whose, 'the owner sees clients, too').toHaveValue(me);
  await expect(sessionsOf(desk, 0, 'Ottilie Vane')).toHaveCount(1);
  await whose.selectOption('Everybody');
  await expect(desk).toHaveURL(/clinician=all/);
  const more = column(desk, 0).getByRole('link', { name: /^\+\d+ more, 10:00\sAM to \d+:\d\d\sAM: show Monday/ });
  await expect(more).toBeVisible();
  const left = Number(/\+(\d+)/.exec((await more.textContent()) ?? '')?.[1]);
  expect((await sessionsOf(desk, 0, 'Ottilie Vane').count()) + left, 'nobody is lost').toBe(team.length);
  await canBeRead(desk);
  await look(desk, 'admin-calendar-everybody');
  await desk.setViewportSize({ width: 768, height: 1024 });
  await expect(more).toBeVisible();
  await canBeRead(desk);
  await desk.setViewportSize({ width: 1280, height: 800 });

  await more.press('Enter');
  await expect(desk).toHaveURL(new RegExp(`view=day&day=${week}&clinician=all`));
  await expect(desk.locator('p.head')).toHaveCount(team.length);
  for (const [at, name] of names.entries()) await expect(sessionsOf(desk, at, name)).toBeVisible();
  await expect(desk.getByRole('link', { name: /^\+\d+ more/ })).toHaveCount(0);
  await canBeRead(desk);
  await look(desk, 'admin-calendar-everybody-day');

  await desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: 'Calendar' }).click();
  await expect(desk).toHaveURL(/\/admin\/calendar$/);
  await expect(whose, 'what was chosen last').toHaveValue('all');
  await calendarAt(desk, week, `&clinician=${me}`);
  await expect(whose, 'what the address says').toHaveValue(me);
  await calendarAt(desk, week);
  await expect(whose, 'an address is no choice').toHaveValue('all');

  const front = await device({ as: practice.login('front_desk') });
  await front.goto('/admin/calendar');
  await expect(front.getByLabel('Clinician'), 'who sees nobody sees everybody').toHaveValue('all');
});

test('a session is made where somebody drags; an overlap needs a tick', async ({ device, practice }) => {
  await practice.addClient('Odette', 'Marlow');
  const desk = await device({ as: practice.owner });
  const week = mondayIn(QUIET);
  await calendarAt(desk, week, await own(practice));
  await drag(desk, await pointAt(desk, 1, 10.05), await pointAt(desk, 1, 10.95));
  await expect(desk.getByRole('heading', { name: 'New appointment' })).toBeFocused();
  await expect(desk.getByLabel('Time', { exact: true })).toHaveValue('10:00');
  await expect(desk.getByLabel('Length')).toHaveValue('60');
  await desk.getByRole('button', { name: 'Add appointment' }).click();
  await expect(desk.getByRole('alert').first()).toBeFocused();
  await desk.getByRole('searchbox', { name: 'Client' }).fill('odette');
  await desk.getByRole('button', { name: /^Odette Marlow/ }).click();
  await expect(refusal(desk), 'what was missing is there').toBeHidden();
  await look(desk, 'admin-calendar-new');
  await desk.getByRole('button', { name: 'Add appointment' }).click();
  await expect(toast(desk, 'The appointment is in the calendar: Odette Marlow')).toBeVisible();
  await expect(sessionsOf(desk, 1, 'Odette Marlow')).toHaveCount(1);

  await desk.keyboard.press('c');
  await desk.getByRole('searchbox', { name: 'Client' }).fill('odette');
  await desk.getByRole('button', { name: /^Odette Marlow/ }).click();
  const [year, month, date] = dayAfter(week, 1).split('-').map(Number);
  await desk.getByLabel('Day', { exact: true }).fill(`${month}/${date}/${year}`);
  await desk.getByLabel('Time', { exact: true }).fill('10:30');
  await desk.getByRole('button', { name: 'Add appointment' }).click();
  await expect(desk.getByText('This overlaps something.')).toBeVisible();
  const when = /Another appointment: Odette Marlow, Tue, \w+ \d+, 10:00\sAM to 11:00\sAM\./;
  await expect(desk.getByRole('alert').first(), 'it says whose and when').toContainText(when);
  await desk.getByRole('checkbox', { name: 'Let it overlap' }).check();
  await look(desk, 'admin-calendar-overlap');
  await desk.getByRole('button', { name: 'Add appointment' }).click();
  await expect(sessionsOf(desk, 1, 'Odette Marlow')).toHaveCount(2);
  await sessionsOf(desk, 1, 'Odette Marlow').last().click();
  await expect(desk.getByText('May overlap')).toBeVisible();
});

test('a session is dragged, made longer, and put back when somebody else was quicker', async ({ device, practice }) => {
  const client = await practice.addClient('Casper', 'Nyland');
  const week = mondayIn(QUIET + 1);
  const { id } = await session(practice, client, `${week}T10:00`);
  const desk = await device({ as: practice.owner });
  await calendarAt(desk, week, await own(practice));
  await expect(sessionsOf(desk, 0, 'Casper Nyland')).toBeVisible();
  await drag(desk, await pointAt(desk, 0, 10.4), await pointAt(desk, 2, 13.4));
  const asked = desk.getByRole('dialog', { name: 'Move the appointment with Casper Nyland?' });
  await expect(asked).toContainText('1:00 PM');
  await expect(sessionsOf(desk, 2, 'Casper Nyland'), 'it stands there already').toBeVisible();
  await look(desk, 'admin-calendar-move');
  await asked.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(toast(desk, 'The appointment with Casper Nyland was moved.')).toBeVisible();

  const bottom = await pointAt(desk, 2, 13.97);
  await drag(desk, bottom, await pointAt(desk, 2, 14.47));
  await expect(asked).toContainText('90 minutes instead of 60');
  await asked.getByRole('button', { name: 'Put it back' }).click();
  await expect(sessionsOf(desk, 2, 'Casper Nyland')).toHaveAccessibleName(/1:00\sPM to 2:00\sPM/);

  await practice.call('post', `/practice/appointments/${id}/move`, { start: `${dayAfter(week, 3)}T15:00`, tell_client: false });
  await drag(desk, await pointAt(desk, 2, 13.4), await pointAt(desk, 1, 11.4));
  await asked.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(toast(desk, 'It was put back: somebody else changed this appointment meanwhile.')).toBeVisible();
  await expect(sessionsOf(desk, 3, 'Casper Nyland')).toHaveAccessibleName(/3:00\sPM to 4:00\sPM/);
});

test('everything by keys: walking the hours, moving, asking why', async ({ device, practice }) => {
  const client = await practice.addClient('Linnea', 'Brook');
  const week = mondayIn(QUIET + 2);
  await session(practice, client, `${week}T09:00`);
  const desk = await device({ as: practice.owner });
  await calendarAt(desk, week, await own(practice));
  const cursor = desk.locator('#calendar-cursor');
  await cursor.focus();
  await expect(cursor).toHaveAccessibleName(/9:00\sAM: Linnea Brook, Confirmed/);
  await desk.keyboard.press('m');
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Shift+ArrowDown');
  await expect(cursor).toHaveAccessibleName(/Tuesday.*9:15\sAM to 10:30\sAM\. Enter puts it here/);
  await desk.keyboard.press('Enter');
  const asked = desk.getByRole('dialog', { name: 'Move the appointment with Linnea Brook?' });
  await asked.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  await expect(sessionsOf(desk, 1, 'Linnea Brook')).toHaveAccessibleName(/9:15\sAM to 10:30\sAM/);
  await cursor.focus();
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: 'Linnea Brook' })).toBeFocused();
  await desk.keyboard.press('Escape');
  await expect(heading(desk, 'Calendar')).toBeFocused();
  await cursor.focus();
  await desk.keyboard.press('y');
  await expect(desk.getByRole('heading', { name: 'Why is this closed?' })).toBeFocused();
  await expect(desk.getByText('There is an appointment.')).toBeVisible();
  await look(desk, 'admin-calendar-why');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('?');
  await expect(desk.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Calendar: move the appointment here');
});

test('what became of a session, and a series that ends', async ({ device, practice }) => {
  const client = await practice.addClient('Tobias', 'Hurst');
  const past = mondayIn(-8);
  const { id } = await session(practice, client, `${past}T11:00`);
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/calendar/appointments/${id}?day=${past}`);
  await desk.getByRole('button', { name: 'No-show' }).click();
  await expect(toast(desk, 'Tobias Hurst: No-show.')).toBeVisible();
  await expect(sessionsOf(desk, 0, 'Tobias Hurst')).toHaveAccessibleName(/No-show/);
  await look(desk, 'admin-calendar-outcome');
  await desk.getByRole('button', { name: 'Back to confirmed' }).click();
  await desk.getByRole('button', { name: 'Attended' }).click();
  await expect(desk.locator('.panel .tag').filter({ hasText: 'Attended' })).toBeVisible();

  const week = mondayIn(QUIET + 3);
  await desk.goto(`/admin/calendar/new?client=${client.id}&at=${week}T14:00`);
  await expect(desk.getByText('Tobias Hurst')).toBeVisible();
  await desk.getByLabel('Repeats').selectOption('Every week');
  await desk.getByLabel('Appointments in all').fill('4');
  await desk.getByRole('button', { name: 'Add appointment' }).click();
  await expect(toast(desk, 'The appointments are in the calendar: Tobias Hurst')).toBeVisible();
  await calendarAt(desk, dayAfter(week, 14));
  await sessionsOf(desk, 0, 'Tobias Hurst').click();
  await expect(desk.getByText('Number 3 of a series')).toBeVisible();
  await desk.getByText('Cancel this appointment').click();
  await desk.getByRole('radio', { name: 'By us' }).check();
  await desk.getByRole('radio', { name: /^This and later/ }).check();
  await look(desk, 'admin-calendar-cancel');
  await desk.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(toast(desk, 'The appointment was cancelled. Its time is free.')).toBeVisible();
  await clientPage(desk, client);
  await look(desk, 'admin-client-sessions');
  await desk.getByRole('link', { name: 'All appointments' }).click();
  const rows = desk.getByRole('row');
  await expect(rows.filter({ hasText: 'Cancelled by clinician' })).toHaveCount(2);
  await expect(rows.filter({ hasText: 'Confirmed' })).toHaveCount(2);
  await look(desk, 'admin-client-appointments');
});

test('time off is made, seen, taken back, and put back by Undo', async ({ device, practice }) => {
  const week = mondayIn(QUIET + 4);
  const desk = await device({ as: practice.owner });
  await calendarAt(desk, week, await own(practice));
  await desk.getByRole('link', { name: 'Time off or extra hours' }).click();
  await expect(desk.getByRole('heading', { name: 'Time off or extra hours' })).toBeFocused();
  await desk.getByLabel('Note').fill('Lighthouse');
  await look(desk, 'admin-calendar-time-off');
  await desk.getByRole('button', { name: 'Add', exact: true }).click();
  const away = column(desk, 0).getByText('Time off: Lighthouse');
  await expect(away).toBeVisible();
  await away.click();
  await desk.getByRole('button', { name: 'Remove' }).click();
  await expect(away).toHaveCount(0);
  await toast(desk, 'Time off was removed.').getByRole('button', { name: 'Undo' }).click();
  await expect(away).toBeVisible();
  await desk.goto('/admin/settings/availability');
  await expect(desk.getByText('Lighthouse')).toBeVisible();
  await look(desk, 'admin-settings-availability-exceptions');
});

test('time off of weeks ago is still there', async ({ device, practice }) => {
  const week = mondayIn(-9);
  const [from, to] = [`${dayAfter(week, 1)}T00:00`, `${dayAfter(week, 2)}T00:00`];
  const off = { kind: 'time_off', from, to, note: 'Regatta' };
  await practice.call('post', `/practice/staff/${await ownId(practice)}/availability-exceptions`, off);
  const desk = await device({ as: practice.owner });
  await calendarAt(desk, mondayIn(0), await own(practice));
  await calendarAt(desk, dayAfter(week, 7), await own(practice));
  await desk.getByRole('button', { name: 'Earlier' }).click();
  const away = column(desk, 1).getByText('Time off: Regatta');
  await expect(away).toBeVisible();
  await away.click();
  await expect(desk.locator('.panel')).toContainText('Regatta');
  const phone = await device({ size: 'phone', as: practice.owner });
  await phone.goto(`/admin/calendar?day=${week}`);
  await expect(phone.locator('.agenda-day').nth(1).getByRole('link', { name: 'Time off, all day' })).toBeVisible();
});

test('the rules of booking, and calendar feeds', async ({ device, harbor }) => {
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/settings/scheduling');
  await expect(heading(desk, 'Scheduling')).toBeVisible();
  await desk.getByLabel('Reminders by e-mail').fill('48, soon');
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(desk.getByLabel('Reminders by e-mail')).toHaveAttribute('aria-invalid', 'true');
  await desk.getByLabel('Reminders by e-mail').fill('48, 2');
  await expect(refusal(desk)).toBeHidden();
  await desk.getByRole('button', { name: 'Add a question' }).click();
  await desk.getByLabel('Question 1', { exact: true }).fill('How did you hear of us?');
  await desk.getByLabel('Sites that may show the booking page').fill('https://harbor-street.example/');
  await look(desk, 'admin-settings-scheduling');
  await save(desk);
  await desk.reload();
  await expect(desk.getByLabel('Reminders by e-mail')).toHaveValue('48, 2');
  await expect(desk.getByLabel('Question 1', { exact: true })).toHaveValue('How did you hear of us?');
  await expect(desk.getByLabel('Sites that may show the booking page')).toHaveValue('https://harbor-street.example');

  await desk.getByRole('link', { name: 'Calendar feeds' }).click();
  await expect(heading(desk, 'Calendar feeds')).toBeFocused();
  await desk.getByRole('button', { name: 'Make an address' }).click();
  await expect(desk.locator('output.address')).toContainText('/calendar-feeds/');
  await look(desk, 'admin-settings-feeds');
  await desk.reload();
  await expect(desk.getByText('In use since')).toBeVisible();
  await expect(desk.locator('output.address'), 'it is shown only once').toHaveCount(0);
  await desk.getByRole('button', { name: 'Revoke' }).click();
  await desk.getByRole('dialog', { name: 'Revoke the address?' }).getByRole('button', { name: 'Revoke' }).click();
  await expect(desk.getByRole('button', { name: 'Make an address' })).toBeVisible();
});
