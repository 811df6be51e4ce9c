// What clients do to get a time, and what a practice must have for it.
import { type Locator, type Page, expect } from '@playwright/test';
import { heading, portal } from './client.ts';
import type { Practice } from './practice.ts';
import type { Login } from './server.ts';

/** An appointment as its client sees it, as far as walks look. */
export interface Visit {
  id: string;
  start: string;
  status: string;
}

interface Rules {
  cancellation: string;
  prescreen_questions: { text: string; required: boolean }[];
  notice_hours_existing: number;
  framing_sites: string[];
}

/** Changes some of the practice's rules for booking and gives them as they were. */
export async function setRules(practice: Practice, change: Partial<Rules>): Promise<Rules> {
  const { rules } = await practice.call<{ rules: Rules }>('get', '/practice/scheduling');
  await practice.call('put', '/practice/scheduling', { ...rules, ...change });
  return rules;
}

/** Lets people who are no clients yet ask for every service. */
export async function openDoor(practice: Practice): Promise<void> {
  const { items } = await practice.call<{ items: { id: string; details: object }[] }>('get', '/practice/services');
  for (const { id, details } of items) await practice.call('put', `/practice/services/${id}`, { ...details, for_new_clients: true });
}

/** The boxes of the week that can be opened. */
export const boxes = (page: Page): Locator => page.locator('.days').getByRole('link');

/** Opens the tab and waits for its week. */
export async function openWeek(page: Page, slug: string): Promise<void> {
  await page.goto(portal(slug, '/appointments'));
  await expect(heading(page, 'Appointments')).toBeVisible();
  await expect(boxes(page).first()).toBeVisible();
}

/** Goes from the week to a time, the first of the last box there is, and gives what the page says of it. */
export async function chooseTime(page: Page): Promise<string> {
  await boxes(page).last().click();
  await expect(page.locator('#times')).toBeFocused();
  await page.getByRole('main').locator('.times').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: /^(Your request|The new time)$/ })).toBeFocused();
  return (await page.getByRole('definition').first().textContent()) ?? '';
}

/** Sends the request and gives the appointment's id. */
export async function send(page: Page, note = ''): Promise<string> {
  if (note !== '') await page.getByLabel('Note for your clinician').fill(note);
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(heading(page, 'Your request was sent')).toBeFocused();
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

/** The row of the list that says `when`. */
export const row = (page: Page, id: string): Locator => page.getByRole('listitem').filter({ has: page.locator(`a[href$="/${id}"]`) });

/** A client's appointments that are ahead. */
export async function visits(practice: Practice, login: Login): Promise<Visit[]> {
  return (await practice.call<{ items: Visit[] }>('get', '/portal/appointments?when=upcoming', undefined, login)).items;
}

/** What a client's request is made of: the only clinician, office and service of a practice. */
export async function onlyChoice(practice: Practice, login: Login): Promise<{ staff_id: string; office_id: string; service_id: string }> {
  interface Choice {
    id: string;
    offices: { id: string; services: { id: string }[] }[];
  }
  const { clinicians } = await practice.call<{ clinicians: Choice[] }>('get', '/portal/booking/options', undefined, login);
  const [clinician] = clinicians;
  const [office] = clinician!.offices;
  return { staff_id: clinician!.id, office_id: office!.id, service_id: office!.services[0]!.id };
}
