// A practice invites a client, the client comes in (A2 to A6, A12 to A16).
import { type Page } from '@playwright/test';
import { createPassword, givePin, heading, isIn, portal, refusal, signIn } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { invitationIn, wrongPin } from './mailbox.ts';
import { clientTab, sendInvitation } from './staff.ts';

const PASSWORD = 'a kettle on the stove';

test('from the invitation to the portal', async ({ device, practice, mailbox }) => {
  const client = await practice.addClient('Amelia', 'Hartmann');
  const desk = await device({ as: practice.owner });
  await clientTab(desk, client);
  await expect(desk.getByText('Not invited')).toBeVisible();
  await look(desk, 'admin-client-portal-not-invited');
  await sendInvitation(desk);
  await expect(desk.getByText('Not signed in yet.')).toBeVisible();

  const mail = await mailbox.newest(client.email, 'portal_invitation');
  const { link, pin } = invitationIn(mail);
  expect(mail.text).toContain('Willow & Reed');
  expect(mail.text).toContain(portal(WILLOW));
  expect(link, 'the token is where no server sees it').toMatch(/\/welcome#/);
  await expect(desk.getByText('The invitation was sent to')).toBeVisible();
  await look(desk, 'admin-client-portal');

  const phone = await device({ size: 'phone' });
  await phone.goto(link);
  await expect(heading(phone, 'Welcome')).toBeVisible();
  await expect(phone.getByLabel('E-mail', { exact: true })).toHaveValue(client.email);
  await expect(phone, 'the token leaves the address bar').toHaveURL(/\/welcome$/);
  await look(phone, 'portal-welcome');
  await phone.reload();
  await phone.getByLabel('PIN from the e-mail').fill(pin);
  await phone.getByRole('button', { name: 'Continue' }).click();

  await expect(heading(phone, 'Create a password')).toBeVisible();
  await expect(phone.getByText('Hello, Amelia.')).toBeVisible();
  await look(phone, 'portal-password');
  await createPassword(phone, PASSWORD);
  await isIn(phone, 'Amelia');
  await phone.reload();
  await isIn(phone, 'Amelia');

  await desk.reload();
  await expect(desk.getByText(/^Active since/)).toBeVisible();
  await expect(desk.getByText('Not signed in yet.')).toHaveCount(0);
  await look(desk, 'admin-client-portal-active');

  const another = await device();
  await signIn(another, WILLOW, ` ${client.email.toUpperCase()} `, PASSWORD);
  await isIn(another, 'Amelia');
});

test('the keyboard alone is enough', async ({ device, practice }) => {
  const client = await practice.addClient('Kenji', 'Mori');
  const { link, pin } = await practice.invite(client);
  const page = await device();
  await page.goto(link);
  await expect(heading(page, 'Welcome')).toBeVisible();
  await tabTo(page, 'PIN from the e-mail');
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Create a password')).toBeFocused();
  await tabTo(page, 'New password');
  await page.keyboard.type(PASSWORD);
  await tabTo(page, 'The same password again');
  await page.keyboard.type(PASSWORD);
  await tabTo(page, 'Update');
  await page.keyboard.press('Space');
  await expect(heading(page, 'Hello, Kenji')).toBeFocused();
  await tabTo(page, /^Account: /);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'My account' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'My account')).toBeFocused();
});

test('after a resend the older link opens and only the newest PIN works', async ({ device, practice, mailbox }) => {
  const client = await practice.addClient('Odile', 'Renard');
  const desk = await device({ as: practice.owner });
  await clientTab(desk, client);
  await sendInvitation(desk);
  const older = invitationIn(await mailbox.newest(client.email, 'portal_invitation'));
  // One that is still waiting to be sent would be withdrawn.
  await expect(desk.getByText('The invitation was sent to')).toBeVisible();
  await sendInvitation(desk, 'again');
  const newer = invitationIn(await mailbox.newest(client.email, 'portal_invitation', 2));
  expect(newer.link).not.toBe(older.link);

  const phone = await device({ size: 'phone' });
  // One time in ten thousand both PINs are the same; then another one has to do.
  await givePin(phone, older.link, older.pin === newer.pin ? wrongPin(newer.pin) : older.pin);
  await expect(refusal(phone)).toContainText('Use the PIN in the newest e-mail');
  await expect(phone.getByText('Did you get more than one invitation?')).toBeVisible();
  await phone.getByLabel('PIN from the e-mail').fill(newer.pin);
  await phone.getByRole('button', { name: 'Continue' }).click();
  await createPassword(phone, PASSWORD);
  await isIn(phone, 'Odile');

  await desk.reload();
  await expect(desk.getByText(/^Active since/)).toBeVisible();
  await expect(desk.getByRole('checkbox', { name: 'Resend email invitation' })).toHaveCount(0);
});

