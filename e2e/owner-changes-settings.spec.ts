// Settings: every page saved once, and what it changes seen where it matters (S5).
import type { Page } from '@playwright/test';
import { heading, portal, refusal } from './client.ts';
import { HARBOR, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { save, toast } from './staff.ts';

test('practice: profile, colour and logo', async ({ device, harbor }) => {
  const desk = await settings(await device({ as: harbor.owner }), 'practice', 'Practice');
  await look(desk, 'admin-settings-practice');
  await desk.getByLabel('Answers to e-mails go to').fill('desk@harbor-street.example');
  await desk.getByRole('textbox', { name: /^Accent colour/ }).fill('#8a3b12');
  await expect(desk.getByText('White text on it can be read.')).toBeVisible();
  await save(desk);
  await look(desk, 'admin-settings-practice-colour');
  const picture = await desk.screenshot({ clip: { x: 0, y: 0, width: 96, height: 96 } });
  await desk.getByLabel('Choose a picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: picture });
  await expect(toast(desk, 'The logo is saved.')).toBeVisible();
  await expect(desk.getByRole('img', { name: 'The practice\'s logo' })).toBeVisible();

  const phone = await device({ size: 'phone' });
  await phone.goto(portal(HARBOR));
  await expect(heading(phone, 'Harbor Street Counseling')).toBeVisible();
  const logo = phone.getByRole('banner').locator('img');
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await look(phone, 'portal-doors-own-colour');

  await desk.getByLabel('Replace it with a picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') });
  await expect(desk.getByText('This file is not a picture we can read.')).toBeVisible();
  await desk.getByRole('button', { name: 'Remove logo' }).click();
  await expect(toast(desk, 'The logo was removed.')).toBeVisible();
});

test('portal: welcome message and PIN', async ({ device, harbor }) => {
  const desk = await settings(await device({ as: harbor.owner }), 'portal', 'Portal');
  await look(desk, 'admin-settings-portal');
  await desk.getByLabel('Welcome message').fill('The kettle is on. Ring twice.');
  await desk.getByLabel('PIN of an invitation').selectOption('6 digits');
  await save(desk);
  const { pin } = await harbor.invite(await harbor.addClient('Pearl', 'Whitlock'));
  expect(pin).toMatch(/^\d{6}$/);
  const phone = await device({ size: 'phone', as: await harbor.activeClient('Otto', 'Lund') });
  await phone.goto(portal(HARBOR, '/home'));
  await expect(phone.getByText('The kettle is on. Ring twice.')).toBeVisible();
});

test('sign-in: minutes and passwords', async ({ device, harbor }) => {
  const desk = await settings(await device({ as: harbor.owner }), 'sign-in', 'Sign-in');
  await look(desk, 'admin-settings-sign-in');
  await desk.getByLabel('Clients are signed out after').fill('2');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(refusal(desk)).toBeFocused();
  await expect(desk.getByLabel('Clients are signed out after')).toHaveAttribute('aria-invalid', 'true');
  await desk.getByLabel('Clients are signed out after').fill('20');
  await save(desk);
  await desk.reload();
  await expect(desk.getByLabel('Clients are signed out after')).toHaveValue('20');
});

test('offices: a new one, changed, archived, and back by Undo', async ({ device, practice }) => {
  const desk = await settings(await device({ as: practice.owner }), 'offices', 'Offices');
  await look(desk, 'admin-settings-offices');
  await desk.getByRole('link', { name: 'New office' }).click();
  const panel = desk.getByRole('complementary', { name: 'New office' });
  await expect(panel.getByRole('heading', { name: 'New office' })).toBeFocused();
  await look(desk, 'admin-settings-office-new');
  await panel.getByLabel('Name').fill('Garden house');
  await panel.getByLabel('Street and number').fill('2 Garden Walk');
  await panel.getByLabel('City').fill('New York');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(toast(desk, 'Garden house was added.')).toBeVisible();
  await desk.getByRole('link', { name: 'Garden house' }).click();
  await desk.getByLabel('Directions').fill('Through the gate.');
  await save(desk);
  await desk.getByRole('link', { name: 'Garden house' }).click();
  await expect(desk.getByLabel('Directions')).toHaveValue('Through the gate.');
  await desk.reload();
  await expect(desk.getByLabel('Directions')).toHaveValue('Through the gate.');
  await desk.getByLabel('Directions').press('Escape');
  await expect(desk.getByRole('complementary', { name: 'Garden house' })).toHaveCount(0);
  const row = desk.getByRole('row').filter({ hasText: 'Garden house' });
  await row.getByRole('button', { name: 'Archive Garden house' }).click();
  await expect(row.getByText('Archived')).toBeVisible();
  await toast(desk, 'Garden house is archived.').getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByText('Archived')).toHaveCount(0);
});

