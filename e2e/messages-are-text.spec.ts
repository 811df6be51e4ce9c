// Whatever somebody writes is text: as a message, as a person's name, as a file's name, and the other side only sees it (M3, M4, S6).
// The watch over each browser fails the walk for any script, request to elsewhere, or report of the content security policy.
import { randomUUID } from 'node:crypto';
import { type Page, request } from '@playwright/test';
import { portal } from './client.ts';
import { WILLOW, expect, test as base } from './fixtures.ts';
import { HOSTILE, LONG, guard, inGroups } from './hostile.ts';
import { clientWrites, conversation, staffId, staffWrite } from './inbox.ts';
import { type Mailbox, linkIn } from './mailbox.ts';
import { PICTURE, openTalk } from './messages.ts';
import type { Practice } from './practice.ts';
import { type DemoServer, startDemo } from './server.ts';

/** A demonstration for this file only: hundreds of odd names would stand in the other walks' lists. */
const test = base.extend<object, { demo: DemoServer }>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

test('five hundred texts, from both sides, are only shown', async ({ device, practice }) => {
  test.setTimeout(300_000);
  const texts = [...HOSTILE, ...LONG];
  const client = await practice.activeClient('<b>Mal', 'lory</b>"\'&', 'en', 'mallory@example.com');
  const id = await conversation(practice, client.client);
  await everybodyIsTold(practice, HOSTILE[0]!);
  for (const [place, text] of texts.entries()) {
    await (place % 2 === 0 ? clientWrites(practice, client, id, text) : staffWrite(practice, id, text));
  }
  const phone = await device({ size: 'phone', as: client });
  const watched = guard(phone);
  await openTalk(phone, id);
  for (const place of ['.emergency', '.away']) {
    const words = phone.locator(place);
    await expect(words).toHaveCount(1);
    expect((await words.textContent())!, place).toContain(HOSTILE[0]!);
  }
  await allAreText(phone, texts);
  await watched.nothingRan();
  const desk = await device({ as: practice.owner });
  const alsoWatched = guard(desk);
  await desk.goto(`/admin/messages/${id}`);
  await allAreText(desk, texts);
  await alsoWatched.nothingRan();
});

test('five hundred names of files, of texts and of pictures, are only shown', async ({ device, practice }) => {
  test.setTimeout(300_000);
  const client = await practice.activeClient('Odd', 'Namesson');
  const id = await conversation(practice, client.client);
  const kept: string[] = [];
  for (const [turn, names] of inGroups(HOSTILE, 10).entries()) {
    const from = turn % 2 === 0 ? client : practice.owner;
    const side = turn % 2 === 0 ? 'portal' : 'practice';
    const files: string[] = [];
    for (const [place, name] of names.entries()) {
      const content = place % 2 === 0 ? PICTURE : Buffer.from('harmless');
      const file = await practice.upload<{ id: string; name: string }>(`/${side}/conversations/${id}/files`, name, content, from);
      files.push(file.id);
      kept.push(file.name);
    }
    await practice.call('post', `/${side}/conversations/${id}/messages`, { id: randomUUID(), text: '', files }, from);
  }
  for (const [login, open] of [
    [client, (page: Page) => openTalk(page, id)],
    [practice.owner, (page: Page) => page.goto(`/admin/messages/${id}`)],
  ] as const) {
    const page = await device({ as: login });
    const watched = guard(page);
    await open(page);
    const names = page.getByRole('log').locator('.name');
    await showAll(page, () => names.count(), kept.length);
    expect(await names.allTextContents()).toEqual(kept);
    // Pictures come from memory, when they come into sight.
    await page.getByRole('log').getByRole('img').last().scrollIntoViewIfNeeded();
    const sources = await page.getByRole('log').locator('img').evaluateAll((all) => all.map((img) => new URL((img as HTMLImageElement).src).protocol));
    expect(new Set(sources)).toEqual(new Set(['blob:']));
    await watched.nothingRan();
  }
});

