// Files that the practice asked for, and one that it shares (D10, D12).
import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { heading, portal } from './client.ts';
import { consent, sentTo, share, state, title } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { PICTURE } from './messages.ts';
import { openDocument } from './signing.ts';

/** Chooses files as a person does, from the button. */
async function choose(page: Page, ...files: { name: string; content: Buffer | string }[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files.map(({ name, content }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })));
}

test('d10_d12 both sides of a card go to the practice, and a file comes from it', async ({ device, practice }) => {
  const name = title('Insurance card');
  const client = await practice.activeClient('Tove', 'Kjeldsen');
  const [asked] = await share(practice, client.client, [await consent(practice, name, { asks: 'files', body: 'Please send us a picture of **both sides** of your card.' })]);
  const phone = await device({ size: 'phone', as: client });
  await openDocument(phone, asked!.id, name);
  await phone.getByRole('button', { name: 'Submit' }).click();
  await expect(phone.getByText('Please add at least one file.')).toBeVisible();

  await choose(phone, { name: 'front.png', content: PICTURE }, { name: 'back.png', content: PICTURE }, { name: 'card.html', content: '<h1>Card</h1>' });
  const files = phone.getByRole('main').getByRole('listitem');
  await expect(files.filter({ hasText: 'card.html' }).getByRole('alert')).toContainText('cannot be sent. PDF, PNG, JPEG');
  await expect(files.filter({ hasText: 'front.png' })).toContainText('1 kB');
  await expect(files.filter({ hasText: 'back.png' })).toContainText('1 kB');
  await look(phone, 'portal-documents-upload');
  await phone.getByRole('button', { name: 'Submit' }).click();
  await expect(phone.getByText('A file was not uploaded. Try it again, or remove it.')).toBeVisible();
  await phone.getByRole('button', { name: 'Remove card.html' }).click();
  await phone.getByRole('button', { name: 'Submit' }).click();
  await expect(heading(phone, 'Thank you')).toBeVisible();
  expect(await state(practice, client.client, name)).toBe('submitted');

  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/documents/${asked!.id}`);
  await expect(desk.getByRole('img', { name: 'Picture: front.png' })).toBeVisible();
  await expect(desk.getByRole('img', { name: 'Picture: back.png' })).toBeVisible();
  await look(desk, 'admin-document-files');
  const coming = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Download back.png' }).click();
  expect((await readFile(await (await coming).path())).subarray(1, 4).toString()).toBe('PNG');

  // The other way: something to read, which waits until it was opened.
  const text = 'Three things to try in the evening.\n';
  await practice.upload(`/practice/clients/${client.client.id}/document-files`, 'Evenings.txt', Buffer.from(text));
  await phone.goto(portal(WILLOW, '/documents'));
  await look(phone, 'portal-documents-shared');
  await phone.getByRole('link', { name: 'Evenings.txt' }).click();
  await expect(heading(phone, 'Evenings.txt')).toBeVisible();
  const saved = phone.waitForEvent('download');
  await phone.getByRole('button', { name: 'Save Evenings.txt' }).click();
  expect(await readFile(await (await saved).path(), 'utf8')).toBe(text);
  await look(phone, 'portal-documents-file');
  const shared = async () => (await sentTo(practice, client.client)).find((document) => document.title === 'Evenings.txt')?.state;
  await expect.poll(shared, { message: 'staff see that it was opened' }).toBe('viewed');
  await expect(phone.getByRole('navigation').getByRole('link', { name: /^Documents/ }), 'it waits no more').not.toContainText('1');
});
