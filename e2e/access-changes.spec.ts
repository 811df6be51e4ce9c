// The practice changes a client's access: another address, or none at all (A7, A8).
import { createPassword, givePin, heading, isIn, portal, refusal, signIn } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { invitationIn } from './mailbox.ts';
import { clientPage, clientTab, save, sendInvitation, toast } from './staff.ts';

const ASKED = 'Update Client Portal access?';

test('another address under Client Info: yes, disable and resend', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Selma', 'Arvidsson');
  const email = 'selma.moved@example.com';
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/home'));
  await isIn(phone, 'Selma');

  const desk = await device({ as: practice.owner });
  await clientPage(desk, login.client, '/edit');
  await desk.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await desk.getByRole('button', { name: 'Save' }).click();
  const dialog = desk.getByRole('dialog', { name: ASKED });
  await expect(dialog).toContainText(`Selma Arvidsson signs in with ${login.email}.`);
  await look(desk, 'admin-update-access');
  await dialog.getByRole('button', { name: 'Yes, disable and resend' }).click();
  await expect(toast(desk, 'The old login has ended.')).toBeVisible();
  await expect(desk.getByText('Not signed in yet.')).toBeVisible();

  await phone.reload();
  await expect(heading(phone, 'Sign in'), 'the old session has ended').toBeVisible();
  await signIn(phone, WILLOW, login.email, login.password);
  await expect(refusal(phone), 'the old login has ended').toBeVisible();
  const { link, pin } = invitationIn(await mailbox.newest(email, 'portal_invitation'));
  await givePin(phone, link, pin);
  await createPassword(phone, 'sixteen slow rivers');
  await isIn(phone, 'Selma');
});

test('another address under Client Info: no, keep it', async ({ device, practice }) => {
  const login = await practice.activeClient('Otis', 'Brand');
  const desk = await device({ as: practice.owner });
  await clientPage(desk, login.client, '/edit');
  await desk.getByRole('textbox', { name: 'E-mail' }).fill('otis.at.work@example.com');
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByRole('dialog', { name: ASKED }).getByRole('button', { name: 'No, keep it' }).click();
  await expect(desk.getByRole('dialog', { name: ASKED })).toBeHidden();
  await clientTab(desk, login.client);
  await expect(desk.getByRole('combobox', { name: 'E-mail' })).toHaveValue(login.email);
  const phone = await device({ size: 'phone' });
  await signIn(phone, WILLOW, login.email, login.password);
  await isIn(phone, 'Otis');
});

test('the dropdown on the Client Portal tab asks the same', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Paula', 'Serrano');
  const work = 'paula.at.work@example.com';
  const { details, version } = await practice.call<{ details: { emails: object[] }; version: number }>('get', `/practice/clients/${login.client.id}`);
  expect(version).toBeGreaterThan(0);
  details.emails.push({ address: work, kind: 'work', email_ok: true });
  await practice.call('put', `/practice/clients/${login.client.id}`, details);

  const desk = await device({ as: practice.owner });
  await clientTab(desk, login.client);
  const choice = desk.getByRole('combobox', { name: 'E-mail' });
  await choice.selectOption(work);
  await desk.getByRole('dialog', { name: ASKED }).getByRole('button', { name: 'No, keep it' }).click();
  await expect(choice, 'nothing was changed').toHaveValue(login.email);
  await choice.selectOption(work);
  await desk.getByRole('dialog', { name: ASKED }).getByRole('button', { name: 'Yes, disable and resend' }).click();
  await expect(desk.getByText('Invited, not signed in yet')).toBeVisible();
  await expect(choice).toHaveValue(work);
  const { link, pin } = invitationIn(await mailbox.newest(work, 'portal_invitation'));
  const phone = await device({ size: 'phone' });
  await givePin(phone, link, pin);
  await expect(heading(phone, 'Create a password')).toBeVisible();
});

test('disabled while signed in, and enabled again by a new invitation', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Emil', 'Novak');
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/account'));
  await expect(heading(phone, 'My account')).toBeVisible();

  const desk = await device({ as: practice.owner });
  await clientTab(desk, login.client);
  await desk.getByRole('button', { name: 'Disable access' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Disable access for Emil Novak?' });
  await look(desk, 'admin-disable-access');
  await dialog.getByRole('button', { name: 'Disable access' }).click();
  await expect(toast(desk, 'Access is disabled.')).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'Enable again with a new invitation' })).toBeVisible();
  await look(desk, 'admin-client-portal-disabled');

  await expect(phone.getByText('You were signed out.'), 'an open page hears of it').toBeVisible();
  await look(phone, 'portal-signed-out');
  await signIn(phone, WILLOW, login.email, login.password);
  await expect(refusal(phone)).toContainText('do not match');

  await sendInvitation(desk);
  const { link, pin } = invitationIn(await mailbox.newest(login.email, 'portal_invitation', 2));
  await givePin(phone, link, pin);
  await createPassword(phone, 'a lamp in the window');
  await isIn(phone, 'Emil');
});

test('rights are saved with the access', async ({ device, practice }) => {
  const login = await practice.activeClient('Viola', 'Stern');
  const desk = await device({ as: practice.owner });
  await clientTab(desk, login.client);
  const messages = desk.getByRole('checkbox', { name: 'Secure messages' });
  await expect(messages).toBeChecked();
  await messages.uncheck();
  await save(desk, 'Save rights');
  await desk.reload();
  await expect(messages).not.toBeChecked();
  await expect(desk.getByRole('checkbox', { name: 'Appointments' })).toBeChecked();
});
