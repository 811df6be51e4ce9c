// What was written goes out, whatever page is open by then: when the thread was left, when an answer was lost, when the time of a
// link was over; and words for the team never come to stand in a box for the client (M6, M9, M10).
import type { Page } from '@playwright/test';
import { fromAccountMenu, giveCredentials, heading, isIn } from './client.ts';
import { expect, test } from './fixtures.ts';
import { clientFinds, conversation, said, staffWrite } from './inbox.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { attached, box, choose, openTalk, sendButton } from './messages.ts';

/** No message leaves the page; everything else does. */
const holdMessages = (page: Page) =>
  page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));

/** Messages leave it again. */
const letMessagesGo = (page: Page) => page.unroute('**/messages');

/** Leaves the thread within the program. */
const goHome = (page: Page) => page.getByRole('link', { name: 'Home', exact: true }).filter({ visible: true }).click();

/** What is kept on this device, or in this tab, under keys that begin so. */
const kept = (page: Page, prefix: string, where: 'localStorage' | 'sessionStorage' = 'localStorage') =>
  page.evaluate(([prefix, where]) => Object.keys(window[where]).filter((key) => key.startsWith(prefix)), [prefix, where] as const);

test('a message that did not go goes when its thread is left, however late, and once', async ({ device, practice }) => {
  const client = await practice.activeClient('Ilse', 'Marchetti');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await holdMessages(page);
  for (const text of ['I am in the train.', 'The tunnel is long.']) {
    await box(page).fill(text);
    await sendButton(page).click();
  }
  await expect(said(page, 'I am in the train.')).toContainText('Not sent yet.');
  await goHome(page);
  await isIn(page, 'Ilse');
  // Two days later.
  await page.evaluate((ago) => {
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith('outbox/'))) {
      localStorage.setItem(key, localStorage.getItem(key)!.replace(/^\d+/, (at) => String(Number(at) - ago)));
    }
  }, 48 * 3_600_000);
  await page.reload();
  await isIn(page, 'Ilse');
  expect(await kept(page, 'outbox/')).toHaveLength(2);
  await letMessagesGo(page);
  const there = async () => (await clientFinds(practice, client, id)).map(({ text }) => text);
  await expect.poll(there, { message: 'nobody opened the thread', timeout: 40_000 }).toEqual(['I am in the train.', 'The tunnel is long.']);
  await expect.poll(() => kept(page, 'outbox/')).toEqual([]);
  await openTalk(page, id);
  await expect(said(page, 'I am in the train.')).toHaveCount(1);
  await expect(said(page, 'The tunnel is long.')).toContainText('Sent');
  expect(await there()).toHaveLength(2);
});

test('whoever signs out is asked before an unsent message is deleted', async ({ device, practice }) => {
  const client = await practice.activeClient('Noor', 'Vandermeer');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await holdMessages(page);
  await box(page).fill('Please call me back.');
  await sendButton(page).click();
  await expect(said(page, 'Please call me back.')).toContainText('Not sent yet.');
  await goHome(page);
  await isIn(page, 'Noor');
  await fromAccountMenu(page, 'Sign out');
  const asked = page.getByRole('dialog', { name: 'Sign out now?' });
  await expect(asked).toContainText('1 message was not sent. Signing out deletes it.');
  await look(page, 'portal-sign-out-unsent');
  await asked.getByRole('button', { name: 'Stay', exact: true }).click();
  await expect(asked).toBeHidden();
  expect(await kept(page, 'outbox/')).toHaveLength(1);
  // The line hears of it before the answer comes: it is deleted all the same.
  await page.route('**/auth/sessions/current', async (route) => {
    const response = await route.fetch();
    await expect(heading(page, 'Sign in')).toBeVisible();
    await route.fulfill({ response });
  });
  await fromAccountMenu(page, 'Sign out');
  await asked.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  expect(await kept(page, 'outbox/')).toEqual([]);
  const { items } = await practice.call<{ items: unknown[] }>('get', `/practice/conversations/${id}/messages`);
  expect(items).toEqual([]);
});

