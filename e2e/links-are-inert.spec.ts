// Mail scanners open every link in a browser of their own, often more than once. Opening one does nothing by itself: nothing is
// written, nobody is signed in, and it works afterwards for whom it was meant (A12, A18, A21, S6).
import { type Page } from '@playwright/test';
import { createPassword, givePin, isIn } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { conversation, said, staffWrite } from './inbox.ts';
import { linkIn } from './mailbox.ts';
import type { Practice } from './practice.ts';
import { isAtHome } from './staff.ts';

const TIMES = 10;

test('a link that a scanner opens ten times still waits for its person', async ({ device, practice, mailbox }) => {
  const invited = await practice.addClient('Ingrid', 'Solheim');
  const { link: welcome, pin } = await practice.invite(invited);
  const login = await practice.activeClient('Tariq', 'Aziz');
  const moved = 'tariq.moved@example.com';
  const about = { app: 'portal', practice: WILLOW };
  await practice.call('post', '/auth/recovery-requests', { ...about, email: login.email }, login);
  await practice.call('post', '/auth/email-changes', { password: login.password, new_email: moved }, login);
  const joining = { email: 'ines@willow-reed.example', details: { first_name: 'Ines', last_name: 'Kowal', role: 'front_desk' } };
  await practice.call('post', '/practice/staff', joining);
  const recovery = linkIn(await mailbox.newest(login.email, 'password_recovery'), '/recovery#');
  const change = linkIn(await mailbox.newest(moved, 'email_change'), '#');
  const join = linkIn(await mailbox.newest(joining.email, 'staff_invitation'), '/admin/join');
  const talk = await conversation(practice, login.client);
  await staffWrite(practice, talk, 'Only for Tariq.');
  const message = linkIn(await mailbox.newest(login.email, 'new_secure_message'), '/message#');

  const before = await everything(practice, invited.id, login.client.id);
  const scanner = await device();
  const writes: string[] = [];
  scanner.on('request', (request) => {
    if (!['GET', 'HEAD'].includes(request.method())) writes.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  for (const link of [welcome, recovery, change, join, message]) {
    for (let turn = 0; turn < TIMES; turn += 1) await open(scanner, link);
  }
  expect(writes, 'no page writes by being opened').toEqual([]);
  expect(await scanner.context().cookies(), 'nobody is signed in').toEqual([]);
  expect(await everything(practice, invited.id, login.client.id)).toEqual(before);

  const reader = await device();
  await reader.goto(message);
  await reader.getByRole('button', { name: 'Read my message' }).click();
  await expect(said(reader, 'Only for Tariq.')).toBeVisible();
  const phone = await device({ size: 'phone' });
  await givePin(phone, welcome, pin);
  await createPassword(phone, 'eleven amber lamps');
  await isIn(phone, 'Ingrid');
  const laptop = await device();
  await laptop.goto(join);
  await laptop.getByLabel('New password').fill('eleven amber lamps');
  await laptop.getByLabel('The same again').fill('eleven amber lamps');
  await laptop.getByRole('button', { name: 'Save and sign in' }).click();
  await isAtHome(laptop);
  const tablet = await device();
  await tablet.goto(recovery);
  await createPassword(tablet, 'twelve amber lamps', 'Save new password');
  await expect(tablet.getByText('Your new password is set.')).toBeVisible();
});

/** Opens a link as if for the first time and lets the page settle. */
async function open(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link, { waitUntil: 'networkidle' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** What staff can see of both clients, and everything that was done but for staff looking. */
async function everything(practice: Practice, ...clients: string[]): Promise<unknown> {
  const access = await Promise.all(clients.map((id) => practice.call('get', `/practice/clients/${id}/portal-access`)));
  const { items } = await practice.call<{ items: { id: string; act: string }[] }>('get', '/practice/audit-events?limit=100');
  const done = items.filter(({ act }) => !act.endsWith('.read')).map(({ act, id }) => `${act} ${id}`);
  return { access, newest: done.slice(0, 10) };
}