test('services: a fee that is none is sent back, a good one kept', async ({ device, practice }) => {
  const desk = await settings(await device({ as: practice.owner }), 'services', 'Services');
  await look(desk, 'admin-settings-services');
  await desk.getByRole('link', { name: 'New service' }).click();
  await desk.getByLabel('Name').fill('Family session');
  await desk.getByLabel('Fee').fill('plenty');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(refusal(desk)).toContainText('Please enter an amount');
  await look(desk, 'admin-settings-service-refused');
  await desk.getByLabel('Fee').fill('190.50');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(toast(desk, 'Family session was added.')).toBeVisible();
  await expect(desk.getByRole('row').filter({ hasText: 'Family session' })).toContainText('190.50 USD');
});

test('availability: hours that overlap are sent back', async ({ device, practice }) => {
  const desk = await settings(await device({ as: practice.owner }), 'availability', 'Availability');
  await expect(desk.getByLabel('Monday from')).toHaveValue('09:00');
  await look(desk, 'admin-settings-availability');
  await desk.getByRole('button', { name: 'Add hours on Saturday' }).click();
  await expect(desk.getByLabel('Saturday from')).toBeFocused();
  await desk.getByRole('button', { name: 'Add hours on Saturday' }).click();
  await desk.getByLabel('Saturday from').last().fill('10:00');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(refusal(desk)).toContainText('These hours overlap others of the same day.');
  await desk.getByRole('button', { name: 'Remove these hours of Saturday' }).last().click();
  await save(desk);
  await desk.getByLabel('Hours of', { exact: true }).selectOption({ label: 'Amara Osei, LCSW' });
  await expect(desk.getByLabel('Monday from')).toHaveValue('10:00');
});

test('e-mails: own words, with a preview and a way back', async ({ device, practice }) => {
  const desk = await settings(await device({ as: practice.owner }), 'emails', 'E-mails');
  await look(desk, 'admin-settings-emails');
  await desk.getByRole('link', { name: 'Forgotten password in English' }).click();
  const panel = desk.getByRole('complementary');
  await expect(panel.getByRole('region', { name: 'Preview' })).toContainText('Willow & Reed');
  await look(desk, 'admin-settings-email');
  await panel.getByLabel('Text').fill('Dear {first_name}, call {practise_phone}.');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(refusal(desk)).toContainText('There is no {practise_phone} in this e-mail.');
  await panel.getByLabel('Text').fill('Dear {first_name}, call {practice_phone}.');
  await expect(panel.getByRole('region', { name: 'Preview' })).toContainText('call +1 212 555 0142.');
  await save(desk);
  await expect(desk.getByText('Your own', { exact: true })).toHaveCount(1);
  await desk.reload();
  await expect(panel.getByLabel('Text')).toHaveValue('Dear {first_name}, call {practice_phone}.');
  await panel.getByRole('button', { name: 'Reset to the original' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect(toast(desk, 'The original words are back.')).toBeVisible();
  await expect(desk.getByText('Your own', { exact: true })).toHaveCount(0);
  await expect(panel.getByLabel('Text')).not.toHaveValue(/Dear/);
});

/** Opens one of the settings pages. */
async function settings(desk: Page, page: string, title: string): Promise<Page> {
  await desk.goto(`/admin/settings/${page}`);
  await expect(heading(desk, title)).toBeVisible();
  return desk;
}