test('staff are asked, too', async ({ device, practice }) => {
  const client = await practice.activeClient('Tavi', 'Okonjo');
  const id = await conversation(practice, client.client);
  const desk = await device({ as: practice.login('front_desk') });
  await desk.goto('/admin');
  await expect(heading(desk, 'Home')).toBeVisible();
  const subject = await desk.evaluate(() => localStorage.getItem('signed-in/admin'));
  const message = { id: '7f0c1c1e-43f5-4a5e-9a53-0d6a6f1f5c11', text: 'Not sent', files: [], note: false };
  // As a thread leaves it that may be written in no longer.
  await desk.evaluate(
    ([subject, conversation, message]) => {
      const words = JSON.stringify({ conversation, at: Date.now(), refused: true, message });
      localStorage.setItem(`outbox/${subject}/${conversation}/${message.id}`, `${Date.now()} 0\n${words}`);
    },
    [subject, id, message] as const,
  );
  await fromAccountMenu(desk, 'Sign out');
  const asked = desk.getByRole('dialog', { name: 'Sign out now?' });
  await expect(asked).toContainText('1 message was not sent. Signing out deletes it.');
  await look(desk, 'admin-sign-out-unsent');
  await asked.getByRole('button', { name: 'Stay', exact: true }).click();
  await expect(asked).toBeHidden();
  expect(await kept(desk, 'outbox/')).toHaveLength(1);
});

test('the answer is lost while the line stays up: the next message goes out, and drafts are kept', async ({ device, practice }) => {
  const client = await practice.activeClient('Severin', 'Blau');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  let lost = false;
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST' || lost) return route.continue();
    lost = true;
    await route.fetch();
    // The line has told of it before the page learns that there will be no answer.
    await expect(said(page, 'Did you get this?')).toContainText('Sent');
    return route.abort();
  });
  await box(page).fill('Did you get this?');
  await sendButton(page).click();
  await box(page).fill('And this?');
  await sendButton(page).click();
  await expect(said(page, 'And this?')).toContainText('Sent');
  await expect(said(page, 'Did you get this?')).toHaveCount(1);
  await box(page).fill('Half a sentence');
  await expect(page.getByText('Draft saved')).toBeVisible();
  expect((await clientFinds(practice, client, id)).map(({ text }) => text)).toEqual(['Did you get this?', 'And this?']);
});

test('sending one text does not drop the other, which was written on the phone', async ({ device, practice }) => {
  const client = await practice.activeClient('Ottoline', 'Reyes');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await page.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await box(page).fill('From this device');
  await expect(page.getByText('The draft is not saved yet.')).toBeVisible();
  await practice.call('put', `/portal/conversations/${id}/draft`, { text: 'From the phone', version: 0 }, client);
  await page.unroute('**/draft');
  await expect(page.getByText('You wrote something else on another device:')).toBeVisible();
  await sendButton(page).click();
  await expect(said(page, 'From this device')).toContainText('Sent');
  await expect(box(page), 'the words of the phone are still there').toHaveValue('From the phone');
});

test('what was written by a link is kept when its time is over, and sent after signing in', async ({ device, practice, mailbox }) => {
  const client = await practice.activeClient('Ruben', 'Falk');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'How are you today?');
  const link = linkIn(await mailbox.newest(client.email, 'new_secure_message'), '/message#');
  const phone = await device({ size: 'phone' });
  await phone.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + Number(document.documentElement.dataset['ahead'] ?? 0);
  });
  const passes = (minutes: number) =>
    phone.evaluate((ahead) => {
      document.documentElement.dataset['ahead'] = String(ahead);
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, minutes * 60_000);
  await phone.goto(link);
  await phone.getByRole('button', { name: 'Read my message' }).click();
  await expect(said(phone, 'How are you today?')).toBeVisible();
  await holdMessages(phone);
  await box(phone).fill('Better than last week.');
  await sendButton(phone).click();
  await expect(said(phone, 'Better than last week.')).toContainText('Not sent yet.');
  await box(phone).fill('And one more thing');
  await expect(phone.getByText('Less than two minutes are left.')).toHaveCount(0);
  await passes(13.5);
  await expect(phone.getByRole('status').filter({ hasText: 'Less than two minutes are left.' })).toBeVisible();
  await look(phone, 'portal-message-link-soon-over');
  await passes(16);
  await expect(heading(phone, 'The time of this link is over')).toBeVisible();
  await expect(phone.getByText('What you wrote is kept on this device. Sign in to send it.')).toBeVisible();
  await expect(phone.getByText('And one more thing'), 'not in sight').toHaveCount(0);
  await look(phone, 'portal-message-link-over-kept');
  await letMessagesGo(phone);
  await phone.getByRole('link', { name: 'Sign in to read it' }).click();
  await giveCredentials(phone, client.email, client.password);
  await expect(phone).toHaveURL(new RegExp(`/messages/${id}$`));
  await expect(said(phone, 'Better than last week.')).toContainText('Sent');
  await expect(box(phone)).toHaveValue('And one more thing');
  expect(await kept(phone, 'tab/', 'sessionStorage'), 'the tab keeps it no longer').toEqual([]);
  expect((await clientFinds(practice, client, id)).map(({ text }) => text)).toEqual(['How are you today?', 'Better than last week.']);
});

