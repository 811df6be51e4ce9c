// Somebody who is no client yet asks for a first appointment (B11).
import { boxes, openDoor, setRules } from './booking.ts';
import { createPassword, givePin, heading, isIn, portal } from './client.ts';
import { HARBOR, WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { invitationIn } from './mailbox.ts';
import { toast } from './staff.ts';

test('the door is closed until a service is open to new clients', async ({ device, harbor }) => {
  const phone = await device({ size: 'phone' });
  const { items } = await harbor.call<{ items: { id: string; details: { for_new_clients: boolean } }[] }>('get', '/practice/services');
  for (const { id, details } of items) await harbor.call('put', `/practice/services/${id}`, { ...details, for_new_clients: false });
  await phone.goto(portal(HARBOR));
  await expect(phone.locator('.door .actions a'), 'there is the number, and no other way').toHaveText([/^Call /]);
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
  await expect(phone.getByRole('heading', { name: 'Check your e-mail' })).toBeFocused();
  await look(phone, 'portal-new-code');
  expect(await requests(), 'nothing is asked for yet').toEqual([]);

  const mail = await mailbox.newest(email, 'first_visit_code');
  const code = /\b\d{6}\b/.exec(mail.text)?.[0];
  expect(code, 'the e-mail has a code of six digits').toBeTruthy();
  const submit = phone.getByRole('button', { name: 'Send request' });
  await phone.reload();
  await phone.getByLabel('Code from the e-mail').fill(code === '000000' ? '000001' : '000000');
  await submit.click();
  await expect(phone.getByRole('alert').filter({ hasText: 'Please check the code' })).toContainText('That is not the code we sent.');
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

  // The yes invites them by the same act; they come in, and the session is there.
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/requests');
  const card = desk.locator('.request').filter({ hasText: 'Anneke Visser' });
  await expect(card).toContainText('From a friend');
  await card.getByRole('link', { name: 'Accept' }).click();
  await desk.getByRole('button', { name: 'Accept' }).click();
  await expect(toast(desk, 'Accepted: Anneke Visser.')).toBeVisible();
  await mailbox.newest(email, 'appointment_confirmed');
  const { link, pin } = invitationIn(await mailbox.newest(email, 'portal_invitation'));
  await givePin(phone, link, pin);
  await createPassword(phone, 'seven quiet herons');
  await isIn(phone, 'Anneke');
  await expect(phone.getByText('Confirmed', { exact: true })).toBeVisible();
});

test('somebody new chooses the clinician, and the rest stands there', async ({ device }) => {
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW, '/new'));
  const [clinician, office, service] = [phone.getByLabel('Clinician'), phone.getByLabel('Where'), phone.getByLabel('What for')];
  await expect(clinician.locator('option:checked')).toHaveText('Please choose');
  for (const list of [office, service]) {
    await expect(list).toBeDisabled();
    await expect(list.locator('option:checked')).toHaveText('Choose a clinician first');
  }
  await expect(phone.getByText('Choose above, and the free times appear here.')).toBeVisible();
  await expect(phone.getByRole('button', { name: 'Later' }), 'there is no week to leave yet').toHaveCount(0);
  await look(phone, 'portal-new-choose');
  await clinician.selectOption({ index: 1 });
  for (const list of [office, service]) {
    await expect(list).toBeEnabled();
    await expect(list).not.toHaveValue('');
  }
  await expect(phone.getByRole('heading', { level: 3 })).toHaveCount(7);
  const chosen = await clinician.inputValue();
  await phone.reload();
  await expect(clinician, 'kept for this tab').toHaveValue(chosen);
});
