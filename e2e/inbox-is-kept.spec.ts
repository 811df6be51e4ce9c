// Who looks after a conversation, what is put away, what is to be come back to, what is saved as a file (M1, M10).
import { readFile } from 'node:fs/promises';
import { heading } from './client.ts';
import { expect, test } from './fixtures.ts';
import { act, clientWrites, conversation, line, said, staffWrite, write } from './inbox.ts';
import { look } from './look.ts';
import { toast } from './staff.ts';

test('a conversation is given to somebody, who sees it from here on', async ({ device, practice }) => {
  const client = await practice.activeClient('Lena', 'Ekberg');
  const id = await conversation(practice, client.client);
  await clientWrites(practice, client, id, 'Said before.');
  const desk = await device({ as: practice.owner });
  const front = await device({ as: practice.login('front_desk') });
  await front.goto('/admin/messages');
  await expect(heading(front, 'Messages')).toBeVisible();
  await expect(line(front, 'Lena Ekberg'), 'nothing of theirs').toHaveCount(0);

  await desk.goto(`/admin/messages/${id}`);
  await act(desk, 'Assign');
  const asked = desk.getByRole('dialog', { name: 'Who looks after this conversation?' });
  const { name } = practice.login('front_desk');
  await expect(asked.getByLabel('Looked after by').locator('option', { hasText: name })).toHaveCount(1);
  const choice = await asked.getByLabel('Looked after by').locator('option', { hasText: name }).getAttribute('value');
  await asked.getByLabel('Looked after by').selectOption(choice!);
  await look(desk, 'admin-messages-assign');
  await asked.getByRole('button', { name: 'Assign' }).click();
  await expect(toast(desk, `${name} looks after it now.`)).toBeVisible();
  await expect(line(desk, 'Lena Ekberg')).toContainText(`assigned to ${name}`);

  await expect(line(front, 'Lena Ekberg'), 'it comes to them by itself').toBeVisible();
  await clientWrites(practice, client, id, 'Said afterwards.');
  await line(front, 'Lena Ekberg').click();
  await expect(said(front, 'Said afterwards.')).toHaveCount(1);
  await expect(said(front, 'Said before.'), 'what was said before is not shown').toHaveCount(0);
  await write(front, 'I have passed it on.');
  await front.getByRole('combobox', { name: 'Show' }).selectOption('me');
  await expect(front).toHaveURL(/assigned=me/);
  await expect(line(front, 'Lena Ekberg')).toBeVisible();

  await act(desk, 'Assign');
  await asked.getByLabel('Looked after by').selectOption('usual');
  await asked.getByRole('button', { name: 'Assign' }).click();
  await expect(toast(desk, /It is with Jordan Hale.* again\./)).toBeVisible();
  await expect(line(front, 'Lena Ekberg'), 'no longer theirs').toHaveCount(0);
  await front.goto(`/admin/messages/${id}`);
  await expect(front.getByText('You can read what was said until then.')).toBeVisible();
  await expect(front.getByRole('textbox', { name: 'Message', exact: true })).toHaveCount(0);
  await look(front, 'admin-messages-taken-back');
});

test('a conversation is put away, found again, and comes back when somebody writes', async ({ device, practice }) => {
  const client = await practice.activeClient('Tobias', 'Wren');
  const id = await conversation(practice, client.client);
  await clientWrites(practice, client, id, 'That is all for now.');
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  await expect(said(desk, 'That is all for now.')).toHaveCount(1);
  await act(desk, 'Archive');
  const told = toast(desk, 'The conversation with Tobias Wren is archived.');
  await expect(told).toBeVisible();
  await expect(line(desk, 'Tobias Wren')).toHaveCount(0);
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect(line(desk, 'Tobias Wren')).toBeVisible();

  await line(desk, 'Tobias Wren').click();
  await expect(desk.getByRole('heading', { name: 'Tobias Wren' })).toBeFocused();
  await desk.keyboard.press('e');
  await expect(line(desk, 'Tobias Wren')).toHaveCount(0);
  await desk.getByRole('link', { name: 'Archived', exact: true }).click();
  await expect(desk).toHaveURL(/folder=archived/);
  await expect(line(desk, 'Tobias Wren')).toBeVisible();
  await look(desk, 'admin-messages-archived');
  await clientWrites(practice, client, id, 'One more thing.');
  await expect(line(desk, 'Tobias Wren'), 'a new message takes it out').toHaveCount(0);
  await desk.getByRole('link', { name: 'Inbox', exact: true }).click();
  await expect(line(desk, 'Tobias Wren').locator('.count')).toHaveText('1 unread');
});

test('a conversation is marked unread, to come back to it', async ({ device, practice }) => {
  const client = await practice.activeClient('Zora', 'Hale');
  const id = await conversation(practice, client.client);
  await clientWrites(practice, client, id, 'Please think about it.');
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  await expect(said(desk, 'Please think about it.')).toHaveCount(1);
  await expect(line(desk, 'Zora Hale').locator('.count')).toHaveCount(0);
  await act(desk, 'Mark unread');
  await expect(desk).toHaveURL(/\/admin\/messages$/);
  await expect(line(desk, 'Zora Hale').locator('.count')).toHaveText('1 unread');
  await desk.reload();
  await expect(line(desk, 'Zora Hale').locator('.count'), 'the server knows').toHaveText('1 unread');
  await line(desk, 'Zora Hale').click();
  await expect(line(desk, 'Zora Hale').locator('.count'), 'until it is read again').toHaveCount(0);
});