test('five hundred names of clients are only shown to the practice', async ({ device, practice }) => {
  test.setTimeout(300_000);
  const clinician = await staffId(practice, practice.owner);
  const names: string[] = [];
  let newest = '';
  for (const [first, last] of inGroups(HOSTILE, 2)) {
    const body = { first_name: first, last_name: last, status: 'active', emails: [], phones: [] };
    const client = await practice.call<{ id: string }>('post', '/practice/clients', body);
    newest = (await practice.call<{ id: string }>('post', '/practice/conversations', { client_id: client.id, staff_id: clinician })).id;
    names.push(`${first} ${last}`);
  }
  const desk = await device({ as: practice.owner });
  const watched = guard(desk);
  await desk.goto('/admin/messages');
  const rows = desk.locator('.conversations .rows .who');
  await expect(rows.first()).toBeVisible();
  const more = desk.locator('.conversations').getByRole('button', { name: 'Show more' });
  while (await more.isVisible()) {
    const before = await rows.count();
    await more.click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  const shown = new Set(await rows.allTextContents());
  expect(names.filter((name) => !shown.has(name)), 'each as it was written').toEqual([]);
  await desk.goto(`/admin/messages/${newest}`);
  await expect(desk.getByRole('button', { name: `Conversation with ${names.at(-1)}` })).toBeVisible();
  await watched.nothingRan();
});

test('five hundred names of clinicians are only shown to their client', async ({ demo, device, practice, mailbox }) => {
  test.setTimeout(300_000);
  const client = await practice.activeClient('Reader', 'Ofnames');
  const team: string[] = [];
  for (let n = 0; n < 10; n += 1) team.push(await colleague(demo, practice, mailbox, n));
  const ids: string[] = [];
  for (const member of team) {
    const input = { client_id: client.client.id, staff_id: member };
    ids.push((await practice.call<{ id: string }>('post', '/practice/conversations', input)).id);
  }
  const phone = await device({ size: 'phone', as: client });
  const watched = guard(phone);
  const list = phone.locator('.talks .name');
  for (const turn of inGroups(inGroups(HOSTILE, 2), team.length)) {
    const names: string[] = [];
    for (const [place, [first, last]] of turn.entries()) {
      await practice.call('put', `/practice/staff/${team[place]}`, { first_name: first, last_name: last, role: 'clinician' });
      names.push(`${first} ${last}`);
    }
    await phone.goto(portal(WILLOW, '/messages?list=1'));
    await expect(list).toHaveCount(team.length);
    const shown = new Set(await list.allTextContents());
    expect(names.filter((name) => !shown.has(name)), 'each as it was written').toEqual([]);
  }
  const last = HOSTILE.slice(-2).join(' ');
  await staffWrite(practice, ids.at(-1)!, 'Good morning.');
  await openTalk(phone, ids.at(-1)!);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(last);
  await watched.nothingRan();
});

/** A clinician who has come in; their id. */
async function colleague(demo: DemoServer, practice: Practice, mailbox: Mailbox, n: number): Promise<string> {
  const email = `colleague.${n}@willow-reed.example`;
  const details = { first_name: 'Colleague', last_name: `Number ${n}`, role: 'clinician' };
  const member = await practice.call<{ id: string }>('post', '/practice/staff', { email, details });
  const link = linkIn(await mailbox.newest(email, 'staff_invitation'), '/admin/join');
  const { token } = Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1)));
  const session = await request.newContext({ baseURL: `${demo.url}/api/v1/`, extraHTTPHeaders: { 'Anteroom-App': 'admin' } });
  const input = { practice: WILLOW, email, token, password: 'seven quiet herons' };
  const answer = await session.post('auth/staff-invitations/acceptance', { data: input });
  expect(answer.ok(), await answer.text()).toBe(true);
  await session.dispose();
  return member.id;
}

/** The practice's line about emergencies, and what its owner says while away. */
async function everybodyIsTold(practice: Practice, words: string): Promise<void> {
  const { settings } = await practice.call<{ settings: object }>('get', '/practice/messaging');
  await practice.call('put', '/practice/messaging', { ...settings, emergency_line: words });
  const owner = await staffId(practice, practice.owner);
  await practice.call('put', `/practice/staff/${owner}/out-of-office`, { out_of_office: { text: words, from: null, to: null } });
}

/** Goes back to the beginning: by *Show earlier messages*, where they do not come by themselves. */
async function showAll(page: Page, count: () => Promise<number>, all: number): Promise<void> {
  const earlier = page.getByRole('button', { name: 'Show earlier messages' });
  await expect.poll(count).toBeGreaterThan(0);
  await expect(async () => {
    if ((await count()) < all) await earlier.click({ timeout: 1_000 });
    expect(await count()).toBe(all);
  }).toPass({ timeout: 60_000, intervals: [50] });
}

/** Shows the whole thread: it is letter by letter what was written, and made of nothing but text and links. */
async function allAreText(page: Page, texts: string[]): Promise<void> {
  const bubbles = page.getByRole('log').locator('.bubble');
  await showAll(page, () => bubbles.count(), texts.length);
  expect(await bubbles.allTextContents()).toEqual(texts);
  const inside = await page.getByRole('log').evaluate((log) => {
    const elements = [...log.querySelectorAll('.bubble *')];
    const links = elements.filter((element): element is HTMLAnchorElement => element instanceof HTMLAnchorElement);
    return {
      others: elements.filter((element) => !(element instanceof HTMLAnchorElement)).map((element) => element.outerHTML),
      links: [...new Set(links.map((link) => `${link.protocol} ${link.rel} ${link.dir} ${link.textContent === link.getAttribute('href')}`))],
    };
  });
  expect(inside.others, 'no element but links').toEqual([]);
  for (const link of inside.links) expect(link).toMatch(/^https?: noopener noreferrer ltr true$/);
}
