// A client asks for a time, takes it back, chooses another; the practice accepts or offers other times (B4 to B9, B12).
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { boxes, chooseTime, onlyChoice, openWeek, row, send, setRules, visits } from './booking.ts';
import { heading, portal } from './client.ts';
import { HARBOR, WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';

test('a client finds a time with the keyboard, asks for it and takes it back', async ({ device, harbor, mailbox }) => {
  const login = await harbor.activeClient('Lena', 'Brandt');
  const desk = await device({ as: login });
  await desk.goto(portal(HARBOR, '/home'));
  await expect(desk.getByText('Nothing is planned.')).toBeVisible();
  await look(desk, 'portal-home-nothing-planned');
  await desk.getByRole('link', { name: 'Request an appointment' }).click();
  await expect(heading(desk, 'Appointments')).toBeFocused();
  await expect(desk.getByLabel('Clinician'), 'there is one').toHaveCount(0);
  await expect(desk.getByLabel('Where').locator('option:checked'), 'the only office is chosen').toHaveText('Harbor Street');
  await expect(desk.getByRole('heading', { level: 3 })).toHaveCount(7);
  await look(desk, 'portal-appointments-week');

  const week = desk.getByRole('heading', { level: 2 }).first();
  const this_week = await week.textContent();
  await desk.getByRole('button', { name: 'Later' }).click();
  await expect(week).not.toHaveText(this_week!);
  await desk.getByRole('button', { name: 'Earlier' }).click();
  await expect(week).toHaveText(this_week!);
  await desk.getByRole('button', { name: 'Later' }).click();
  await expect(week).not.toHaveText(this_week!);

  await boxes(desk).first().focus();
  const first = await boxes(desk).first().getAttribute('id');
  await desk.keyboard.press('ArrowRight');
  await expect(desk.locator(':focus'), 'the arrow goes to another day').not.toHaveAttribute('id', first!);
  await desk.keyboard.press('ArrowLeft');
  await expect(desk.locator(`#${first}`)).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk.locator('#times')).toBeFocused();
  await look(desk, 'portal-appointments-times');
  await desk.getByRole('link', { name: 'Back to the week' }).press('Enter');
  await expect(desk.locator(`#${first}`), 'back at the box').toBeFocused();
  await desk.goBack();
  await desk.locator('.times').getByRole('link').first().press('Enter');
  await expect(desk.locator('#ask')).toBeFocused();
  await expect(desk.getByLabel('Note for your clinician optional')).toBeVisible();
  await look(desk, 'portal-appointments-ask');
  await desk.reload();
  await expect(desk.getByRole('button', { name: 'Request', exact: true }), 'the choice is remembered').toBeVisible();
  const id = await send(desk, 'After work would be good.');
  await mailbox.newest(login.email, 'appointment_requested');
  await expect(desk.getByRole('link', { name: /^Show on a map/ })).toHaveAttribute('href', /^https:\/\/www\.openstreetmap\.org\//);
  await desk.getByText('Add to calendar').click();
  await look(desk, 'portal-appointment-requested');
  const file = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Calendar file (.ics)' }).click();
  const calendar = await readFile(await (await file).path(), 'utf8');
  expect(calendar).toContain('BEGIN:VEVENT');
  expect(calendar, 'it says nothing of what it is about').not.toMatch(/SUMMARY:.*(Session|Castle|therap)/i);

  await desk.goto(portal(HARBOR, '/home'));
  await expect(desk.getByText('Requested', { exact: true })).toBeVisible();
  await look(desk, 'portal-home-requested');
  await openWeek(desk, HARBOR);
  await expect(row(desk, id)).toContainText('Requested');
  await expect(desk.getByRole('link', { name: /^Next: / }), 'it stands above the week, too').toHaveAttribute('href', new RegExp(`/${id}$`));
  await row(desk, id).getByRole('button', { name: /^Withdraw request/ }).click();
  await expect(desk.getByRole('dialog')).toContainText('A request can be withdrawn at any time.');
  await look(desk, 'portal-appointment-withdraw');
  await desk.getByRole('dialog').getByRole('button', { name: 'Withdraw request' }).click();
  await expect(row(desk, id)).toContainText('Withdrawn');
  await expect(row(desk, id).getByRole('button')).toHaveCount(0);
});

test('a time that somebody else took a moment before leaves three near it', async ({ device, harbor }) => {
  const [login, faster] = [await harbor.activeClient('Otis', 'Grant'), await harbor.activeClient('Pia', 'Sandoval')];
  const phone = await device({ size: 'phone', as: login });
  await openWeek(phone, HARBOR);
  await chooseTime(phone);
  await phone.getByLabel('Note for your clinician').fill('My knee hurts on stairs.');
  const start = new Date(Number(new URL(phone.url()).searchParams.get('at'))).toISOString();
  await harbor.call('post', '/portal/appointments', { ...(await onlyChoice(harbor, faster)), start }, faster);
  await phone.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(phone.getByRole('alert').filter({ hasText: 'This time was just taken' })).toBeFocused();
  await expect(phone.locator('.near').getByRole('link')).toHaveCount(3);
  await expect(phone.getByRole('button', { name: 'Request', exact: true }), 'the time that is gone is not asked for again').toBeHidden();
  await look(phone, 'portal-appointments-taken');
  await phone.locator('.near').getByRole('link').first().click();
  await expect(phone.getByLabel('Note for your clinician'), 'what was typed is kept').toHaveValue('My knee hurts on stairs.');
  const id = await send(phone);
  expect((await visits(harbor, login)).map((visit) => visit.id)).toEqual([id]);
});

test('a confirmed session is moved, then cancelled, by the policy that is told before', async ({ device, harbor, mailbox }) => {
  const login = await harbor.activeClient('Quentin', 'Hale');
  const phone = await device({ size: 'phone', as: login });
  await openWeek(phone, HARBOR);
  await phone.getByRole('button', { name: 'Later' }).click();
  await expect(boxes(phone).first()).toBeVisible();
  const when = await chooseTime(phone);
  const old = await send(phone);
  await harbor.call('post', `/practice/appointments/${old}/acceptance`, {});
  await mailbox.newest(login.email, 'appointment_confirmed');
  await phone.reload();
  await expect(heading(phone, 'Your appointment is confirmed')).toBeVisible();
  await expect(phone.getByText(/^You can cancel or change it online until /)).toBeVisible();
  await look(phone, 'portal-appointment-confirmed');

  await phone.getByRole('link', { name: 'Another time' }).click();
  await expect(heading(phone, 'Choose another time')).toBeFocused();
  await expect(phone.getByText('stays yours until the new time is confirmed')).toBeVisible();
  await look(phone, 'portal-appointment-another-time');
  expect(await chooseTime(phone)).not.toBe(when);
  const moved = await send(phone);
  const states = async () => Object.fromEntries((await visits(harbor, login)).map(({ id, status }) => [id, status]));
  expect(await states(), 'the old one is kept until the new one holds').toMatchObject({ [old]: 'confirmed', [moved]: 'requested' });
  await harbor.call('post', `/practice/appointments/${moved}/acceptance`, {});
  expect(await states()).toMatchObject({ [old]: 'cancelled', [moved]: 'confirmed' });

  await openWeek(phone, HARBOR);
  await row(phone, moved).getByRole('button', { name: /^Cancel session/ }).click();
  await expect(phone.getByRole('dialog')).toContainText('You can cancel online until');
  await look(phone, 'portal-appointment-cancel');
  await phone.getByRole('dialog').getByRole('button', { name: 'Cancel session' }).click();
  await expect(row(phone, moved)).toContainText('Cancelled');
  await mailbox.newest(login.email, 'appointment_cancelled');
});

test('other times are offered, and one press takes one', async ({ device, harbor }) => {
  const login = await harbor.activeClient('Rosa', 'Winter');
  const phone = await device({ size: 'phone', as: login });
  await openWeek(phone, HARBOR);
  await phone.getByRole('button', { name: 'Later' }).click();
  await expect(boxes(phone).first()).toBeVisible();
  await chooseTime(phone);
  const id = await send(phone);
  const day = (await visits(harbor, login))[0]!.start.slice(0, 10);
  await harbor.call('post', `/practice/appointments/${id}/proposals`, { starts: [`${day}T19:00`, `${day}T20:00`] });
  await phone.reload();
  await expect(heading(phone, 'Your practice offers other times')).toBeVisible();
  await look(phone, 'portal-appointment-proposed');
  await phone.getByRole('button', { name: /^Take .*8:00/ }).click();
  await expect(heading(phone, 'Your appointment is confirmed')).toBeVisible();
  await expect(phone.getByText(/^Your session is on .*8:00/)).toBeVisible();
  expect((await visits(harbor, login))[0]).toMatchObject({ id, status: 'confirmed' });
});

test('where the practice wants a call, its number stands in place of the button', async ({ device, harbor }) => {
  const login = await harbor.activeClient('Silas', 'Moreau');
  const phone = await device({ size: 'phone', as: login });
  await openWeek(phone, HARBOR);
  await chooseTime(phone);
  const id = await send(phone);
  await harbor.call('post', `/practice/appointments/${id}/acceptance`, {});
  const before = await setRules(harbor, { cancellation: 'phone_only' });
  await openWeek(phone, HARBOR);
  await expect(row(phone, id)).toContainText('To cancel or change it, please call us:');
  await expect(row(phone, id).getByRole('link', { name: '+1 212 555 0190' })).toHaveAttribute('href', 'tel:+12125550190');
  await expect(row(phone, id).getByRole('button')).toHaveCount(0);
  await look(phone, 'portal-appointments-phone-only');
  await setRules(harbor, before);
});

test('the time on the device stands beside the practice’s where they differ', async ({ device, harbor }) => {
  const login = await harbor.activeClient('Thea', 'Okafor');
  const [away, here] = [await device({ size: 'phone', as: login }), await device({ size: 'phone', as: login, zone: 'America/New_York' })];
  for (const page of [away, here]) {
    await openWeek(page, HARBOR);
    await boxes(page).first().click();
  }
  await expect(away.getByText(/^Times are in New York \(E[SD]T\)\. The time on your device is below each\.$/)).toBeVisible();
  await expect(away.locator('.times').getByRole('link').first()).toHaveText(/[AP]M.*\d+:\d\d [AP]M GMT\+[12]/);
  await expect(here.getByText(/^Times are in New York \(E[SD]T\)\.$/)).toBeVisible();
  await expect(here.locator('.times').getByRole('link').first()).toHaveText(/^\d+:\d\d [AP]M$/);
  await look(away, 'portal-appointments-times-elsewhere');
});

test('without the right to appointments there is no tab and no page', async ({ device, harbor }) => {
  const login = await harbor.activeClient('Uma', 'Fischer');
  const { rights } = await harbor.call<{ rights: object }>('get', `/practice/clients/${login.client.id}/portal-access`);
  await harbor.call('put', `/practice/clients/${login.client.id}/portal-access`, { rights: { ...rights, appointments: false } });
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(HARBOR, '/home'));
  await expect(heading(phone, 'Hello, Uma')).toBeVisible();
  await expect(phone.getByRole('link', { name: 'Appointments' })).toHaveCount(0);
  await expect(phone.getByText('Your next appointment')).toHaveCount(0);
  await phone.goto(portal(HARBOR, '/appointments'));
  await expect(heading(phone, 'This page does not exist')).toBeVisible();
});

