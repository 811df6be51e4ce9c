// The link of a notice (M8, M9): it opens one conversation, in one browser, for fifteen minutes, and only by its button.
import { type Page } from '@playwright/test';
import { giveCredentials, heading, isIn, portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { clientFinds, conversation, said, staffWrite } from './inbox.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { box, icon, sendButton } from './messages.ts';
import type { Practice } from './practice.ts';

const read = (page: Page) => page.getByRole('button', { name: 'Read my message' });

/** A client to whom somebody has written. */
async function noticed(practice: Practice, first: string, last: string, text: string) {
  const client = await practice.activeClient(first, last);
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, text);
  return { client, id };
}

test('within fifteen minutes the conversation opens without a password, and only that', async ({ device, practice, mailbox }) => {
  const { client, id } = await noticed(practice, 'Liv', 'Sandberg', 'The room changed: it is the second door.');
  const mail = await mailbox.newest(client.email, 'new_secure_message');
  expect(mail.subject, 'neither the words nor who wrote them').not.toMatch(/room|Hale/);
  expect(mail.text).not.toMatch(/second door|Hale/);
  await staffWrite(practice, id, 'On the left.');
  const phone = await device({ size: 'phone' });
  const asked: string[] = [];
  phone.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await phone.goto(linkIn(mail, '/message#'));
  await expect(heading(phone, 'You have a new message')).toBeVisible();
  await expect(phone, 'the token leaves the address bar').toHaveURL(/\/message$/);
  await look(phone, 'portal-message-link');
  const mails = (await mailbox.to(client.email)).filter(({ kind }) => kind === 'new_secure_message');
  expect(mails, 'one until it was read').toHaveLength(1);
  expect(asked.filter((line) => !line.startsWith('GET')), 'nothing happens before the button').toEqual([]);

  await read(phone).click();
  await expect(said(phone, 'it is the second door.')).toBeVisible();
  await expect(phone.getByText(/^This page stays open until /)).toBeVisible();
  await look(phone, 'portal-message-link-open');
  await box(phone).fill('Thank you, I found it.');
  await sendButton(phone).click();
  await expect(said(phone, 'Thank you, I found it.')).toContainText('Sent');
  await staffWrite(practice, id, 'See you in a moment.');
  await expect(said(phone, 'See you in a moment.'), 'what is new comes by itself').toBeVisible();
  await phone.reload();
  await expect(said(phone, 'Thank you, I found it.'), 'reloading works here').toBeVisible();

  await expect(icon(phone), 'nothing but this conversation').toHaveCount(0);
  await phone.goto(portal(WILLOW, '/home'));
  await expect(heading(phone, 'Sign in')).toBeVisible();
  expect((await clientFinds(practice, client, id)).map(({ author }) => author.kind)).toEqual(['staff', 'staff', 'client', 'staff']);
});

test('a second browser is told that it was opened elsewhere, and so is the client', async ({ device, practice, mailbox }) => {
  const { client, id } = await noticed(practice, 'Mina', 'Castellan', 'Please bring your diary.');
  const link = linkIn(await mailbox.newest(client.email, 'new_secure_message'), '/message#');
  const first = await device({ size: 'phone' });
  await first.goto(link);
  await read(first).click();
  await expect(said(first, 'Please bring your diary.')).toBeVisible();

  const second = await device();
  await second.goto(link);
  await read(second).click();
  await expect(heading(second, 'This link was opened elsewhere')).toBeVisible();
  await expect(read(second)).toHaveCount(0);
  await look(second, 'portal-message-link-elsewhere');
  await mailbox.newest(client.email, 'message_link_opened');
  await second.getByRole('link', { name: 'Sign in to read it' }).click();
  await giveCredentials(second, client.email, client.password);
  await expect(second, 'on to that conversation').toHaveURL(new RegExp(`/messages/${id}$`));
  await expect(said(second, 'Please bring your diary.')).toBeVisible();
  await expect(said(first, 'Please bring your diary.'), 'the first one goes on').toBeVisible();
});

test('after fifteen minutes the page closes, and signing in leads on', async ({ device, practice, mailbox }) => {
  const { client, id } = await noticed(practice, 'Rasmus', 'Holt', 'Your form is ready.');
  const link = linkIn(await mailbox.newest(client.email, 'new_secure_message'), '/message#');
  const phone = await device({ size: 'phone' });
  // It is the page's clock that moves here; that the server opens nothing after that time, its API tests prove.
  await phone.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + Number(document.documentElement.dataset['ahead'] ?? 0);
  });
  await phone.goto(link);
  await read(phone).click();
  await expect(said(phone, 'Your form is ready.')).toBeVisible();
  // The phone slept: the page learns of it when it is looked at again.
  await phone.evaluate(() => {
    document.documentElement.dataset['ahead'] = String(16 * 60_000);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await expect(heading(phone, 'The time of this link is over')).toBeVisible();
  await expect(said(phone, 'Your form is ready.')).toHaveCount(0);
  await look(phone, 'portal-message-link-over');

  // A link that is none any longer says the same.
  const late = await device();
  await late.goto(link.replace(/token=[^&]+/, `token=${'A'.repeat(43)}`));
  await read(late).click();
  await expect(heading(late, 'The time of this link is over')).toBeVisible();
  await late.getByRole('link', { name: 'Sign in to read it' }).click();
  await giveCredentials(late, client.email, client.password);
  await expect(late).toHaveURL(new RegExp(`/messages/${id}$`));
  await expect(said(late, 'Your form is ready.')).toBeVisible();
});

test('whoever is signed in needs no button, and a page without a link says what it needs', async ({ device, practice, mailbox }) => {
  const { client, id } = await noticed(practice, 'Yara', 'Benoit', 'Just so you know.');
  const link = linkIn(await mailbox.newest(client.email, 'new_secure_message'), '/message#');
  const laptop = await device({ as: client });
  await laptop.goto(portal(WILLOW, '/home'));
  await isIn(laptop, 'Yara');
  await laptop.goto(link);
  await expect(laptop).toHaveURL(new RegExp(`/messages/${id}$`));
  await expect(said(laptop, 'Just so you know.')).toBeVisible();
  const bare = await device();
  await bare.goto(portal(WILLOW, '/message'));
  await expect(heading(bare, 'This page needs a link')).toBeVisible();
  await look(bare, 'portal-message-link-none');
});

test('where the practice wants it, only devices that signed in before', async ({ device, harbor, mailbox }) => {
  const { settings } = await harbor.call<{ settings: object }>('get', '/practice/messaging');
  await harbor.call('put', '/practice/messaging', { ...settings, known_devices_only: true });
  const client = await harbor.activeClient('Oona', 'Byrne');
  const id = await conversation(harbor, client.client);
  await staffWrite(harbor, id, 'Only for you.');
  const link = linkIn(await mailbox.newest(client.email, 'new_secure_message'), '/message#');
  const phone = await device({ size: 'phone' });
  await phone.goto(link);
  await read(phone).click();
  await expect(heading(phone, 'We do not know this device yet')).toBeVisible();
  await look(phone, 'portal-message-link-unknown-device');
  await harbor.call('put', '/practice/messaging', settings);
});
