// What is for the team only, and what must not be kept: internal notes that no client sees, words that are removed with a reason
// (M10, M12).
import { expect, test } from './fixtures.ts';
import { clientFinds, clientWrites, conversation, said, staffWrite, write } from './inbox.ts';
import { look } from './look.ts';
import { toast } from './staff.ts';

test('an internal note is for the team, and never for the client', async ({ device, practice }) => {
  const client = await practice.activeClient('Petra', 'Novak');
  const id = await conversation(practice, client.client);
  await clientWrites(practice, client, id, 'I feel better this week.');
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  await expect(said(desk, 'I feel better this week.')).toHaveCount(1);
  await desk.getByRole('checkbox', { name: 'Internal note' }).check();
  await expect(desk.getByText('Petra Novak never sees it.')).toBeVisible();
  await desk.getByRole('textbox', { name: 'Message', exact: true }).fill('Ask about the sleep diary.');
  await look(desk, 'admin-messages-note-writing');
  await desk.reload();
  await expect(desk.getByRole('checkbox', { name: 'Internal note' }), 'it does not become a message by a reload').toBeChecked();
  await expect(desk.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('Ask about the sleep diary.');
  const laptop = await device({ as: practice.owner });
  await laptop.goto(`/admin/messages/${id}`);
  await expect(said(laptop, 'I feel better this week.')).toHaveCount(1);
  await expect(laptop.getByRole('textbox', { name: 'Message', exact: true }), 'nor on another device').toHaveValue('');

  await write(desk, 'Ask about the sleep diary.', 'Keep note');
  await expect(said(desk, 'Ask about the sleep diary.')).toContainText('Internal note');
  await expect(said(laptop, 'Ask about the sleep diary.'), 'the team sees it at once').toContainText('Internal note');
  await desk.getByRole('checkbox', { name: 'Internal note' }).uncheck();
  await write(desk, 'I am glad to hear it.');
  await look(desk, 'admin-messages-note');

  const found = await clientFinds(practice, client, id);
  expect(found.map((message) => message.text)).toEqual(['I feel better this week.', 'I am glad to hear it.']);
  const { items } = await practice.call<{ items: { unread: number; last: { seq: number } }[] }>('get', '/portal/conversations', undefined, client);
  expect(items.map((item) => item.last.seq), 'the last that the client knows of is the message').toEqual([found.at(-1)!.seq]);
});

test('words are removed for good, with a reason that only the team reads', async ({ device, practice }) => {
  const client = await practice.activeClient('Ivo', 'Marek');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'The card number is 4111 1111 1111 1111.');
  const desk = await device({ as: practice.owner });
  const other = await device({ as: practice.owner });
  await other.goto(`/admin/messages/${id}`);
  await expect(said(other, 'The card number is')).toHaveCount(1);
  await desk.goto(`/admin/messages/${id}`);
  const message = said(desk, 'The card number is');
  await message.hover();
  await message.getByRole('button', { name: /^Remove the words of Jordan Hale/ }).click();
  const asked = desk.getByRole('dialog', { name: 'Remove these words for good?' });
  await expect(asked).toContainText('The client sees that the practice removed a message, and not why.');
  await asked.getByRole('button', { name: 'Remove for good' }).click();
  await expect(asked.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true');
  await asked.getByLabel('Reason').fill('A card number, sent by mistake');
  await look(desk, 'admin-messages-redact');
  await asked.getByRole('button', { name: 'Remove for good' }).click();
  await expect(toast(desk, 'The words were removed.')).toBeVisible();
  await expect(said(desk, 'The card number is')).toHaveCount(0);
  await expect(said(desk, 'Removed by Jordan Hale')).toContainText('Reason: A card number, sent by mistake');
  await expect(said(other, 'Removed by Jordan Hale'), 'elsewhere, too').toHaveCount(1);
  await look(desk, 'admin-messages-redacted');

  const [left] = await clientFinds(practice, client, id);
  expect(left!.text).toBe('');
  expect(left!.redacted!.reason).toBeNull();
  const { items } = await practice.call<{ items: { act: string }[] }>('get', '/practice/audit-events?limit=50');
  expect(items.map((event) => event.act)).toContain('message.redacted');
});
