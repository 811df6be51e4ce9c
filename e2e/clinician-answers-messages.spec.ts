// The clinician's inbox: what comes in shows by itself, is read, searched for and answered; by the keyboard, too (M5–M7, M10).
import { heading } from './client.ts';
import { expect, test } from './fixtures.ts';
import { clientFinds, clientWrites, conversation, line, said, write } from './inbox.ts';
import { look } from './look.ts';
import { idsSent, pressedAgain } from './messages.ts';

test('a message comes in without a reload, is read and answered', async ({ device, practice }) => {
  const client = await practice.activeClient('Odile', 'Ferrant');
  const id = await conversation(practice, client.client);
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/messages');
  await expect(heading(desk, 'Messages')).toBeVisible();
  const row = line(desk, 'Odile Ferrant');
  await expect(row).toContainText('With Jordan Hale');
  await expect(row).toContainText('nothing said yet');
  await expect(row.locator('.count')).toHaveCount(0);

  await clientWrites(practice, client, id, 'Could we meet an hour later on Friday?');
  await expect(row.locator('.count'), 'the row says so by itself').toHaveText('1 unread');
  const badge = desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: /^Messages/ }).locator('.count');
  await expect(badge).toHaveText(/^[1-9]\d*$/);
  const named = async () => (await desk.title()).startsWith(`(${await badge.textContent()}) Messages · `);
  await expect.poll(named, { message: 'the title of the tab counts, too' }).toBe(true);
  await expect(line(desk, '').first(), 'what was written last comes first').toContainText('Odile Ferrant');
  await expect(row, 'nothing of what was said stands in the list').not.toContainText('Friday');
  await look(desk, 'admin-messages');

  await row.click();
  await expect(desk.getByRole('heading', { name: 'Odile Ferrant' })).toBeFocused();
  await expect(desk).toHaveURL(new RegExp(`/admin/messages/${id}$`));
  await expect(said(desk, 'Could we meet an hour later on Friday?')).toHaveCount(1);
  await expect(row.locator('.count'), 'it is read').toHaveCount(0);
  await write(desk, 'Yes, at four then. See https://example.com/parking for the car.');
  await expect(said(desk, 'Yes, at four then.')).toContainText('Sent');
  const link = said(desk, 'Yes, at four then.').getByRole('link', { name: 'https://example.com/parking' });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(row).toContainText('answered');
  await look(desk, 'admin-messages-thread');

  expect((await clientFinds(practice, client, id)).map((message) => message.text)).toEqual([
    'Could we meet an hour later on Friday?',
    'Yes, at four then. See https://example.com/parking for the car.',
  ]);
  await clientWrites(practice, client, id, 'Thank you.');
  await expect(said(desk, 'Thank you.'), 'the answer stands there by itself').toHaveCount(1);
  await desk.reload();
  await expect(said(desk, 'Yes, at four then.')).toContainText('Delivered');
  await expect(said(desk, 'Thank you.')).toHaveCount(1);
});

