// What the practice and its people set for messages: the front desk, the line about emergencies, days without answers (M1, M8, M11).
import { heading, refusal } from './client.ts';
import { expect, test } from './fixtures.ts';
import { conversation, line, said, write } from './inbox.ts';
import { look } from './look.ts';
import { openTalk } from './messages.ts';
import { save, toast } from './staff.ts';

interface Seen {
  with: { kind: string };
  out_of_office: string | null;
  emergency_line: string;
}

test('the front desk is opened, and the line about emergencies is the practice\'s own', async ({ device, harbor }) => {
  const client = await harbor.activeClient('Nils', 'Aker');
  const mine = () => harbor.call<{ items: (Seen & { id: string })[]; others: Seen['with'][] }>('get', '/portal/conversations', undefined, client);
  expect((await mine()).others.map((party) => party.kind)).not.toContain('front_desk');
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/settings/messaging');
  await expect(heading(desk, 'Messaging')).toBeVisible();
  await expect(desk.getByLabel('Wait before the e-mail')).toHaveValue('0');
  await look(desk, 'admin-settings-messaging');
  await desk.getByLabel('Wait before the e-mail').fill('61');
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(refusal(desk)).toBeFocused();
  await expect(desk.getByLabel('Wait before the e-mail')).toHaveAttribute('aria-invalid', 'true');
  await desk.getByLabel('Wait before the e-mail').fill('5');
  await desk.getByRole('checkbox', { name: 'Clients may write to the front desk' }).check();
  await desk.getByLabel('Line about emergencies').fill('Not for emergencies: call 988, or the crisis line 555 0199.');
  await save(desk);
  await desk.reload();
  await expect(desk.getByLabel('Wait before the e-mail')).toHaveValue('5');

  expect((await mine()).others.map((party) => party.kind)).toContain('front_desk');
  const { id } = await harbor.call<{ id: string }>('post', '/portal/conversations', { staff_id: null }, client);
  expect((await mine()).items[0]!.emergency_line).toContain('555 0199');
  await desk.goto(`/admin/messages/${id}`);
  await expect(desk.getByText('Not for emergencies: call 988, or the crisis line 555 0199.'), 'as the client reads it').toBeVisible();
  await desk.goto('/admin/messages?assigned=front_desk');
  await expect(line(desk, 'Nils Aker')).toContainText('With the front desk');
});

test('out of office: one\'s own, and a colleague\'s by the owner', async ({ device, practice }) => {
  const client = await practice.activeClient('Hedda', 'Rue');
  const id = await conversation(practice, client.client);
  const seen = async () => (await practice.call<Seen>('get', `/portal/conversations/${id}`, undefined, client)).out_of_office;
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/account');
  const card = desk.locator('.card').filter({ has: desk.getByRole('heading', { name: 'Out of office' }) });
  await card.getByRole('checkbox', { name: /^Away/ }).check();
  await look(desk, 'admin-account-out-of-office');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(refusal(desk)).toContainText('What clients read');
  await card.getByLabel('What clients read').fill('I am back on Monday. In between, call the practice.');
  await card.getByLabel('First day').fill('tomorrow');
  await card.getByLabel('Last day').focus();
  await expect(card.getByText('Please enter a date')).toBeVisible();
  await card.getByLabel('First day').fill('');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(toast(desk, 'Saved.')).toBeVisible();
  await expect(card.getByText('Clients read it now')).toBeVisible();
  const phone = await device({ size: 'phone', as: client });
  await openTalk(phone, id);
  await expect(phone.locator('.away')).toContainText('I am back on Monday. In between, call the practice.');
  await expect(phone.locator('.emergency')).toBeVisible();
  await desk.goto(`/admin/messages/${id}`);
  await expect(desk.getByText('I am back on Monday.'), 'staff see what the client sees').toBeVisible();
  await look(desk, 'admin-messages-out-of-office');
  await write(desk, 'A line from the road.');
  await expect(said(desk, 'A line from the road.')).toHaveCount(1);

  await desk.goto('/admin/account');
  await card.getByRole('checkbox', { name: /^Away/ }).uncheck();
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Clients read it now')).toHaveCount(0);
  await expect.poll(seen).toBeNull();

  await desk.goto('/admin/settings/team');
  await desk.getByRole('link', { name: /Amara Osei/ }).click();
  const panel = desk.getByRole('complementary', { name: /Amara Osei/ });
  await panel.getByText('Out of office', { exact: true }).click();
  await panel.getByRole('checkbox', { name: /^Away/ }).check();
  await panel.getByLabel('What clients read').fill('Amara is away this week.');
  await look(desk, 'admin-settings-team-out-of-office');
  await panel.getByRole('button', { name: 'Save' }).last().click();
  await expect(panel.getByText('Clients read it now')).toBeVisible();
  await panel.getByRole('checkbox', { name: /^Away/ }).uncheck();
  await panel.getByRole('button', { name: 'Save' }).last().click();
  await expect(panel.getByText('Clients read it now')).toHaveCount(0);
});
