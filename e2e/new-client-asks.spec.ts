// Somebody who is no client yet asks for a first appointment (B11).
import { boxes, openDoor, setRules } from './booking.ts';
import { heading, portal } from './client.ts';
import { HARBOR, expect, test } from './fixtures.ts';
import { look } from './look.ts';

test('the door is closed until a service is open to new clients', async ({ device, harbor }) => {
  const phone = await device({ size: 'phone' });
  const { items } = await harbor.call<{ items: { id: string; details: { for_new_clients: boolean } }[] }>('get', '/practice/services');
  for (const { id, details } of items) await harbor.call('put', `/practice/services/${id}`, { ...details, for_new_clients: false });
  await phone.goto(portal(HARBOR));
  await expect(phone.getByText('To ask for a first appointment, please call us.')).toBeVisible();
  await phone.goto(portal(HARBOR, '/new'));
  await expect(heading(phone, 'First appointments are made by telephone')).toBeVisible();
  await look(phone, 'portal-new-closed');
});

test('somebody new asks for a time, and it counts once the code is given', async ({ device, harbor, mailbox }) => {
  await openDoor(harbor);
  const before = await setRules(harbor, { prescreen_questions: [{ text: 'How did you hear about us?', required: true }] });
  const email = 'anneke.visser@example.com';
  const requests = async () =>
    (await harbor.call<{ items: { client_email: string | null; new_client: boolean; answers: unknown }[] }>('get', '/practice/appointment-requests')).items.filter(
      (request) => request.client_email === email,
    );
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(HARBOR));
  await phone.getByRole('link', { name: 'Ask for a first appointment' }).click();
  await expect(heading(phone, 'Ask for a first appointment')).toBeVisible();
  await expect(boxes(phone).first()).toBeVisible();
  await look(phone, 'portal-new-week');
  await boxes(phone).last().click();
  await phone.locator('.times').getByRole('link').first().click();
  await expect(phone.locator('#ask')).toBeFocused();
  await look(phone, 'portal-new-form');
  const go = phone.getByRole('button', { name: 'Continue' });
  await go.click();
  await expect(phone.getByRole('alert').filter({ hasText: 'Please check these fields' })).toBeFocused();
  await look(phone, 'portal-new-form-incomplete');
  await phone.getByLabel('First name').fill('Anneke');
  await phone.getByLabel('Last name').fill('Visser');
  await phone.getByLabel('E-mail').fill(email);
  await phone.getByLabel('Telephone').fill('+1 212 555 0177');
  await phone.getByLabel('How did you hear about us?').fill('From a friend');
  await go.click();
  await expect(phone.getByRole('heading', { name: 'Look at your e-mail' })).toBeFocused();
  await look(phone, 'portal-new-code');
  expect(await requests(), 'nothing is asked for yet').toEqual([]);

  const mail = await mailbox.newest(email, 'first_visit_code');
  const code = /\b\d{6}\b/.exec(mail.text)?.[0];
  expect(code, 'the e-mail has a code of six digits').toBeTruthy();
  const submit = phone.getByRole('button', { name: 'Send request' });
  await phone.reload();
  await phone.getByLabel('Code from the e-mail').fill(code === '000000' ? '000001' : '000000');
  await submit.click();
  await expect(phone.getByRole('alert').filter({ hasText: 'This is not the code of the e-mail.' }).first()).toBeVisible();
  await look(phone, 'portal-new-code-wrong');
  await phone.getByLabel('Code from the e-mail').fill(code!);
  await submit.click();
  await expect(heading(phone, 'Your request was sent')).toBeFocused();
  await expect(phone.getByText(email)).toBeVisible();
  await phone.getByText('Add to calendar').click();
  await look(phone, 'portal-new-done');
  expect(await requests()).toMatchObject([
    { new_client: true, answers: [{ question: 'How did you hear about us?', answer: 'From a friend' }] },
  ]);
  await setRules(harbor, before);
});