test('past sessions have a page of their own', async ({ device, harbor }) => {
  const login = await harbor.activeClient('Vito', 'Marchetti');
  const phone = await device({ size: 'phone', as: login });
  await openWeek(phone, HARBOR);
  await phone.getByRole('link', { name: 'Past appointments' }).click();
  await expect(heading(phone, 'Past appointments')).toBeFocused();
  await expect(phone.getByText('Past sessions will appear here.')).toBeVisible();
  await look(phone, 'portal-appointments-past');
});

test('where there is much to choose from, a week of free times is there at once', async ({ device, practice }) => {
  const login = await practice.activeClient('Wanda', 'Iversen');
  const phone = await device({ size: 'phone', as: login });
  await openWeek(phone, WILLOW);
  const lists = ['Clinician', 'Where', 'What for'].map((label) => phone.getByLabel(label));
  const [clinician, office, service] = lists as [Locator, Locator, Locator];
  const chosen = () => Promise.all(lists.map((list) => list.inputValue()));
  const first = await chosen();
  expect(await clinician.locator('option').count(), 'there are several').toBeGreaterThan(1);
  expect(first[0], 'the first of them is chosen').toBe(await clinician.locator('option').first().getAttribute('value'));
  expect(first).not.toContain('');
  await look(phone, 'portal-appointments-several');

  await clinician.selectOption({ index: 1 });
  await expect(boxes(phone).first()).toBeVisible();
  const second = await chosen();
  expect(second).not.toContain('');
  expect(second[0]).not.toBe(first[0]);
  for (const list of [office, service]) await expect(list).toBeEnabled();
  await phone.reload();
  await expect(boxes(phone).first()).toBeVisible();
  expect(await chosen(), 'the device remembers it').toEqual(second);

  await boxes(phone).first().click();
  const times = phone.locator('.times').getByRole('link');
  await expect(times.first()).toBeVisible();
  const places = await times.evaluateAll((all) => all.map((time) => time.getBoundingClientRect()).map(({ x, width, height }) => ({ x, width, height })));
  expect(new Set(places.map(({ x }) => Math.round(x))).size, 'times stand in columns').toBeGreaterThan(1);
  for (const { width, height } of places) expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
});
