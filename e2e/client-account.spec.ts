// My account: password, e-mail, devices, language and notices, who looked at the record (A21, S7).
import { createPassword, fromAccountMenu, giveCredentials, heading, isIn, portal, refusal, signIn } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';

test('a client changes their password', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Greta', 'Voss');
  const other = await device({ as: login });
  await other.goto(portal(WILLOW, '/home'));
  await isIn(other, 'Greta');
  const phone = await device({ size: 'phone' });
  await signIn(phone, WILLOW, login.email, login.password);
  await isIn(phone, 'Greta');
  await fromAccountMenu(phone, 'My account');
  await expect(heading(phone, 'My account')).toBeVisible();
  await look(phone, 'portal-account');
  await phone.getByRole('main').getByRole('link', { name: /^Password/ }).click();
  await expect(heading(phone, 'Change password')).toBeVisible();
  await look(phone, 'portal-account-password');
  await phone.getByLabel('Current password').fill('something else');
  await createPassword(phone, 'four tall cedars', 'Change password');
  await expect(refusal(phone)).toContainText('not your current password');
  await phone.getByLabel('Current password').fill(login.password);
  await phone.getByRole('button', { name: 'Change password' }).click();
  await expect(phone.getByText('Your password is changed.')).toBeVisible();
  await mailbox.newest(login.email, 'password_changed');
  await other.reload();
  await expect(heading(other, 'Sign in'), 'the other device is signed out').toBeVisible();
  await giveCredentials(other, login.email, 'four tall cedars');
  await isIn(other, 'Greta');
});

test('a client changes their e-mail', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Ivo', 'Lind');
  const email = 'ivo.new.address@example.com';
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/account/email'));
  await expect(heading(phone, 'Change e-mail')).toBeVisible();
  await phone.getByLabel('New e-mail').fill(email);
  await phone.getByRole('textbox', { name: 'Your password' }).fill(login.password);
  await phone.getByRole('button', { name: 'Send the link' }).click();
  await expect(phone.getByText(`${email} is waiting to be confirmed.`)).toBeVisible();
  await look(phone, 'portal-account-email');

  const link = linkIn(await mailbox.newest(email, 'email_change'), '/email-change#');
  const laptop = await device();
  await laptop.goto(link);
  await expect(heading(laptop, 'Confirm your new e-mail')).toBeVisible();
  await look(laptop, 'portal-email-change');
  await phone.reload();
  await expect(phone.getByText(`${email} is waiting to be confirmed.`), 'opening the link changes nothing').toBeVisible();
  await laptop.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(laptop.getByText('Your new e-mail address is confirmed.')).toBeVisible();
  await mailbox.newest(login.email, 'email_changed');
  await giveCredentials(laptop, email, login.password);
  await isIn(laptop, 'Ivo');
  await phone.reload();
  await expect(heading(phone, 'Sign in')).toBeVisible();
  await giveCredentials(phone, login.email, login.password);
  await expect(refusal(phone), 'the old address signs nobody in').toBeVisible();
});

test('a client signs a device out, then all of them', async ({ device, practice }) => {
  const login = await practice.activeClient('Lotte', 'Berg');
  const lost = await device();
  await signIn(lost, WILLOW, login.email, login.password);
  await isIn(lost, 'Lotte');
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/account/devices'));
  await expect(heading(phone, 'Devices')).toBeVisible();
  await expect(phone.getByText('This device')).toHaveCount(1);
  await look(phone, 'portal-devices');
  await phone.getByRole('button', { name: /^Sign out: / }).first().click();
  await expect(phone.getByText('That device is signed out.')).toBeVisible();
  await expect(phone.getByRole('button', { name: /^Sign out: / })).toHaveCount(0);
  await lost.reload();
  await expect(heading(lost, 'Sign in')).toBeVisible();

  await phone.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(phone.getByRole('dialog', { name: 'Sign out on all devices?' })).toBeVisible();
  await look(phone, 'portal-devices-everywhere');
  await phone.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(phone.getByText('You are signed out on all devices.')).toBeVisible();
});

test('a client chooses language and notices', async ({ device, practice }) => {
  const login = await practice.activeClient('Rosalind', 'Vega');
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/account/preferences'));
  await expect(heading(phone, 'Language and notices')).toBeVisible();
  await look(phone, 'portal-preferences');
  await phone.getByRole('checkbox', { name: 'Tell me by e-mail when a new device signs in' }).uncheck();
  await phone.getByRole('radio', { name: 'Español' }).check();
  await phone.getByRole('button', { name: 'Save' }).click();
  await expect(phone.getByText('Guardado.')).toBeVisible();
  await expect(phone.locator('html')).toHaveAttribute('lang', 'es');
  await phone.reload();
  await expect(phone.getByRole('radio', { name: 'Español' })).toBeChecked();
  await expect(phone.getByRole('checkbox')).not.toBeChecked();
});

test('a client sees who looked at their record', async ({ device, practice }) => {
  const login = await practice.activeClient('Wanda', 'Kessler');
  await practice.call('get', `/practice/clients/${login.client.id}`);
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/account'));
  await phone.getByRole('main').getByRole('link', { name: /^Who looked at my record/ }).click();
  await expect(heading(phone, 'Who looked at my record')).toBeVisible();
  await expect(phone.getByRole('listitem').filter({ hasText: 'Hale' }).filter({ hasText: 'Looked at it' }).first()).toBeVisible();
  await look(phone, 'portal-record-access');
});
