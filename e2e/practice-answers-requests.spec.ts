// The practice answers requests: accept with words of one's own, decline with a reason, offer other times, archive (B12).
import { boxes } from './booking.ts';
import { asksFor, mondayIn, openingsOf } from './calendar.ts';
import { heading, refusal } from './client.ts';
import { expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { toast } from './staff.ts';

test('a request is accepted, and the client reads the words that were typed', async ({ device, practice, mailbox }) => {
  const client = await practice.activeClient('Wilma', 'Calloway');
  const { id } = await asksFor(practice, client, mondayIn(2), 'Mornings are easier for me.');
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin');
  await expect(desk.getByRole('heading', { name: 'Requests' })).toBeVisible();
  await look(desk, 'admin-home-requests');
  const entry = desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: /^Requests/ });
  await expect(entry.locator('.count')).toHaveText(/^[1-9]\d*$/);
  const before = Number(await entry.locator('.count').textContent());
  await entry.click();
  await expect(heading(desk, 'Requests')).toBeFocused();
  const card = desk.locator('.request').filter({ hasText: 'Wilma Calloway' });
  await expect(card).toContainText('Mornings are easier for me.');
  await look(desk, 'admin-requests');

  await card.getByRole('link', { name: 'Accept' }).click();
  await expect(desk.getByRole('heading', { name: 'Accept Wilma Calloway' })).toBeFocused();
  await expect(desk).toHaveURL(new RegExp(`/admin/requests/${id}/accept$`));
  const preview = desk.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText(/\d{1,2}:\d{2}/);
  await desk.getByRole('textbox', { name: 'Text' }).fill('Dear Wilma, the blue door is open from nine.');
  await expect(preview).toContainText('the blue door is open from nine');
  await look(desk, 'admin-request-accept');
  await desk.getByRole('button', { name: 'Accept' }).click();
  await expect(toast(desk, 'Accepted: Wilma Calloway.')).toBeVisible();
  await expect(card).toHaveCount(0);
  if (before > 1) await expect(entry.locator('.count')).toHaveText(String(before - 1));
  const mail = await mailbox.newest(client.email, 'appointment_confirmed');
  expect(mail.text).toContain('the blue door is open from nine');

  await desk.getByRole('link', { name: 'Answered and archived' }).click();
  await expect(card).toContainText('Confirmed');
  await card.getByRole('link', { name: 'Open in the calendar' }).click();
  await expect(desk.getByRole('heading', { name: 'Wilma Calloway' })).toBeVisible();
});

test('a request is declined with a reason, and its time is free again', async ({ device, practice, mailbox }) => {
  const client = await practice.activeClient('Bruno', 'Tasker');
  const week = mondayIn(3);
  const { start } = await asksFor(practice, client, week);
  const desk = await device({ as: practice.login('front_desk') });
  await desk.goto('/admin/requests');
  const card = desk.locator('.request').filter({ hasText: 'Bruno Tasker' });
  await card.getByRole('link', { name: 'Decline' }).click();
  await expect(desk.getByRole('heading', { name: 'Decline Bruno Tasker' })).toBeFocused();
  await desk.getByRole('textbox', { name: 'Reason' }).fill('I am away that week.');
  await desk.getByRole('textbox', { name: 'Message' }).fill('The week after is quiet.');
  await look(desk, 'admin-request-decline');
  await desk.getByRole('button', { name: 'Decline' }).click();
  await expect(toast(desk, 'Declined.')).toBeVisible();
  await expect(card).toHaveCount(0);
  const mail = await mailbox.newest(client.email, 'appointment_declined');
  expect(mail.text).toContain('I am away that week.');
  expect(mail.text).toContain('The week after is quiet.');
  const phone = await device({ size: 'phone', as: client });
  await phone.goto(linkIn(mail, '/appointments'));
  await expect(heading(phone, 'Appointments'), 'the link leads back to booking').toBeVisible();
  await expect(boxes(phone).first()).toBeVisible();
  const { openings } = await openingsOf(practice, client, week);
  expect(openings.map((opening) => Date.parse(opening.start))).toContain(Date.parse(start));
});

test('other times are offered, and who was too slow is told', async ({ device, practice, mailbox }) => {
  const client = await practice.activeClient('Greta', 'Vance');
  const week = mondayIn(4);
  const { id } = await asksFor(practice, client, week);
  const desk = await device({ as: practice.owner });
  const other = await device({ as: practice.login('front_desk') });
  await other.goto(`/admin/requests/${id}/decline`);
  await expect(other.getByRole('heading', { name: 'Decline Greta Vance' })).toBeVisible();

  await desk.goto(`/admin/requests/${id}`);
  await expect(desk.getByRole('heading', { name: 'Request of Greta Vance' })).toBeVisible();
  await look(desk, 'admin-request');
  await desk.locator('.panel').getByRole('link', { name: 'Propose other times' }).click();
  await desk.getByRole('button', { name: 'Send these times' }).click();
  await expect(desk.getByRole('alert').first()).toBeFocused();
  await desk.getByLabel('Time 1', { exact: true }).fill('15:00');
  await expect(refusal(desk)).toBeHidden();
  await desk.getByRole('button', { name: 'Add another time' }).click();
  await desk.getByLabel('Time 2', { exact: true }).fill('16:30');
  await look(desk, 'admin-request-propose');
  await desk.getByRole('button', { name: 'Send these times' }).click();
  await expect(toast(desk, 'Greta Vance can choose among the times you offered.')).toBeVisible();
  await expect(desk.locator('.request').filter({ hasText: 'Greta Vance' })).toContainText('You offered');
  await mailbox.newest(client.email, 'appointment_proposed');

  await practice.call('post', `/portal/appointments/${id}/cancellation`, undefined, client);
  await other.getByRole('button', { name: 'Decline' }).click();
  await expect(other.getByText('This request was answered already.')).toBeVisible();
});

test('no request is left', async ({ device, harbor }) => {
  // Other walks may have left some in this practice.
  const { items } = await harbor.call<{ items: { id: string }[] }>('get', '/practice/appointment-requests?limit=100');
  for (const { id } of items) await harbor.call('post', `/practice/appointments/${id}/archival`);
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/requests');
  await expect(desk.getByText('No requests')).toBeVisible();
  await look(desk, 'admin-requests-none');
  await desk.getByRole('link', { name: 'Open the calendar' }).click();
  await expect(heading(desk, 'Calendar')).toBeFocused();
});
