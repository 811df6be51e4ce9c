// What was submitted comes back with a note, is corrected, and is looked at again (D5, D9).
import { heading } from './client.ts';
import { form, share, state, title } from './documents.ts';
import { expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { openDocument, submit } from './signing.ts';
import { toast } from './staff.ts';

const NOTE = 'The number has a digit too few.\nCould you look again?';

test('d9 a form is returned with a note, corrected, and marked complete', async ({ device, mailbox, practice }) => {
  const name = title('How to reach you');
  const questions = [
    { key: 'phone', kind: 'short_text', label: 'Under which number can we reach you?', required: true },
    { key: 'when', kind: 'yes_no', label: 'May we leave a message there?' },
  ];
  const client = await practice.activeClient('Runa', 'Eklund');
  const [sent] = await share(practice, client.client, [await form(practice, name, questions)]);
  const id = sent!.id;

  const phone = await device({ size: 'phone', as: client });
  await openDocument(phone, id, name);
  await phone.getByLabel('Under which number').fill('212 555 014');
  await phone.getByRole('radio', { name: 'Yes' }).check();
  await submit(phone);

  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/documents/${id}`);
  await expect(desk.getByText('212 555 014')).toBeVisible();
  await look(desk, 'admin-document-to-look-at');
  await desk.getByRole('button', { name: 'Return for correction' }).click();
  const dialog = desk.getByRole('dialog', { name: `Return “${name}” for correction?` });
  await dialog.getByLabel('What is to be corrected').fill(NOTE);
  await look(desk, 'admin-document-return');
  await dialog.getByRole('button', { name: 'Return it' }).click();
  await expect(toast(desk, 'Returned to Runa Eklund.')).toBeVisible();
  await expect(desk.getByText('You asked for corrections')).toContainText('Could you look again?');

  // The letter says that something waits, and neither what nor why.
  const letter = await mailbox.newest(client.email, 'documents_shared', 2);
  expect(`${letter.subject} ${letter.text}`).not.toMatch(/digit|How to reach you|Eklund/);
  await phone.goto(linkIn(letter, '/documents'));
  await expect(phone.getByRole('listitem').filter({ hasText: name })).toContainText('Please correct');
  await phone.getByRole('link', { name }).click();
  await expect(phone.getByText('Your practice asks for a correction')).toBeVisible();
  await expect(phone.getByText('Could you look again?')).toBeVisible();
  await expect(phone.getByLabel('Under which number'), 'what was answered is still there').toHaveValue('212 555 014');
  await look(phone, 'portal-documents-returned');
  await phone.getByLabel('Under which number').fill('212 555 0148');
  await submit(phone);
  expect(await state(practice, client.client, name)).toBe('submitted');

  await desk.reload();
  await expect(desk.getByText('212 555 0148')).toBeVisible();
  await expect(desk.getByText('You asked for corrections'), 'it was answered').toHaveCount(0);
  await desk.getByRole('button', { name: 'Mark complete' }).click();
  await expect(toast(desk, 'Marked complete.')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Return for correction' })).toHaveCount(0);
  await openDocument(phone, id, name);
  await expect(phone.getByText('This is done.')).toBeVisible();
  await expect(phone.getByText('212 555 0148')).toBeVisible();
  await look(phone, 'portal-documents-completed');
});

test('d5 whoever opens the list of answers with something missing is led back to it', async ({ device, practice }) => {
  const name = title('Two questions');
  const questions = [
    { key: 'a', kind: 'number', label: 'How many hours do you sleep?', required: true },
    { key: 'b', kind: 'yes_no', label: 'Is that enough?' },
  ];
  const client = await practice.activeClient('Silje', 'Moe');
  const [sent] = await share(practice, client.client, [await form(practice, name, questions)]);
  const phone = await device({ size: 'phone', as: client });
  await openDocument(phone, sent!.id, name);
  const hours = phone.getByLabel('How many hours do you sleep?');
  await hours.fill('enough');
  // What is said of the one appears above the other, which is pressed right now.
  await phone.getByRole('radio', { name: 'Yes' }).check();
  await expect(hours).toHaveAccessibleDescription(/number/);
  await hours.fill('');
  await expect(phone.locator('#content').getByText('Saved', { exact: true })).toBeVisible();
  await phone.goto(`${phone.url()}/review`);
  await expect(heading(phone, 'Please check your answers')).toBeVisible();
  await phone.getByRole('button', { name: 'Submit' }).click();
  await expect(phone.getByRole('alert').filter({ hasText: 'Please check these answers' })).toBeFocused();
  await phone.getByRole('alert').getByRole('link', { name: /^How many hours do you sleep\?/ }).click();
  await expect(hours).toBeFocused();
  await look(phone, 'portal-documents-refused');
});