test('a mark goes with the first look, also where only the clinician wrote', async ({ device, practice }) => {
  const client = await practice.activeClient('Ylva', 'Morand');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'I will come back to this.');
  const desk = await device({ as: practice.owner });
  const looked = () => desk.waitForResponse((response) => response.url().endsWith(`/conversations/${id}/read`));
  const first = looked();
  await desk.goto(`/admin/messages/${id}`);
  expect((await first).ok()).toBe(true);
  await act(desk, 'Mark unread');
  await expect(desk).toHaveURL(/\/admin\/messages$/);
  await expect(line(desk, 'Ylva Morand').locator('.count')).toHaveText('1 unread');
  const second = looked();
  await line(desk, 'Ylva Morand').click();
  expect((await second).ok()).toBe(true);
  await expect(line(desk, 'Ylva Morand').locator('.count')).toHaveCount(0);
  await desk.goto('/admin/messages');
  await expect(line(desk, 'Ylva Morand')).toBeVisible();
  await expect(line(desk, 'Ylva Morand').locator('.count'), 'the server knows').toHaveCount(0);
});

test('staff write first: from the inbox and from the client', async ({ device, practice }) => {
  const client = await practice.activeClient('Mirela', 'Sand');
  const stranger = await practice.addClient('Uwe', 'Kern');
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/clients/${stranger.id}/messages`);
  await expect(desk.getByText('They have not been invited to the portal')).toBeVisible();
  await expect(desk.getByRole('link', { name: 'Message', exact: true })).toHaveCount(0);
  await look(desk, 'admin-client-messages-not-invited');

  await desk.goto(`/admin/clients/${client.client.id}`);
  await desk.getByRole('link', { name: 'Message', exact: true }).click();
  await expect(desk.getByRole('heading', { name: 'New message' })).toBeFocused();
  await expect(desk.getByText('Client: Mirela Sand')).toBeVisible();
  await look(desk, 'admin-messages-new');
  await expect(desk.getByLabel('Conversation with').locator('option:checked'), 'one\'s own is the usual one').toContainText('Jordan Hale');
  await desk.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(desk.getByRole('heading', { name: 'Mirela Sand' })).toBeFocused();
  await write(desk, 'Welcome, Mirela.');
  await desk.goto(`/admin/clients/${client.client.id}/messages`);
  await expect(desk.getByRole('link', { name: /^With Jordan Hale/ })).toBeVisible();
  await look(desk, 'admin-client-messages');
  await desk.getByRole('link', { name: /^With Jordan Hale/ }).click();
  await expect(said(desk, 'Welcome, Mirela.')).toHaveCount(1);

  await desk.getByRole('link', { name: 'New message' }).click();
  await expect(desk.getByRole('heading', { name: 'New message' })).toBeFocused();
  await desk.getByRole('region', { name: 'New message' }).getByRole('searchbox', { name: 'Client', exact: true }).fill('kern');
  await desk.getByRole('button', { name: /Uwe Kern/ }).click();
  await expect(desk.getByText('They have not been invited to the portal')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Write', exact: true })).toBeDisabled();
});

test('a conversation is saved as a PDF, with notes only when they are asked for', async ({ device, practice }) => {
  const client = await practice.activeClient('Hedda', 'Lund');
  const id = await conversation(practice, client.client);
  await clientWrites(practice, client, id, 'Please keep this: شكرا, 谢谢, 🙏');
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  await expect(said(desk, 'Please keep this')).toHaveCount(1);
  await desk.getByRole('checkbox', { name: 'Internal note' }).check();
  await write(desk, 'Told the insurer.', 'Keep note');

  await act(desk, 'Export as PDF…');
  const asked = desk.getByRole('dialog', { name: 'Export this conversation?' });
  await expect(asked.getByRole('radio', { name: 'Everything' })).toBeChecked();
  await expect(asked.getByRole('checkbox', { name: 'Internal notes, too' }), 'not unless somebody wants them').not.toBeChecked();
  await look(desk, 'admin-messages-export');
  const sizes = [];
  for (const notes of [false, true]) {
    if (notes) {
      await act(desk, 'Export as PDF…');
      await asked.getByRole('checkbox', { name: 'Internal notes, too' }).check();
    }
    const coming = desk.waitForEvent('download');
    await asked.getByRole('button', { name: 'Export PDF' }).click();
    const download = await coming;
    expect(download.suggestedFilename(), 'no name of a client').toMatch(/^conversation-\d{4}-\d\d-\d\d\.pdf$/);
    const file = await readFile(await download.path());
    expect(file.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    expect(file.subarray(-6).toString('latin1')).toContain('%%EOF');
    sizes.push(file.length);
    await expect(asked).toBeHidden();
  }
  expect(sizes[1], 'the note is in the second one').toBeGreaterThan(sizes[0]!);

  await act(desk, 'Export as PDF…');
  await asked.getByRole('radio', { name: 'Some days of it' }).check();
  await asked.getByLabel('First day').fill('3/2/2027');
  await asked.getByLabel('Last day').fill('3/1/2027');
  await asked.getByRole('button', { name: 'Export PDF' }).click();
  await expect(asked.getByText('The last day must not come before the first.').first()).toBeVisible();
  await look(desk, 'admin-messages-export-days');
  const { items } = await practice.call<{ items: { act: string }[] }>('get', '/practice/audit-events?limit=50&act=conversation.exported');
  expect(items, 'each is written down').toHaveLength(2);
});