test('five wrong PINs burn it', async ({ device, practice }) => {
  const client = await practice.addClient('Bruno', 'Castell');
  const { link, pin } = await practice.invite(client);
  const phone = await device({ size: 'phone' });
  for (let turn = 1; turn <= 5; turn += 1) {
    await givePin(phone, link, wrongPin(pin, turn));
    await expect(refusal(phone)).toContainText('That did not work');
  }
  await look(phone, 'portal-welcome-refused');
  await givePin(phone, link, pin);
  await expect(refusal(phone)).toContainText('ask the practice for a new one');
  await expect(heading(phone, 'Welcome')).toBeVisible();

  const desk = await device({ as: practice.owner });
  await clientTab(desk, client);
  await expect(desk.getByText('The PIN was entered wrongly five times')).toBeVisible();
  await look(desk, 'admin-client-portal-burnt');
});

test('a PIN is a wrong password where people sign in', async ({ device, practice }) => {
  const client = await practice.addClient('Nora', 'Ekdal');
  const { pin } = await practice.invite(client);
  const phone = await device({ size: 'phone' });
  await signIn(phone, WILLOW, client.email, pin);
  await expect(refusal(phone)).toContainText('That e-mail and password do not match');
  await expect(phone.getByText('First time here? Open the link')).toBeVisible();
  await look(phone, 'portal-sign-in-refused');
});

test('an address is invited only when e-mail is ok', async ({ device, practice }) => {
  const client = await practice.addClient('Piet', 'de Wit', { emailOk: false });
  const desk = await device({ as: practice.owner });
  await clientTab(desk, client);
  const send = desk.getByRole('button', { name: 'Send e-mail' });
  await expect(send).toBeDisabled();
  await expect(send, 'the button says why').toHaveAccessibleDescription(/"E-mail ok" is not ticked for this address/);
  await look(desk, 'admin-client-portal-email-not-ok');
});

test('one address belongs to one login of a practice', async ({ device, practice }) => {
  const other = await practice.activeClient('Ada', 'Sandberg');
  const client = await practice.addClient('Axel', 'Sandberg', { email: other.email });
  const desk = await device({ as: practice.owner });
  await clientTab(desk, client);
  await sendInvitation(desk);
  const said = refusal(desk);
  await expect(said).toBeVisible();
  await expect(said).not.toContainText('Ada');
});

test('programs that open links change nothing', async ({ device, practice }) => {
  const client = await practice.addClient('Mina', 'Okoro');
  const { link, pin } = await practice.invite(client);
  const scanner = await device();
  for (let turn = 0; turn < 10; turn += 1) {
    await scanner.goto('about:blank');
    await scanner.goto(link);
    await expect(heading(scanner, 'Welcome')).toBeVisible();
    await scanner.request.get(link);
    await scanner.request.head(link);
  }
  expect(await scanner.context().cookies(), 'a link alone signs nobody in').toEqual([]);
  const phone = await device({ size: 'phone' });
  await givePin(phone, link, pin);
  await createPassword(phone, PASSWORD);
  await isIn(phone, 'Mina');
});

test('a password that is short, guessable or the address is sent back', async ({ device, practice }) => {
  const client = await practice.addClient('Tess', 'Albright');
  const { link, pin } = await practice.invite(client);
  const phone = await device({ size: 'phone' });
  await givePin(phone, link, pin);
  await createPassword(phone, 'short');
  await expect(refusal(phone)).toContainText('At least 8 characters');
  await createPassword(phone, client.email);
  await expect(refusal(phone)).toContainText('not your e-mail');
  await createPassword(phone, 'password1');
  await expect(refusal(phone)).toContainText('easy to guess');
  await expect(phone.getByText(/^Strength: /), 'nothing else is said of it').toBeHidden();
  await look(phone, 'portal-password-refused');
  await phone.getByLabel('New password').fill(PASSWORD);
  await phone.getByRole('button', { name: 'Update' }).click();
  await expect(refusal(phone)).toContainText('not the same');
  await createPassword(phone, PASSWORD);
  await isIn(phone, 'Tess');
});

/** Presses Tab until something has focus that is called so, as somebody without a mouse does. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByLabel(name).or(page.getByRole('button', { name })).filter({ visible: true }).first();
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to “${name}”.`);
}
