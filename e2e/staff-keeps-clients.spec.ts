// The people in care: list, search, a new client, changes by two people at once, import from a file (S1, S3, S4, S8, S9).
import { heading } from './client.ts';
import { expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { clientPage, save, toast } from './staff.ts';

test('the list is searched, filtered, and found again by Back and reload', async ({ device, practice }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/clients');
  await expect(heading(desk, 'Clients')).toBeVisible();
  const rows = desk.getByRole('row');
  // By family name: other walks' clients may push later ones to the next page.
  await expect(rows.filter({ hasText: 'Daniel Abara' })).toHaveCount(1);
  await look(desk, 'admin-clients');
  await desk.getByLabel('Search', { exact: true }).fill('ortiz');
  await expect(rows).toHaveCount(2);
  await expect(desk).toHaveURL(/search=ortiz/);
  await desk.getByRole('link', { name: 'Maya Ortiz' }).click();
  await expect(heading(desk, 'Maya Ortiz')).toBeVisible();
  await look(desk, 'admin-client');
  await desk.goBack();
  await expect(desk.getByLabel('Search', { exact: true })).toHaveValue('ortiz');
  await expect(rows).toHaveCount(2);
  await desk.reload();
  await expect(rows).toHaveCount(2);
  await desk.getByLabel('Search', { exact: true }).fill('nobody is called so');
  await expect(desk.getByText('No client fits')).toBeVisible();
  await look(desk, 'admin-clients-none');
  await desk.getByRole('button', { name: 'Show all clients' }).click();
  await desk.getByRole('combobox', { name: 'Portal' }).selectOption('disabled');
  await expect(rows.filter({ hasText: 'Adrian Petrescu' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Maya Ortiz' })).toHaveCount(0);
});

test('clients are found from anywhere by the keyboard', async ({ device, practice }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin');
  await expect(heading(desk, 'Home')).toBeVisible();
  await look(desk, 'admin-home');
  await desk.keyboard.press('/');
  const palette = desk.getByRole('dialog', { name: 'Search clients' });
  await expect(palette.getByLabel('Name, e-mail or phone')).toBeFocused();
  await desk.keyboard.type('okafor');
  await expect(palette.getByRole('link', { name: /Henry Okafor/ })).toBeVisible();
  await look(desk, 'admin-search');
  await desk.keyboard.press('Enter');
  await expect(heading(desk, 'Henry Okafor')).toBeVisible();
  await desk.keyboard.press('?');
  await expect(desk.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await look(desk, 'admin-shortcuts');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('g');
  await desk.keyboard.press('c');
  await expect(heading(desk, 'Clients')).toBeFocused();
});

test('a new client, with what is wrong beside its field', async ({ device, practice }) => {
  const desk = await device({ as: practice.login('front_desk') });
  await desk.goto('/admin/clients/new');
  await expect(heading(desk, 'New client')).toBeVisible();
  await look(desk, 'admin-client-new');
  await desk.getByLabel('First name').fill('Lionel');
  await desk.getByRole('textbox', { name: 'E-mail' }).fill('lionel at home');
  await desk.getByRole('button', { name: 'Add client' }).click();
  await expect(desk.getByRole('alert')).toBeFocused();
  await expect(desk.getByRole('alert')).toContainText('Last name: Please fill this in.');
  await expect(desk.getByRole('textbox', { name: 'E-mail' })).toHaveAttribute('aria-invalid', 'true');
  await look(desk, 'admin-client-new-refused');
  await desk.getByLabel('Last name').fill('Fairweather');
  await desk.getByLabel('Preferred name').fill('Leo');
  await desk.getByRole('textbox', { name: 'E-mail' }).fill('leo.fairweather@example.com');
  await desk.getByRole('checkbox', { name: 'E-mail ok' }).check();
  await desk.getByLabel('Birth date').fill('3/14/1990');
  await desk.getByRole('button', { name: 'Add phone' }).click();
  await desk.getByRole('textbox', { name: 'Phone' }).fill('+1 518 555 0177');
  await desk.getByRole('checkbox', { name: 'Voicemail ok' }).check();
  await desk.getByLabel('City').fill('Troy');
  await desk.getByRole('button', { name: 'Add client' }).click();
  await expect(heading(desk, 'Leo Fairweather')).toBeVisible();
  await expect(toast(desk, 'Leo Fairweather was added.')).toBeVisible();
  await expect(desk.getByText('March 14, 1990')).toBeVisible();
  await expect(desk.getByText('Voicemail ok')).toBeVisible();
  await desk.reload();
  await expect(heading(desk, 'Leo Fairweather')).toBeVisible();
});

test('changes that are not saved are not lost by a wrong press', async ({ device, practice }) => {
  const client = await practice.addClient('Cleo', 'Marsh');
  const desk = await device({ as: practice.owner });
  await clientPage(desk, client, '/edit');
  await desk.getByLabel('Preferred name').fill('Cle');
  await desk.getByRole('link', { name: 'Overview' }).click();
  const asked = desk.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(asked).toBeVisible();
  await look(desk, 'admin-unsaved');
  await asked.getByRole('button', { name: 'Stay here' }).click();
  await expect(desk.getByLabel('Preferred name')).toHaveValue('Cle');
  await save(desk);
  await desk.getByRole('link', { name: 'Overview' }).click();
  await expect(heading(desk, 'Cle Marsh')).toBeVisible();
});

test('two people save at once: both versions are shown, nothing is overwritten', async ({ device, practice }) => {
  const client = await practice.addClient('Rufus', 'Quill');
  const desk = await device({ as: practice.owner });
  const other = await device({ as: practice.login('front_desk') });
  await clientPage(desk, client, '/edit');
  await clientPage(other, client, '/edit');
  await other.getByLabel('City').fill('Saratoga Springs');
  await save(other);
  await desk.getByLabel('City').fill('Schenectady');
  await desk.getByRole('button', { name: 'Save' }).click();
  const conflict = desk.getByRole('dialog', { name: 'Somebody else saved this meanwhile' });
  await expect(conflict).toContainText('Schenectady');
  await expect(conflict).toContainText('Saratoga Springs');
  await look(desk, 'admin-conflict');
  await conflict.getByRole('button', { name: 'Take what is saved' }).click();
  await expect(desk.getByLabel('City')).toHaveValue('Saratoga Springs');
  await desk.getByLabel('City').fill('Schenectady');
  await save(desk);
});

test('clients come from a file: first what would happen, then for real', async ({ device, practice }) => {
  const desk = await device({ as: practice.login('front_desk') });
  await desk.goto('/admin/clients');
  await desk.getByRole('link', { name: 'Import' }).click();
  await expect(heading(desk, 'Import clients')).toBeVisible();
  await look(desk, 'admin-import');
  const csv = [
    'first_name,last_name,email,email_ok,birth_date',
    'Agnes,Moorehouse,agnes.moorehouse@example.com,yes,1971-05-30',
    'Bertil,Ångström,bertil@example.com,no,',
    'Clara,,clara@example.com,yes,',
    'Dora,Finch,dora at home,yes,',
    'Maya,Ortiz,maya.ortiz@example.com,yes,',
  ].join('\r\n');
  await desk.getByLabel('CSV file, or drop it here').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(desk.getByRole('heading', { name: 'What would happen' })).toBeVisible();
  const outcomes = desk.getByRole('table', { name: 'Rows of the file' });
  await expect(outcomes.getByText('Would be added')).toHaveCount(2);
  await expect(outcomes.getByText('Wrong')).toHaveCount(2);
  await expect(outcomes.getByText('There already')).toHaveCount(1);
  await expect(outcomes.getByRole('row').filter({ hasText: 'last_name' })).toHaveCount(1);
  await look(desk, 'admin-import-dry-run');
  await desk.getByRole('button', { name: 'Import 2 clients' }).click();
  await expect(desk.getByText('2 clients added.')).toBeVisible();
  await look(desk, 'admin-import-done');
  await desk.reload();
  await expect(desk.getByText('2 clients added.'), 'the result has an address').toBeVisible();
  await desk.getByRole('link', { name: 'Show the newest clients' }).click();
  await desk.getByRole('link', { name: 'Bertil Ångström' }).click();
  await expect(desk.getByText('E-mail not ok')).toBeVisible();
});
