// The team: an invitation by e-mail, joining, another role, leaving; and the log of who did what (S6, S7).
import { readFile } from 'node:fs/promises';
import { heading, refusal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { givePassword, isAtHome, save, toast } from './staff.ts';

const PASSWORD = 'fourteen brass buttons';

test('an owner invites a colleague, who joins, changes and leaves', async ({ device, practice, mailbox }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/settings/team');
  await expect(heading(desk, 'Team')).toBeVisible();
  await look(desk, 'admin-settings-team');
  await desk.getByRole('link', { name: 'Invite somebody' }).click();
  const panel = desk.getByRole('complementary', { name: 'Invite somebody' });
  await look(desk, 'admin-settings-team-invite');
  await panel.getByLabel('E-mail').fill(practice.owner.email);
  await panel.getByLabel('First name').fill('Ezra');
  await panel.getByLabel('Last name').fill('Lockwood');
  await panel.getByLabel('NPI').fill('1234567890');
  await panel.getByRole('radio', { name: /^Front desk/ }).check();
  await panel.getByRole('button', { name: 'Send invitation' }).click();
  await expect(refusal(desk)).toContainText('An NPI has 10 digits');
  await panel.getByLabel('NPI').fill('');
  await panel.getByRole('button', { name: 'Send invitation' }).click();
  await expect(refusal(desk)).toContainText('already belongs to another login');
  await panel.getByLabel('E-mail').fill('ezra@willow-reed.example');
  await panel.getByRole('button', { name: 'Send invitation' }).click();
  await expect(toast(desk, 'The invitation to ezra@willow-reed.example is on its way.')).toBeVisible();
  const row = desk.getByRole('row').filter({ hasText: 'Ezra Lockwood' });
  await expect(row).toContainText('Not yet');

  const older = linkIn(await mailbox.newest('ezra@willow-reed.example', 'staff_invitation'), '/admin/join');
  await row.getByRole('link', { name: 'Ezra Lockwood' }).click();
  await desk.getByRole('button', { name: 'Send invitation again' }).click();
  await expect(toast(desk, 'The invitation is on its way again.')).toBeVisible();
  const link = linkIn(await mailbox.newest('ezra@willow-reed.example', 'staff_invitation', 2), '/admin/join');
  expect(link).not.toBe(older);

  const laptop = await device();
  await laptop.goto(link);
  await expect(heading(laptop, 'Join your practice')).toBeVisible();
  await expect(laptop.getByLabel('E-mail')).toHaveValue('ezra@willow-reed.example');
  await look(laptop, 'admin-join');
  await laptop.getByLabel('New password').fill('willow');
  await laptop.getByLabel('The same again').fill('willow');
  await laptop.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(refusal(laptop)).toContainText('characters');
  await laptop.getByLabel('New password').fill(PASSWORD);
  await laptop.getByLabel('The same again').fill(PASSWORD);
  await laptop.getByRole('button', { name: 'Save and sign in' }).click();
  await isAtHome(laptop);

  await desk.reload();
  await expect(row).toContainText('Active');
  await desk.getByRole('radio', { name: /^Biller/ }).check();
  await save(desk);
  await laptop.reload();
  await expect(heading(laptop, 'Sign in'), 'another role ends the sessions').toBeVisible();
  const login = { app: 'admin', practice: WILLOW, role: 'biller', name: 'Ezra Lockwood', email: 'ezra@willow-reed.example', password: PASSWORD } as const;
  await givePassword(laptop, login);
  await isAtHome(laptop);

  await desk.getByRole('button', { name: 'Deactivate' }).click();
  await look(desk, 'admin-settings-team-deactivate');
  await desk.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(toast(desk, 'They can no longer sign in.')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Reactivate' })).toBeVisible();
  await laptop.reload();
  await expect(heading(laptop, 'Sign in')).toBeVisible();
  await givePassword(laptop, login);
  await expect(refusal(laptop)).toContainText('E-mail and password do not fit.');
});

test('the last owner cannot go', async ({ device, practice }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/settings/team');
  await desk.getByRole('link', { name: /Jordan Hale/ }).click();
  await expect(desk.getByRole('button', { name: 'Deactivate' })).toHaveCount(0);
  await desk.getByRole('radio', { name: /^Clinician/ }).check();
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(refusal(desk)).toContainText('This is the last owner.');
});

test('the audit log: who did what, for whom, whole, and as a file', async ({ device, practice }) => {
  const client = await practice.addClient('Thelma', 'Rask');
  await practice.invite(client);
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/settings/audit');
  await expect(heading(desk, 'Audit log')).toBeVisible();
  await expect(desk.getByText('The log is whole')).toBeVisible();
  await look(desk, 'admin-settings-audit');
  await desk.getByRole('link', { name: 'Thelma Rask' }).first().click();
  await expect(desk.getByText('Only lines about one client are shown.')).toBeVisible();
  await expect(desk).toHaveURL(new RegExp(`client=${client.id}`));
  const lines = desk.getByRole('table', { name: 'Audit log' }).getByRole('row');
  await expect(lines.filter({ hasText: 'Jordan Hale, PhD (staff)' })).not.toHaveCount(0);
  await expect(lines.filter({ hasNotText: 'Thelma Rask' })).toHaveCount(1);
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Export CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.trim().split('\n').length).toBe(await lines.count());
  await desk.getByRole('textbox', { name: 'From' }).fill('1/1/2001');
  await desk.getByRole('textbox', { name: 'Until' }).fill('1/2/2001');
  await desk.getByRole('textbox', { name: 'Until' }).blur();
  await expect(desk.getByText('No lines fit')).toBeVisible();
  await desk.getByRole('button', { name: 'Show everything' }).click();
  await expect(lines.filter({ hasNotText: 'Thelma Rask' })).not.toHaveCount(1);
});

test('staff look after their own account', async ({ device, practice }) => {
  const amara = practice.login('clinician', 'Osei');
  const lost = await device();
  await givePassword(lost, amara);
  await isAtHome(lost);
  const desk = await device();
  await givePassword(desk, amara);
  await isAtHome(desk);
  await desk.goto('/admin/account');
  await expect(heading(desk, 'My account')).toBeVisible();
  await look(desk, 'admin-account');
  await desk.getByLabel('Current password').fill('not this one');
  await desk.getByLabel('New password').fill(PASSWORD);
  await desk.getByLabel('The same again').fill(PASSWORD);
  await desk.getByRole('button', { name: 'Change password' }).click();
  await expect(refusal(desk)).toContainText('This is not your current password.');
  await desk.getByLabel('Current password').fill(amara.password);
  await desk.getByRole('button', { name: 'Change password' }).click();
  await expect(toast(desk, 'Your password is changed.')).toBeVisible();
  amara.password = PASSWORD;
  await lost.reload();
  await expect(heading(lost, 'Sign in')).toBeVisible();
  await desk.getByRole('button', { name: 'Turn on' }).click();
  await expect(desk.getByRole('dialog', { name: 'Turn on the second step' }).getByRole('img', { name: /^Picture to scan/ })).toBeVisible();
  await look(desk, 'admin-account-second-step');
  await desk.keyboard.press('Escape');
  await desk.getByRole('button', { name: 'Sign out everywhere' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(desk.getByText('You are signed out on every device.')).toBeVisible();
});
