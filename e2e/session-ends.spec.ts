// A session that ends for want of use: a warning two minutes before, *Stay signed in*, and what was being written is kept (A20).
import type { Page } from '@playwright/test';
import { giveCredentials, heading, portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { givePassword } from './staff.ts';

const MINUTE = 60_000;

test('the portal warns, renews, and keeps what was being written', async ({ device, practice }) => {
  const login = await practice.activeClient('Juno', 'Halloran');
  const phone = await device({ size: 'phone', as: login });
  await clockCanBeTurned(phone);
  await phone.goto(portal(WILLOW, '/account/email'));
  await phone.getByLabel('New e-mail').fill('juno.elsewhere@example.com');
  await passes(phone, 13.5);
  const warning = phone.getByRole('dialog', { name: 'Are you still there?' });
  await expect(warning).toBeVisible();
  await expect(warning.getByRole('timer')).toHaveText(/^1 minute \d+ seconds? left$/);
  await look(phone, 'portal-session-ending');
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning).toBeHidden();
  await expect(phone.getByLabel('New e-mail')).toHaveValue('juno.elsewhere@example.com');

  // Nobody is there any more: the session ends here as it does on the server.
  await practice.call('delete', '/auth/sessions/current', undefined, login);
  await passes(phone, 16);
  await expect(heading(phone, 'Sign in')).toBeVisible();
  await expect(phone.getByText('what you were writing is kept')).toBeVisible();
  await expect(phone.getByText('juno.elsewhere')).toHaveCount(0);
  await giveCredentials(phone, login.email, login.password);
  await expect(heading(phone, 'Change e-mail')).toBeVisible();
  await expect(phone.getByLabel('New e-mail')).toHaveValue('juno.elsewhere@example.com');
});

test('staff are warned, too, and find their draft again', async ({ device, practice }) => {
  const biller = practice.login('biller');
  const desk = await device({ as: biller });
  await clockCanBeTurned(desk);
  await desk.goto('/admin/clients/new');
  await desk.getByLabel('First name').fill('Half-written');
  await passes(desk, 13.5);
  const warning = desk.getByRole('dialog', { name: 'Are you still there?' });
  await expect(warning).toBeVisible();
  await look(desk, 'admin-session-ending');
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning).toBeHidden();
  await desk.getByRole('textbox', { name: 'E-mail' }).fill('half@example.com');
  await desk.getByRole('button', { name: 'Add phone' }).click();
  await desk.getByRole('textbox', { name: 'Phone' }).fill('+1 212 555 0107');
  await desk.getByRole('checkbox', { name: 'Text ok' }).check();
  await practice.call('delete', '/auth/sessions/current', undefined, biller);
  await passes(desk, 16);
  await expect(heading(desk, 'Sign in')).toBeVisible();
  await givePassword(desk, biller);
  await expect(heading(desk, 'New client')).toBeVisible();
  await expect(desk.getByLabel('First name')).toHaveValue('Half-written');
  await expect(desk.getByRole('textbox', { name: 'E-mail' })).toHaveValue('half@example.com');
  await expect(desk.getByRole('textbox', { name: 'Phone' })).toHaveValue('+1 212 555 0107');
  await expect(desk.getByRole('checkbox', { name: 'Text ok' })).toBeChecked();
});

/**
 * Makes the page's wall clock one that can be turned. (The clock that Playwright brings numbers its timers beyond the 32 bits that
 * the program keeps of a number, so that none of them could be stopped.)
 */
async function clockCanBeTurned(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + Number(document.documentElement.dataset['ahead'] ?? 0);
  });
}

/** Lets time go by on the page, as when a laptop was asleep. */
async function passes(page: Page, minutes: number): Promise<void> {
  await page.evaluate((more) => {
    const { dataset } = document.documentElement;
    dataset['ahead'] = String(Number(dataset['ahead'] ?? 0) + more);
  }, minutes * MINUTE);
}
