// What is not gone on with: taken back while it is open, declined with a reason (D11).
import { heading, portal } from './client.ts';
import { consent, form, share, state, title } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { openDocument } from './signing.ts';

test('d11 a form that is taken back while its client writes; a document that its client declines', async ({ device, practice }) => {
  const names = { form: title('Sent by mistake'), consent: title('Photographs') };
  const client = await practice.activeClient('Yrsa', 'Holt');
  const templates = [await form(practice, names.form, [{ key: 'a', kind: 'long_text', label: 'How was your week?' }]), await consent(practice, names.consent)];
  const sent = await share(practice, client.client, templates);
  const id = (name: string) => sent.find((document) => document.title === name)!.id;

  const phone = await device({ size: 'phone', as: client });
  await openDocument(phone, id(names.form), names.form);
  await phone.getByLabel('How was your week?').fill('It was a');
  await expect(phone.locator('#content').getByText('Saved', { exact: true })).toBeVisible();
  await practice.call('post', `/practice/documents/${id(names.form)}/void`, { reason: 'Meant for somebody else.' });
  await phone.getByLabel('How was your week?').fill('It was a long one.');
  await expect(phone.getByText('Your practice took this document back. You do not need to do anything.')).toBeVisible();
  await expect(phone.getByLabel('How was your week?')).toHaveCount(0);
  await expect(phone.getByText('Meant for somebody else.'), 'the reason is for colleagues').toHaveCount(0);
  const waiting = phone.getByRole('navigation').getByRole('link', { name: /^Documents/ });
  await expect(waiting, 'one is left').toContainText('1');
  await expect(phone.getByText('1 of 2')).toHaveCount(0);
  await look(phone, 'portal-documents-void');

  await phone.getByRole('link', { name: 'Next document' }).click();
  await expect(heading(phone, names.consent)).toBeVisible();
  await phone.getByRole('button', { name: 'I do not want to do this' }).click();
  const dialog = phone.getByRole('dialog', { name: `Decline “${names.consent}”?` });
  await dialog.getByLabel('Why, if you want to say').fill('I would rather not be in pictures.');
  await look(phone, 'portal-documents-decline');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(phone.getByText('You declined this document. Your practice knows.')).toBeVisible();
  await look(phone, 'portal-documents-declined');
  expect(await state(practice, client.client, names.consent)).toBe('declined');
  await phone.goto(portal(WILLOW, '/documents'));
  await expect(phone.getByText('Nothing is waiting for you.')).toBeVisible();
  await expect(phone.getByRole('heading', { name: 'No longer needed' })).toBeVisible();
  await look(phone, 'portal-documents-over');

  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/documents/${id(names.consent)}`);
  await expect(desk.getByText('Yrsa Holt does not want to do this. I would rather not be in pictures.')).toBeVisible();
  await look(desk, 'admin-document-declined');
  await desk.goto(`/admin/documents/${id(names.form)}`);
  await expect(desk.getByText('This was taken back. Meant for somebody else.')).toBeVisible();
  await expect(desk.getByText('It was a'), 'what nobody submitted stays the client’s').toHaveCount(0);
});
