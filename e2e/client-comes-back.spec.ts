// Later visits: signing in, a forgotten password, a code read out on the telephone, two practices, a closed portal (A1, A9, A11,
// A17 to A19).
import { createPassword, fromAccountMenu, giveCredentials, givePin, heading, isIn, portal, refusal, signIn } from './client.ts';
import { HARBOR, WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { invitationIn, linkIn } from './mailbox.ts';
import { clientTab, save } from './staff.ts';

const NEW_PASSWORD = 'nine paper lanterns';

test('a client signs in, looks around and signs out', async ({ device, practice }) => {
  const maya = practice.login('client', 'Maya Ortiz');
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW));
  await expect(heading(phone, 'Willow & Reed Therapy')).toBeVisible();
  await look(phone, 'portal-doors');
  await phone.getByRole('link', { name: /^Existing client/ }).click();
  await expect(heading(phone, 'Sign in')).toBeVisible();
  await look(phone, 'portal-sign-in');
  await giveCredentials(phone, maya.email, maya.password);
  await isIn(phone, 'Maya');
  await look(phone, 'portal-home');
  await fromAccountMenu(phone, 'Sign out');
  await expect(phone.getByText('You are signed out.')).toBeVisible();
  await phone.goto(portal(WILLOW, '/home'));
  await expect(heading(phone, 'Sign in')).toBeVisible();
});

test('somebody who was going elsewhere arrives there after signing in', async ({ device, practice }) => {
  const maya = practice.login('client', 'Maya Ortiz');
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW, '/account/devices'));
  await giveCredentials(phone, maya.email, maya.password);
  await expect(heading(phone, 'Devices')).toBeVisible();
});

test('a forgotten password', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Corin', 'Blake');
  const tablet = await device({ as: login });
  await tablet.goto(portal(WILLOW, '/home'));
  await isIn(tablet, 'Corin');

  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW, '/sign-in'));
  await phone.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(heading(phone, 'Forgot your password?')).toBeVisible();
  await look(phone, 'portal-forgot');
  await phone.getByLabel('E-mail').fill('nobody.here@example.com');
  await phone.getByRole('button', { name: 'Send the link' }).click();
  await expect(phone.getByText('If nobody.here@example.com belongs to an account here')).toBeVisible();
  await look(phone, 'portal-forgot-sent');
  await phone.getByRole('button', { name: 'Try another address' }).click();
  await phone.getByLabel('E-mail').fill(login.email);
  await phone.getByRole('button', { name: 'Send the link' }).click();
  await expect(phone.getByText(`If ${login.email} belongs to an account here`)).toBeVisible();
  expect(await mailbox.to('nobody.here@example.com')).toEqual([]);

  const link = linkIn(await mailbox.newest(login.email, 'password_recovery'), '/recovery#');
  await phone.goto(link);
  await expect(heading(phone, 'Choose a new password')).toBeVisible();
  await look(phone, 'portal-recovery');
  await createPassword(phone, NEW_PASSWORD, 'Save new password');
  await expect(phone.getByText('Your new password is set.')).toBeVisible();
  await giveCredentials(phone, login.email, NEW_PASSWORD);
  await isIn(phone, 'Corin');

  await tablet.reload();
  await expect(heading(tablet, 'Sign in'), 'the other device is signed out').toBeVisible();
  await tablet.goto(link);
  await createPassword(tablet, 'twelve copper bells', 'Save new password');
  await expect(refusal(tablet)).toContainText('This link no longer works');
});

test('a code read out on the telephone', async ({ device, practice, mailbox }) => {
  const login = await practice.activeClient('Hedda', 'Lowell');
  const desk = await device({ as: practice.owner });
  await clientTab(desk, login.client);
  await desk.getByRole('button', { name: 'Generate PIN code' }).click();
  const shown = desk.getByRole('dialog').getByText(/^\d{3}\s?\d{3}$/);
  await expect(shown).toBeVisible();
  const code = (await shown.innerText()).replaceAll(/\s/g, '');
  await look(desk, 'admin-pin-code');
  await mailbox.newest(login.email, 'pin_code_created');

  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW, '/sign-in'));
  await phone.getByRole('link', { name: 'The practice gave me a PIN code' }).click();
  await expect(heading(phone, 'Sign in with a PIN code')).toBeVisible();
  await look(phone, 'portal-code');
  const give = async (digits: string) => {
    await phone.getByLabel('E-mail').fill(login.email);
    await phone.getByLabel('PIN code').fill(digits);
    await phone.getByRole('button', { name: 'Continue' }).click();
  };
  await give('12345');
  await expect(refusal(phone)).toContainText('A PIN code has 6 digits');
  await give(code);
  await createPassword(phone, NEW_PASSWORD);
  await isIn(phone, 'Hedda');

  await fromAccountMenu(phone, 'Sign out');
  await phone.goto(portal(WILLOW, '/code'));
  await give(code);
  await expect(refusal(phone), 'it works once').toContainText('That did not work');
});