test('home and the way there by the keyboard alone', async ({ device, practice }) => {
  const clients = [await practice.activeClient('Amos', 'Tillery'), await practice.activeClient('Berit', 'Tillery')];
  for (const client of clients) {
    await clientWrites(practice, client, await conversation(practice, client.client), `This is ${client.name}.`);
  }
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin');
  await expect(desk.getByRole('link', { name: 'Read messages' })).toBeVisible();
  await look(desk, 'admin-home-messages');
  await desk.keyboard.press('g');
  await desk.keyboard.press('m');
  await expect(heading(desk, 'Messages')).toBeFocused();
  await expect(line(desk, 'Berit Tillery')).toBeVisible();
  await desk.keyboard.press('s');
  await expect(desk.getByRole('searchbox', { name: 'Client' })).toBeFocused();
  await desk.keyboard.type('tillery');
  await expect(line(desk, '')).toHaveCount(2);
  await expect(desk, 'whom one looks for stands in no history').not.toHaveURL(/tillery/i);
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('Tab');
  await expect(line(desk, 'Berit Tillery')).toBeFocused();
  await desk.keyboard.press('j');
  await expect(line(desk, 'Amos Tillery')).toBeFocused();
  await desk.keyboard.press('ArrowUp');
  await expect(line(desk, 'Berit Tillery')).toBeFocused();
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: 'Amos Tillery' })).toBeFocused();
  await expect(said(desk, 'This is Amos Tillery.')).toHaveCount(1);
  await desk.keyboard.press('r');
  await expect(desk.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();
  await desk.keyboard.type('Good morning, Amos.');
  await desk.keyboard.press('Shift+Enter');
  await desk.keyboard.type('Until Friday.');
  await desk.keyboard.press('Enter');
  await expect(said(desk, 'Good morning, Amos.')).toContainText('Until Friday.');
  await expect(desk.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('');
});

test('nobody fits, and everything is there again', async ({ device, practice }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/messages');
  await desk.getByRole('searchbox', { name: 'Client' }).fill('nobody is called so');
  await expect(desk.getByText('No client fits')).toBeVisible();
  await look(desk, 'admin-messages-none');
  await desk.getByRole('button', { name: 'Show all conversations' }).click();
  await expect(desk.getByText('No client fits')).toHaveCount(0);
  await desk.goto('/admin/messages/01890000-0000-7000-8000-000000000000');
  await expect(desk.getByText('This conversation is not here')).toBeVisible();
  await look(desk, 'admin-messages-missing');
});

test('on a phone the list and the conversation come one after the other', async ({ device, practice }) => {
  const client = await practice.activeClient('Sunniva', 'Brandt');
  const id = await conversation(practice, client.client);
  await clientWrites(practice, client, id, 'I am running ten minutes late.');
  const phone = await device({ size: 'phone', as: practice.owner });
  await phone.goto('/admin/messages');
  await line(phone, 'Sunniva Brandt').click();
  await expect(phone.getByRole('heading', { name: 'Sunniva Brandt' })).toBeFocused();
  await expect(said(phone, 'I am running ten minutes late.')).toBeVisible();
  await expect(line(phone, 'Sunniva Brandt')).toBeHidden();
  await phone.getByRole('link', { name: 'Back to the conversations' }).click();
  await expect(line(phone, 'Sunniva Brandt')).toBeVisible();
  await expect(heading(phone, 'Messages')).toBeFocused();
});

test('what is being written is there on the other device, and a message that does not go is kept', async ({ device, practice }) => {
  const client = await practice.activeClient('Ragnar', 'Lie');
  const id = await conversation(practice, client.client);
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  const box = desk.getByRole('textbox', { name: 'Message', exact: true });
  await box.fill('Half a sentence');
  await expect(desk.getByText('Draft saved')).toBeVisible();
  const laptop = await device({ as: practice.owner });
  await laptop.goto(`/admin/messages/${id}`);
  await expect(laptop.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('Half a sentence');
  await laptop.close();

  const ids = idsSent(desk, 'A whole sentence.');
  await desk.context().setOffline(true);
  await box.fill('A whole sentence.');
  for (let turn = 0; turn < 5; turn += 1) await desk.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(said(desk, 'A whole sentence.')).toContainText('Not sent yet.');
  await pressedAgain(desk, 'A whole sentence.', ids);
  await expect(said(desk, 'A whole sentence.').getByRole('button', { name: 'Try again' })).toBeVisible();
  await look(desk, 'admin-messages-not-sent');
  await desk.context().setOffline(false);
  await expect(said(desk, 'A whole sentence.')).toContainText('Sent');
  expect((await clientFinds(practice, client, id)).map((message) => message.text)).toEqual(['A whole sentence.']);
  expect(new Set(ids).size, 'each time it was the same message').toBe(1);
});