test('words for the team and words for the client never change places', async ({ device, practice }) => {
  const client = await practice.activeClient('Wilma', 'Sorge');
  const id = await conversation(practice, client.client);
  const desk = await device({ as: practice.owner });
  const laptop = await device({ as: practice.owner });
  for (const page of [desk, laptop]) {
    await page.goto(`/admin/messages/${id}`);
    await expect(box(page)).toBeVisible();
  }
  const note = desk.getByRole('checkbox', { name: 'Internal note' });
  await box(desk).fill('She seems worse to me.');
  await expect(box(laptop), 'kept as what is written to the client').toHaveValue('She seems worse to me.');
  await note.check();
  await expect(box(desk), 'a note begins with nothing').toHaveValue('');
  await expect(box(laptop), 'no other device has it in the box for the client').toHaveValue('');
  const draft = async () => (await practice.call<{ text: string }>('get', `/practice/conversations/${id}/draft`)).text;
  await expect.poll(draft).toBe('');
  await box(desk).fill('Ask about the sleep diary.');
  await note.uncheck();
  await expect(box(desk), 'each mode has its own words').toHaveValue('She seems worse to me.');
  await note.check();
  await expect(box(desk)).toHaveValue('Ask about the sleep diary.');
  // However old the words are, their mode is as old.
  await desk.reload();
  await expect(note).toBeChecked();
  await expect(box(desk)).toHaveValue('Ask about the sleep diary.');

  const problem = { type: 'about:blank', title: 'Not now', status: 409, code: 'left', detail: 'This is somebody else’s now.', instance: 'walk' };
  const refuse = { status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) };
  await desk.route('**/notes', (route) => (route.request().method() === 'POST' ? route.fulfill(refuse) : route.continue()));
  await desk.getByRole('button', { name: 'Keep note' }).click();
  const refused = said(desk, 'Ask about the sleep diary.');
  await expect(refused.getByRole('alert')).toContainText('Not sent.');
  await note.uncheck();
  await box(desk).fill('Dear Wilma,');
  await refused.getByRole('button', { name: 'Change it' }).click();
  await expect(note, 'a note that is changed is a note').toBeChecked();
  await expect(box(desk)).toHaveValue('Ask about the sleep diary.');
  await note.uncheck();
  await expect(box(desk)).toHaveValue('Dear Wilma,');
  expect(await clientFinds(practice, client, id)).toEqual([]);
});

test('files that are uploaded wait beside the box until the person comes back', async ({ device, practice }) => {
  const client = await practice.activeClient('Fenna', 'Quist');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await choose(page, { name: 'diary.txt', content: 'Slept: six hours.\n' });
  await expect(attached(page)).toContainText('1 kB');
  await box(page).fill('My diary.');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await goHome(page);
  await isIn(page, 'Fenna');
  await openTalk(page, id);
  await expect(attached(page).filter({ hasText: 'diary.txt' })).toContainText('1 kB');
  await expect(box(page)).toHaveValue('My diary.');
  await sendButton(page).click();
  await expect(said(page, 'My diary.')).toContainText('diary.txt');
  await page.reload();
  await expect(said(page, 'My diary.')).toContainText('Sent');
  await expect(attached(page), 'they went with it').toHaveCount(0);
  expect((await clientFinds(practice, client, id))[0]!.files.map(({ name }) => name)).toEqual(['diary.txt']);
});