test('one address, two practices, nothing in common', async ({ device, practice, mailbox }) => {
  const maya = practice.login('client', 'Maya Ortiz');
  const mails = (await mailbox.to(maya.email)).filter((mail) => mail.text.includes(portal(HARBOR)));
  expect(mails, 'the practice next door has invited the same address').toHaveLength(1);
  const { link, pin } = invitationIn(mails[0]!);

  const phone = await device({ size: 'phone' });
  await signIn(phone, WILLOW, maya.email, maya.password);
  await isIn(phone, 'Maya');
  await expect(phone.getByRole('banner')).toContainText('Willow & Reed');
  await phone.goto(portal(HARBOR, '/home'));
  await expect(heading(phone, 'Sign in'), 'a session of one practice opens nothing in the other').toBeVisible();
  await giveCredentials(phone, maya.email, maya.password);
  await expect(refusal(phone), 'nor does its password').toContainText('do not match');

  await givePin(phone, link, pin);
  await createPassword(phone, NEW_PASSWORD);
  await isIn(phone, 'Maya');
  await expect(phone.getByRole('banner')).toContainText('Harbor Street Counseling');
  await expect(phone.getByText('Willow')).toHaveCount(0);
  await look(phone, 'portal-home-of-another-practice');
  await signIn(phone, WILLOW, maya.email, NEW_PASSWORD);
  await expect(refusal(phone)).toContainText('do not match');
  await giveCredentials(phone, maya.email, maya.password);
  await isIn(phone, 'Maya');
});

test('a portal that is switched off says so and gives the number', async ({ device, harbor }) => {
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/settings/portal');
  await expect(heading(desk, 'Portal')).toBeVisible();
  const open = desk.getByRole('checkbox', { name: 'The portal is open' });
  await open.uncheck();
  await save(desk);
  const phone = await device({ size: 'phone' });
  for (const page of ['', '/sign-in', '/forgot', '/welcome']) {
    await phone.goto(portal(HARBOR, page));
    await expect(heading(phone, 'The portal is closed')).toBeVisible();
    await expect(phone.getByRole('link', { name: /^Call / })).toHaveAttribute('href', 'tel:+12125550190');
  }
  await look(phone, 'portal-closed');
  await open.check();
  await save(desk);
  await phone.goto(portal(HARBOR));
  await expect(phone.getByRole('link', { name: /^Existing client/ })).toBeVisible();
});

test('trouble signing in, in plain words', async ({ device }) => {
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW, '/sign-in'));
  await phone.getByRole('link', { name: 'Trouble signing in?' }).click();
  await expect(heading(phone, 'Trouble signing in?')).toBeVisible();
  await expect(phone.getByRole('link', { name: /^Call / })).toHaveAttribute('href', /^tel:\+?\d+$/);
  await look(phone, 'portal-trouble');
});

test('pages that need a link say so when it is not there', async ({ device }) => {
  const phone = await device({ size: 'phone' });
  for (const [page, title] of [
    ['/welcome', 'This page opens from your invitation'],
    ['/recovery', 'This page opens from an e-mail'],
    ['/email-change', 'This page opens from an e-mail'],
  ] as const) {
    await phone.goto(portal(WILLOW, page));
    await expect(heading(phone, title)).toBeVisible();
    await look(phone, `portal${page.replace('/', '-')}-without-link`);
  }
  await phone.goto(portal(WILLOW, '/password'));
  await expect(phone.getByText('This step has ended')).toBeVisible();
  await look(phone, 'portal-password-ended');
});

test('after too many wrong passwords the page says how long to wait', async ({ device, practice }) => {
  const login = await practice.activeClient('Silas', 'Marner');
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW, '/sign-in'));
  const wait = phone.getByText(/^You can try again in /);
  for (let tries = 0; tries < 6 && !(await wait.isVisible()); tries += 1) {
    await giveCredentials(phone, login.email, `not the password ${tries}`);
    await expect(refusal(phone)).toBeVisible();
    await expect(phone.getByRole('button', { name: /Sign in/ })).not.toHaveAttribute('aria-busy', 'true');
  }
  await expect(wait).toBeVisible();
  await expect(phone.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  await look(phone, 'portal-sign-in-wait');
});
