// What clients answered is read beside their record, by whom the practice lets read it (D9, S5).
import { heading } from './client.ts';
import { form, share, submits, state, title } from './documents.ts';
import { expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { clientPage, save, toast } from './staff.ts';

const ABOUT_THEM = [
  { key: 'called', kind: 'short_text', label: 'How would you like us to call you?', field: 'preferred_name' },
  { key: 'city', kind: 'short_text', label: 'Where do you live?', field: 'city' },
  { key: 'worry', kind: 'yes_no', label: 'Do you worry a lot?' },
];

test('d9 of two answers that differ from the record one is taken over', async ({ device, practice }) => {
  const name = title('About you');
  const { client, ...login } = await practice.activeClient('Henrietta', 'Fallow');
  const [sent] = await share(practice, client, [await form(practice, name, ABOUT_THEM)]);
  await submits(practice, login, sent!.id, { called: 'Hetty', city: 'Beacon', worry: 'yes' });
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin');
  await look(desk, 'admin-home-documents');
  await desk.getByRole('link', { name: 'Look at documents' }).click();
  await desk.getByRole('row').filter({ hasText: name }).getByRole('link', { name }).click();
  await expect(heading(desk, name)).toBeVisible();
  await expect(desk.getByText('Where do you live?')).toBeVisible();
  const proposal = desk.locator('.card').filter({ has: desk.getByRole('heading', { name: 'Answers that differ from the record' }) });
  await expect(proposal.getByRole('checkbox')).toHaveCount(2);
  await expect(proposal.getByRole('checkbox', { name: 'City' })).toHaveAccessibleDescription(/Record says\s*Nothing\s*Client answered\s*Beacon/);
  await proposal.getByRole('checkbox', { name: 'Preferred name' }).check();
  await look(desk, 'admin-document-proposal');
  await proposal.getByRole('button', { name: 'Take over 1, leave 1' }).click();
  await expect(toast(desk, 'The record is changed.')).toBeVisible();
  await expect(proposal).toHaveCount(0);
  await expect(desk.getByText('Beacon'), 'what was answered stays').toBeVisible();
  await desk.getByRole('button', { name: 'Mark complete' }).click();
  await expect(toast(desk, 'Marked complete.')).toBeVisible();
  expect(await state(practice, client, name)).toBe('completed');
  await clientPage(desk, { ...client, first: 'Hetty' }, '/edit');
  await expect(desk.getByLabel('Preferred name')).toHaveValue('Hetty');
  await expect(desk.getByLabel('City')).toHaveValue('');
});

test('s5 the front desk reads answers where an owner lets it, and a biller has none of it', async ({ device, practice }) => {
  const name = title('In confidence');
  const { client, ...login } = await practice.activeClient('Viola', 'Quist');
  const [sent] = await share(practice, client, [await form(practice, name, ABOUT_THEM)]);
  await submits(practice, login, sent!.id, { worry: 'yes' });
  const owner = await device({ as: practice.owner });
  await owner.goto('/admin/settings/documents');
  const lets = owner.getByRole('checkbox', { name: 'The front desk reads documents' });
  await expect(lets).not.toBeChecked();
  await owner.getByLabel('Due after').fill('0');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByLabel('Due after')).toHaveAttribute('aria-invalid', 'true');
  await owner.getByLabel('Due after').fill('7');
  await look(owner, 'admin-settings-documents');

  // It sees that there is something, not what it says, and writes no templates.
  const front = await device({ as: practice.login('front_desk') });
  await front.goto('/admin/documents?show=submitted');
  const row = front.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Viola Quist');
  await expect(row.getByRole('link', { name })).toHaveCount(0);
  await expect(front.getByText('What clients sign and answer is read by clinicians.')).toBeVisible();
  await look(front, 'admin-documents-front-desk');
  await front.goto(`/admin/documents/${sent?.id}`);
  await expect(heading(front, 'Your role does not read these')).toBeVisible();
  await look(front, 'admin-document-not-read');
  await front.goto('/admin/documents/templates');
  await expect(heading(front, 'Templates')).toBeVisible();
  await expect(front.getByRole('link', { name: 'New form' })).toHaveCount(0);
  await front.goto('/admin/documents/templates/new-form');
  await expect(heading(front, 'There is nothing here')).toBeVisible();

  await lets.check();
  await save(owner);
  await front.goto('/admin/documents?show=submitted');
  await row.getByRole('link', { name }).click();
  await expect(heading(front, name)).toBeVisible();
  await expect(front.getByText('Do you worry a lot?')).toBeVisible();
  await lets.uncheck();
  await save(owner);
  await front.reload();
  await expect(heading(front, 'Your role does not read these')).toBeVisible();

  const biller = await device({ as: practice.login('biller') });
  await biller.goto('/admin');
  const navigation = biller.getByRole('navigation', { name: 'Practice' });
  await expect(navigation.getByRole('link', { name: 'Home' })).toBeVisible();
  await expect(navigation.getByRole('link', { name: /^Documents/ })).toHaveCount(0);
  for (const page of ['/admin/documents', `/admin/documents/${sent?.id}`, '/admin/documents/templates']) {
    await biller.goto(page);
    await expect(heading(biller, 'There is nothing here')).toBeVisible();
  }
  await clientPage(biller, client);
  await expect(biller.getByRole('navigation', { name: 'Client', exact: true }).getByRole('link', { name: 'Documents' })).toHaveCount(0);
});
