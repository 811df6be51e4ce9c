// Staff come in by password and second factor (A23), and find back when one of them is lost.
import { fromAccountMenu, heading, refusal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { giveCode, givePassword, isAtHome, save } from './staff.ts';

test('a practice asks for a second factor: enrolling, signing in, recovery codes', async ({ device, harbor }) => {
  const { owner } = harbor;
  const before = await device({ as: owner });
  await before.goto('/admin/settings/sign-in');
  await before.getByRole('checkbox', { name: 'Everybody on the team needs a second step' }).check();
  await save(before);

  const desk = await device();
  await givePassword(desk, owner);
  await expect(heading(desk, 'Set up your second step')).toBeVisible();
  await expect(desk.getByRole('img', { name: /^Picture to scan/ })).toBeVisible();
  await look(desk, 'admin-enrol');
  const secret = (await desk.locator('code').innerText()).replaceAll(/\s/g, '');
  expect(secret).toMatch(/^[A-Z2-7]{16,}$/);
  await desk.getByRole('textbox', { name: 'Code', exact: true }).fill('000000');
  await desk.getByRole('button', { name: 'Confirm' }).click();
  await expect(refusal(desk)).toContainText('This code does not fit.');
  await giveCode(desk, secret, 'Confirm');
  await expect(desk.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
  const codes = await desk.getByRole('region', { name: 'Recovery codes' }).locator('code').allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await look(desk, 'admin-recovery-codes');
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('anteroom-recovery-codes.txt');
  await desk.getByRole('button', { name: 'Continue' }).click();
  await expect(refusal(desk), 'going on asks whether they were kept').toBeVisible();
  await desk.getByRole('checkbox', { name: 'I have kept these codes' }).check();
  await desk.getByRole('button', { name: 'Continue' }).click();
  await isAtHome(desk);
  owner.totp_secret = secret;

  await fromAccountMenu(desk, 'Sign out');
  await givePassword(desk, owner);
  await expect(heading(desk, 'Second step')).toBeVisible();
  await look(desk, 'admin-second-factor');
  await desk.goto('/admin/clients');
  await expect(heading(desk, 'Second step'), 'the password alone opens nothing').toBeVisible();
  await giveCode(desk, secret);
  await isAtHome(desk);

  for (const [turn, works] of [true, false].entries()) {
    await fromAccountMenu(desk, 'Sign out');
    await givePassword(desk, owner);
    await desk.getByRole('button', { name: 'Use a recovery code' }).click();
    await desk.getByLabel('Recovery code').fill(codes[0]!);
    await desk.getByRole('button', { name: 'Continue' }).click();
    if (works) await isAtHome(desk);
    else await expect(refusal(desk), `use ${turn + 1} of one code`).toContainText('This recovery code was used already, or is mistyped.');
  }
  await look(desk, 'admin-recovery-code-refused');
});

test('a clinician with an authenticator app signs in and arrives where they were going', async ({ device, practice }) => {
  const tomas = practice.login('clinician', 'Rivera');
  const desk = await device();
  await desk.goto('/admin/sign-in');
  await desk.getByLabel('Practice address').fill(WILLOW);
  await look(desk, 'admin-sign-in');
  await desk.goto('/admin/clients?search=salazar');
  await expect(heading(desk, 'Sign in')).toBeVisible();
  await desk.getByLabel('Practice address').fill(WILLOW);
  await desk.getByLabel('E-mail').fill(tomas.email);
  await desk.getByRole('textbox', { name: 'Password' }).fill('not his password');
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await expect(refusal(desk)).toContainText('E-mail and password do not fit.');
  await look(desk, 'admin-sign-in-refused');
  await desk.getByRole('textbox', { name: 'Password' }).fill(tomas.password);
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await giveCode(desk, tomas.totp_secret ?? '');
  await expect(heading(desk, 'Clients')).toBeVisible();
  await expect(desk).toHaveURL(/search=salazar/);
  await expect(desk.getByRole('link', { name: 'Mateo Salazar' })).toBeVisible();
});

test('a role sees what is part of it', async ({ device, practice }) => {
  const desk = await device({ as: practice.login('biller') });
  await desk.goto('/admin');
  await isAtHome(desk);
  await expect(desk.getByRole('link', { name: 'Settings' })).toHaveCount(0);
  await desk.goto('/admin/settings/team');
  await expect(heading(desk, 'There is nothing here')).toBeVisible();
  await look(desk, 'admin-not-found');
  const clinician = await device({ as: practice.login('clinician', 'Osei') });
  await clinician.goto('/admin');
  await clinician.getByRole('link', { name: 'Settings' }).filter({ visible: true }).click();
  await expect(heading(clinician, 'Availability')).toBeVisible();
});

test('a forgotten password', async ({ device, practice, mailbox }) => {
  const nadia = practice.login('front_desk');
  const desk = await device();
  await desk.goto(`/admin/sign-in?practice=${WILLOW}`);
  await desk.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(heading(desk, 'Forgot your password?')).toBeVisible();
  await look(desk, 'admin-forgot');
  await desk.getByLabel('E-mail').fill(nadia.email);
  await desk.getByRole('button', { name: 'Send link' }).click();
  await expect(desk.getByText('If somebody works here with this address')).toBeVisible();
  const link = linkIn(await mailbox.newest(nadia.email, 'password_recovery'), '/admin/recovery');
  await desk.goto(link);
  await expect(heading(desk, 'A new password')).toBeVisible();
  await look(desk, 'admin-recovery');
  nadia.password = 'thirteen green umbrellas';
  await desk.getByLabel('New password').fill(nadia.password);
  await desk.getByLabel('The same again').fill(nadia.password);
  await desk.getByRole('button', { name: 'Save password' }).click();
  await expect(desk.getByText('Your new password is saved.')).toBeVisible();
  await givePassword(desk, nadia);
  await isAtHome(desk);
});
