// A client and their clinician write to each other: each sees the other's words without a reload (M1, M2, M3, M5, M7, M11).
import type { Locator } from '@playwright/test';
import { heading, isIn, portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { clientFinds, clientWrites, conversation, said, staffWrite, write } from './inbox.ts';
import { look } from './look.ts';
import { box, dot, frame, icon, openFrame, openTalk, sendButton } from './messages.ts';

test('both talk live, and the dot comes and goes', async ({ device, practice }) => {
  const client = await practice.activeClient('Maren', 'Oyelaran');
  const id = await conversation(practice, client.client);
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  const laptop = await device({ as: client });
  const fetched: string[] = [];
  laptop.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await laptop.goto(portal(WILLOW, '/home'));
  await isIn(laptop, 'Maren');
  await expect(icon(laptop)).toHaveAccessibleName('Messages');
  await expect(dot(laptop)).toBeHidden();

  await write(desk, 'How was your week?');
  await expect(icon(laptop), 'without a reload').toHaveAccessibleName('Messages, 1 unread');
  await expect(dot(laptop)).toBeVisible();
  await look(laptop, 'portal-home-message-waits');
  const conversations = () => fetched.findIndex((path) => path.endsWith('_messages.wasm'));
  await expect.poll(conversations, 'what opens them comes ahead').toBeGreaterThan(fetched.indexOf('/api/v1/portal/home'));

  await openFrame(laptop);
  await expect(said(laptop, 'How was your week?')).toBeVisible();
  await expect(icon(laptop), 'it is read').toHaveAccessibleName('Messages');
  await expect(dot(laptop)).toBeHidden();
  await expect(frame(laptop).getByText(/^This is not for emergencies/)).toBeVisible();
  await expect(box(laptop), 'one can write at once').toBeFocused();

  await box(laptop).fill('Better, thank you. I slept.');
  await sendButton(laptop).click();
  // The desk has it open: it may have it before the laptop shows that it was sent.
  await expect(said(laptop, 'Better, thank you.')).toContainText(/Sent|Delivered/);
  await expect(said(desk, 'Better, thank you.'), 'within a second').toBeVisible({ timeout: 1_000 });
  await write(desk, 'I am glad to hear that.');
  await expect(said(laptop, 'I am glad to hear that.'), 'within a second').toBeVisible({ timeout: 1_000 });
  await expect(dot(laptop), 'what is in sight does not wait').toBeHidden();
  await look(laptop, 'portal-messages-over-home');
  const wide = laptop.viewportSize()!;
  await laptop.setViewportSize({ width: 390, height: 844 });
  const middle = async (what: Locator) => what.boundingBox().then((place) => place!.x + place!.width / 2);
  const thread = frame(laptop).getByRole('log');
  const aside = async () => Math.abs((await middle(thread.getByText('today', { exact: true }))) - (await middle(thread)));
  await expect.poll(aside, { message: 'a day stands in the middle, on a phone, too' }).toBeLessThan(10);
  await laptop.setViewportSize(wide);

  await laptop.keyboard.press('Escape');
  await expect(frame(laptop)).toHaveCount(0);
  await expect(icon(laptop)).toBeFocused();
  await write(desk, 'One more thing: bring the form on Friday.');
  await expect(icon(laptop)).toHaveAccessibleName('Messages, 1 unread');
  await laptop.reload();
  await expect(icon(laptop), 'counted, not remembered').toHaveAccessibleName('Messages, 1 unread');
  const messages = await clientFinds(practice, client, id);
  expect(messages.map(({ author }) => author.kind)).toEqual(['staff', 'client', 'staff', 'staff']);
});

test('on a phone messages are a page', async ({ device, practice }) => {
  const client = await practice.activeClient('Pekka', 'Salo');
  const id = await conversation(practice, client.client);
  for (let day = 1; day <= 3; day += 1) await staffWrite(practice, id, `Line ${day}`);
  const phone = await device({ size: 'phone', as: client });
  await phone.goto(portal(WILLOW, '/home'));
  await icon(phone).click();
  await expect(phone).toHaveURL(/\/messages$/);
  await expect(heading(phone, 'Jordan Hale, PhD')).toBeFocused();
  await expect(said(phone, 'Line 3')).toBeVisible();
  await expect(phone.getByRole('log').getByText('today')).toBeVisible();
  // There is no Shift to hold: Enter makes a line, the button sends.
  await box(phone).pressSequentially('Two');
  await box(phone).press('Enter');
  await box(phone).pressSequentially('lines');
  await expect(box(phone)).toHaveValue('Two\nlines');
  await sendButton(phone).click();
  await expect(said(phone, /Two\s+lines/)).toContainText('Sent');
  await expect(box(phone)).toHaveValue('');
  await look(phone, 'portal-messages-phone');
  await phone.goBack();
  await isIn(phone, 'Pekka');
});

test('the keyboard alone is enough', async ({ device, practice }) => {
  const client = await practice.activeClient('Noemi', 'Varga');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'Good morning.');
  const page = await device({ as: client });
  await page.goto(portal(WILLOW, '/home'));
  await isIn(page, 'Noemi');
  await icon(page).focus();
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('Good');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('morning.');
  await page.keyboard.press('Enter');
  await expect(said(page, /Good\s+morning\./).last()).toContainText('Sent');
  await expect(box(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Attach files' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('log')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(icon(page)).toBeFocused();
  expect((await clientFinds(practice, client, id)).map(({ text }) => text)).toEqual(['Good morning.', 'Good\nmorning.']);
});

test('older messages come while scrolling up, and the place is kept', async ({ device, practice }) => {
  const client = await practice.activeClient('Ruth', 'Okonjo');
  const id = await conversation(practice, client.client);
  for (let n = 1; n <= 120; n += 1) await (n % 3 === 0 ? clientWrites(practice, client, id, `Number ${n}.`) : staffWrite(practice, id, `Number ${n}.`));
  const page = await device({ as: client });
  await openTalk(page, id);
  const thread = page.getByRole('log');
  await expect(said(page, 'Number 120.')).toBeInViewport();
  await expect(said(page, 'Number 71.')).toHaveCount(1);
  await expect(said(page, 'Number 70.')).toHaveCount(0);
  // A little below the top: what is read there must not jump when more comes above it.
  const before = await thread.evaluate((element) => {
    element.scrollTop = 200;
    const line = [...element.querySelectorAll('li')].find((item) => item.textContent.includes('Number 76.'));
    return line!.getBoundingClientRect().top;
  });
  await expect(said(page, 'Number 21.')).toHaveCount(1);
  await expect.poll(async () => Math.abs((await said(page, 'Number 76.').boundingBox())!.y - before)).toBeLessThan(3);
  await thread.evaluate((element) => (element.scrollTop = 0));
  await expect(said(page, 'Number 1.')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Show earlier messages' })).toHaveCount(0);
  await expect(said(page, /^.*Number \d+\./)).toHaveCount(120);
  // What comes meanwhile does not pull the reader away.
  await staffWrite(practice, id, 'Something new.');
  const down = page.getByRole('button', { name: 'New messages' });
  await expect(down).toBeVisible();
  await expect(said(page, 'Something new.')).not.toBeInViewport();
  await down.click();
  await expect(said(page, 'Something new.')).toBeInViewport();
  await expect(down).toHaveCount(0);
});

test('one conversation opens at once, several are a list, and the front desk can be written to', async ({ device, practice }) => {
  const client = await practice.activeClient('Ilse', 'Brandvold');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'Hello, Ilse.');
  const page = await device({ as: client });
  await page.goto(portal(WILLOW, '/messages'));
  await expect(said(page, 'Hello, Ilse.')).toBeVisible();
  await page.getByRole('link', { name: 'All conversations' }).click();
  await expect(heading(page, 'Messages')).toBeVisible();
  await staffWrite(practice, id, 'Are you there?');
  await expect(page.getByRole('main').getByRole('link', { name: /Jordan Hale/ }), 'the list follows').toContainText('1 new');
  await look(page, 'portal-messages-list');
  await page.getByRole('button', { name: 'Write to the front desk' }).click();
  await expect(page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/^This is not for emergencies: call 988/), "the practice's own line").toBeVisible();
  await expect(page.getByText('No messages yet')).toBeVisible();
  await look(page, 'portal-messages-empty');
  await box(page).fill('Do you have a lift?');
  await sendButton(page).click();
  await expect(said(page, 'Do you have a lift?')).toContainText('Sent');
  await page.getByRole('navigation', { name: 'Messages' }).getByRole('link', { name: /Jordan Hale/ }).click();
  await expect(said(page, 'Hello, Ilse.')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/messages/${id}$`));
  await look(page, 'portal-messages-beside');
});

test('who may not write has no icon and no page', async ({ device, practice }) => {
  const client = await practice.activeClient('Tomas', 'Lindqvist');
  const access = `/practice/clients/${client.client.id}/portal-access`;
  const { rights } = await practice.call<{ rights: object }>('get', access);
  await practice.call('put', access, { rights: { ...rights, messages: false } });
  const page = await device({ as: client });
  await page.goto(portal(WILLOW, '/home'));
  await isIn(page, 'Tomas');
  await expect(icon(page)).toHaveCount(0);
  await page.goto(portal(WILLOW, '/messages'));
  await expect(heading(page, 'This page does not exist')).toBeVisible();
});
