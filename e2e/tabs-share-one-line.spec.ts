// Several tabs of one browser: one line to what is new for all of them, which goes on when the tab that holds it is closed; signing
// out in one is signing out in all (M5, A20). Six lines would be all that a browser opens to a server without TLS.
import type { BrowserContext, Page } from '@playwright/test';
import { fromAccountMenu, heading, isIn, portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { conversation, said, staffWrite } from './inbox.ts';
import { dot, openTalk } from './messages.ts';
import type { Login } from './server.ts';
import { isAtHome } from './staff.ts';

const RECONNECTING = 'Trying to reconnect';

test('two tabs of a client share one line, and the one that stays hears on', async ({ device, practice }) => {
  const client = await practice.activeClient('Amaia', 'Lertxundi');
  const id = await conversation(practice, client.client);
  const first = await device({ as: client });
  const lines = linesOf(first.context());
  await openTalk(first, id);
  await expect.poll(() => lines.length).toBe(1);
  const second = await first.context().newPage();
  await openTalk(second, id);
  await staffWrite(practice, id, 'To both of you.');
  for (const page of [first, second]) {
    await expect(said(page, 'To both of you.'), 'without a reload, and once').toHaveCount(1);
    await expect(page.getByText(RECONNECTING)).toBeHidden();
  }
  expect(lines, 'one line for the browser').toHaveLength(1);

  await first.close();
  await expect.poll(() => lines.length, 'the other tab takes it over').toBe(2);
  await staffWrite(practice, id, 'To the one that stayed.');
  await expect(said(second, 'To the one that stayed.')).toHaveCount(1);
  await expect(said(second, 'To both of you.')).toHaveCount(1);
  await expect(second.getByText(RECONNECTING)).toBeHidden();
  // What came while nobody held the line is there, too, and a tab that is opened later joins.
  const third = await second.context().newPage();
  await third.goto(portal(WILLOW, '/home'));
  await isIn(third, 'Amaia');
  await staffWrite(practice, id, 'To all that are left.');
  await expect(said(second, 'To all that are left.')).toHaveCount(1);
  await expect(dot(third), 'read in the other tab').toBeHidden();
  expect(lines).toHaveLength(2);
});

test('that there is no line any longer shows in every tab', async ({ device, practice }) => {
  const client = await practice.activeClient('Sorrel', 'Adeyemi');
  const id = await conversation(practice, client.client);
  const first = await device({ as: client });
  await openTalk(first, id);
  const second = await first.context().newPage();
  await openTalk(second, id);
  await first.context().setOffline(true);
  for (const page of [first, second]) await expect(page.getByText(RECONNECTING)).toBeVisible();
  await staffWrite(practice, id, 'While you were away.');
  await first.context().setOffline(false);
  for (const page of [first, second]) {
    await expect(page.getByText(RECONNECTING)).toBeHidden();
    await expect(said(page, 'While you were away.')).toHaveCount(1);
  }
});

test('signing out in one tab signs out the others', async ({ device, practice }) => {
  const client = await practice.activeClient('Ilse', 'Brandvold');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'Only for you.');
  const first = await device({ as: client });
  await openTalk(first, id);
  const second = await first.context().newPage();
  await openTalk(second, id);
  for (const page of [first, second]) await expect(said(page, 'Only for you.')).toBeVisible();
  await fromAccountMenu(second, 'Sign out');
  for (const page of [second, first]) {
    await expect(heading(page, 'Sign in')).toBeVisible();
    await expect(page.getByText('Only for you.')).toHaveCount(0);
  }
});

test('staff’s tabs share one line, and are signed out together', async ({ device, practice }) => {
  const desk = await device({ as: practice.login('biller') });
  const lines = linesOf(desk.context());
  await desk.goto('/admin');
  await isAtHome(desk);
  await expect.poll(() => lines.length).toBe(1);
  const second = await desk.context().newPage();
  await second.goto('/admin');
  await isAtHome(second);
  // Whoever holds the line signs out: the other one has it for a moment, and learns that there is no session.
  await fromAccountMenu(desk, 'Sign out');
  for (const page of [desk, second]) await expect(heading(page, 'Sign in')).toBeVisible();
});

test('two people in one browser hear nothing of each other', async ({ device, practice }) => {
  const one = await practice.activeClient('Tove', 'Ditlevsen');
  const other = await practice.activeClient('Halim', 'Barakat');
  const [ones, others] = [await conversation(practice, one.client), await conversation(practice, other.client)];
  await staffWrite(practice, ones, 'For Tove alone.');
  const left = await device({ as: one });
  await openTalk(left, ones);
  await expect(said(left, 'For Tove alone.')).toBeVisible();

  // Tove left her page open; Halim signs in.
  const page = await left.context().newPage();
  await signedInInstead(page, other);
  await page.goto(portal(WILLOW, '/home'));
  await isIn(page, 'Halim');
  await expect(left.getByText('For Tove alone.'), 'her page shows nothing of hers to him').toHaveCount(0);
  await staffWrite(practice, others, 'For Halim alone.');
  await expect(dot(page)).toBeVisible();
  await staffWrite(practice, ones, 'For Tove alone, too.');
  await openTalk(page, others);
  await expect(said(page, 'For Halim alone.')).toBeVisible();
  await expect(dot(page), 'what waits for Tove is not counted').toBeHidden();
});

/** The lines that the pages of a browser open. */
function linesOf(context: BrowserContext): string[] {
  const lines: string[] = [];
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/api\/v1\/(portal|practice)\/live$/.test(pathname)) lines.push(pathname);
  });
  return lines;
}

/** Somebody else signs in with the same browser. */
async function signedInInstead(page: Page, { app, practice, email, password }: Login): Promise<void> {
  const data = { app, practice, email, password };
  const answer = await page.context().request.post('/api/v1/auth/sessions', { headers: { 'Anteroom-App': app }, data });
  expect(answer.ok(), await answer.text()).toBe(true);
}
