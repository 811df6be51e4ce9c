// What walks through the practice's calendar need: times by its clock, a client's request through the API, the parts of the grid.
import { type Locator, type Page, expect } from '@playwright/test';
import { heading } from './client.ts';
import type { Practice } from './practice.ts';
import type { Login } from './server.ts';

/** A time that is open. */
export interface Opening {
  start: string;
  end: string;
}

interface Options {
  clinicians: { id: string; name: string; offices: { id: string; name: string; services: { id: string; name: string }[] }[] }[];
}

/** The Monday so many weeks from now, as the practice's calendar names it. */
export function mondayIn(weeks: number): string {
  const now = new Date();
  const days = 7 * weeks - ((now.getUTCDay() + 6) % 7);
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a client can choose first: clinician, office, service, and the times that are open in a week. */
export async function openingsOf(practice: Practice, client: Login, week: string) {
  const options = await practice.call<Options>('get', '/portal/booking/options', undefined, client);
  const clinician = options.clinicians[0]!;
  const office = clinician.offices[0]!;
  const service = office.services[0]!;
  const what = { staff_id: clinician.id, office_id: office.id, service_id: service.id };
  const query = new URLSearchParams({ ...what, week });
  const found = await practice.call<{ days: { morning: Opening[]; afternoon: Opening[] }[] }>('get', `/portal/booking/openings?${query}`, undefined, client);
  const openings = found.days.flatMap((day) => [...day.morning, ...day.afternoon]);
  expect(openings.length, `open times in the week of ${week}`).toBeGreaterThan(0);
  return { what, openings, clinician: clinician.name, office: office.name };
}

/** A client asks for the first time that is open in a week. */
export async function asksFor(practice: Practice, client: Login, week: string, note = ''): Promise<{ id: string; start: string }> {
  const { what, openings } = await openingsOf(practice, client, week);
  const { start } = openings[0]!;
  return practice.call('post', '/portal/appointments', { ...what, start, note }, client);
}

/** Opens the calendar at a week. */
export async function calendarAt(page: Page, week: string, more = ''): Promise<void> {
  await page.goto(`/admin/calendar?day=${week}${more}`);
  await expect(heading(page, 'Calendar')).toBeVisible();
  await expect(column(page, 0)).toBeVisible();
  // The hours of the clinicians have arrived: something is open.
  await expect(column(page, 0).locator('.open').first()).toBeAttached();
}

/** A day of the week that is shown. */
export const column = (page: Page, at: number): Locator => page.locator(`[data-column="${at}"]`);

/** Sessions of somebody in a day of the grid. */
export const sessionsOf = (page: Page, at: number, name: string): Locator => column(page, at).locator('[data-appointment]').filter({ hasText: name });

/** Where an hour of a column is on the screen; the grid begins with the first hour that it names. */
export async function pointAt(page: Page, at: number, hour: number): Promise<{ x: number; y: number }> {
  const first = (await page.locator('.hours-of-day li').first().textContent()) ?? '';
  const [, h = '0', half = ''] = /(\d+):\d\d\s*([AP]M)?/.exec(first) ?? [];
  const begin = (Number(h) % 12) + (half === 'PM' ? 12 : 0);
  const box = (await column(page, at).boundingBox())!;
  const rows = await page.locator('.hours-of-day li').count();
  return { x: box.x + box.width / 2, y: box.y + ((hour - begin) / rows) * box.height };
}

/** Drags with the mouse from one point to another. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
