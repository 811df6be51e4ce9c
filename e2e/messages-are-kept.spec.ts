// What a client writes is never lost and never sent twice: drafts on every device, a dead network, a reload (M6).
import { randomUUID } from 'node:crypto';
import { portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { clientFinds, conversation, said, staffWrite } from './inbox.ts';
import { look } from './look.ts';
import { box, idsSent, openTalk, pressedAgain, sendButton } from './messages.ts';

/** Where the line of events is. */
const LINE = /\/portal\/live\b/;

test('what is begun on the laptop goes on on the phone', async ({ device, practice }) => {
  const client = await practice.activeClient('Aurelio', 'Pinto');
  const id = await conversation(practice, client.client);
  const laptop = await device({ as: client });
  await openTalk(laptop, id);
  await box(laptop).pressSequentially('I wanted to ask');
  await expect(laptop.getByText('Draft saved')).toBeVisible();
  const phone = await device({ size: 'phone', as: client });
  await openTalk(phone, id);
  await expect(box(phone)).toHaveValue('I wanted to ask');
  await box(phone).press('End');
  await box(phone).pressSequentially(' about Friday.');
  await expect(box(laptop), 'what was added appears over there').toHaveValue('I wanted to ask about Friday.');
  await look(phone, 'portal-messages-draft');
  await sendButton(phone).click();
  await expect(said(phone, 'I wanted to ask about Friday.')).toContainText('Sent');
  await expect(said(laptop, 'I wanted to ask about Friday.')).toHaveCount(1);
  await expect(box(laptop), 'the draft went with it').toHaveValue('');
  await laptop.reload();
  await expect(said(laptop, 'I wanted to ask about Friday.')).toHaveCount(1);
  await expect(box(laptop)).toHaveValue('');
});

test('two devices write at once, and the person decides', async ({ device, practice }) => {
  const client = await practice.activeClient('Halina', 'Kos');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  // Before this device has kept its words, the other one keeps others.
  await page.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await box(page).fill('From this device');
  await expect(page.getByText('The draft is not saved yet.')).toBeVisible();
  await practice.call('put', `/portal/conversations/${id}/draft`, { text: 'From the phone', version: 0 }, client);
  await page.unroute('**/draft');
  const question = page.getByText('You wrote something else on another device:');
  await expect(question).toBeVisible();
  await expect(page.locator('blockquote')).toHaveText('From the phone');
  await expect(box(page)).toHaveValue('From this device');
  await look(page, 'portal-messages-draft-elsewhere');
  await page.getByRole('button', { name: 'Use that text' }).click();
  await expect(box(page)).toHaveValue('From the phone');
  await expect(question).toBeHidden();
});

test('Send pressed five times on a dead network arrives once', async ({ device, practice }) => {
  const client = await practice.activeClient('Sefa', 'Aydin');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  const ids = idsSent(page, 'I am in the train.');
  await page.context().setOffline(true);
  await expect(page.getByText('Trying to reconnect')).toBeVisible();
  await box(page).fill('I am in the train.');
  // From the second time on the box is empty.
  for (let turn = 0; turn < 5; turn += 1) await sendButton(page).click();
  await expect(said(page, 'I am in the train.')).toHaveCount(1);
  await expect(said(page, 'I am in the train.')).toContainText('Not sent yet.');
  await pressedAgain(page, 'I am in the train.', ids);
  await expect(box(page), 'the box is free for the next one').toHaveValue('');
  await box(page).fill('The tunnel is long.');
  await sendButton(page).click();
  await expect(said(page, 'The tunnel is long.')).toContainText('Waiting to be sent');
  await look(page, 'portal-messages-not-sent');
  await page.context().setOffline(false);
  // How far it came stands below the last of those that stand together.
  await expect(said(page, 'I am in the train.')).toHaveAttribute('data-seq', '1');
  await expect(said(page, 'The tunnel is long.')).toContainText('Sent');
  await expect(page.getByText('Trying to reconnect')).toBeHidden();
  const there = async () => (await clientFinds(practice, client, id)).map(({ text }) => text);
  expect(await there(), 'once, in their order').toEqual(['I am in the train.', 'The tunnel is long.']);
  expect(new Set(ids).size, 'each time it was the same message').toBe(1);
  await staffWrite(practice, id, 'Good to know.');
  await expect(said(page, 'Good to know.'), 'what is new comes by itself again').toHaveCount(1);
});

test('an answer that is lost, and a reload, make no second message', async ({ device, practice }) => {
  const client = await practice.activeClient('Vivek', 'Nair');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  // The server gets it; the page never hears of that.
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    return route.abort();
  });
  // Nor by the line of events.
  await page.route(LINE, (route) => route.abort());
  await page.reload();
  await box(page).fill('Did this arrive?');
  await sendButton(page).click();
  await expect(said(page, 'Did this arrive?')).toContainText('Not sent yet.');
  await page.reload();
  await expect(said(page, 'Did this arrive?'), 'kept over the reload').toHaveCount(1);
  // What is tried again at this moment may be on its way: it then reaches the server twice, which is part of the question.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await expect(said(page, 'Did this arrive?')).toHaveCount(1);
  await expect(said(page, 'Did this arrive?')).toContainText('Sent');
  await expect(box(page)).toHaveValue('');
  expect((await clientFinds(practice, client, id)).map(({ text }) => text)).toEqual(['Did this arrive?']);
});

test('what the server refuses stays, with its reason and two ways on', async ({ device, practice }) => {
  const client = await practice.activeClient('Bridie', 'Nolan');
  const page = await device({ as: client });
  await page.goto(portal(WILLOW, '/messages'));
  await page.getByRole('button', { name: 'Write to the front desk' }).click();
  await box(page).fill('Is anybody there?');
  const { version, settings } = await practice.call<{ version: number; settings: object }>('get', '/practice/messaging');
  expect(version).toBeGreaterThan(0);
  await practice.call('put', '/practice/messaging', { ...settings, front_desk_open: false });
  await sendButton(page).click();
  const kept = said(page, 'Is anybody there?');
  await expect(kept.getByRole('alert')).toContainText('The front desk takes no messages now.');
  await look(page, 'portal-messages-refused');
  await kept.getByRole('button', { name: 'Change it' }).click();
  await expect(box(page)).toHaveValue('Is anybody there?');
  await sendButton(page).click();
  await expect(kept.getByRole('alert')).toBeVisible();
  await practice.call('put', '/practice/messaging', settings);
  await kept.getByRole('button', { name: 'Try again' }).click();
  await expect(kept).toContainText('Sent');
});

test('the longest message there is', async ({ device, practice }) => {
  const client = await practice.activeClient('Ottilie', 'Grau');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  const most = `${'wort '.repeat(3_999)}ende!`;
  expect(most).toHaveLength(20_000);
  await box(page).fill(`${most}??`);
  await expect(page.getByText('2 characters too many')).toBeVisible();
  await sendButton(page).click();
  await expect(page.getByRole('log').getByRole('listitem'), 'it is not sent').toHaveCount(0);
  await look(page, 'portal-messages-too-long');
  await box(page).fill(most);
  await expect(page.getByText('0 characters left')).toBeVisible();
  await sendButton(page).click();
  await expect(said(page, 'ende!')).toContainText('Sent');
  expect((await clientFinds(practice, client, id))[0]!.text).toBe(most);
  await practice.call('post', `/portal/conversations/${id}/messages`, { id: randomUUID(), text: `${'x'.repeat(400)}`, files: [] }, client);
  await expect(said(page, 'xxxx')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), 'long words wrap').toBe(true);
});
