// Both sides of an appointment at once: a client on a phone, the practice at its desk (B6, B8, B10, B12).
import { boxes, chooseTime, onlyChoice, openWeek, row, send } from './booking.ts';
import { portal } from './client.ts';
import { HARBOR, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { linkIn } from './mailbox.ts';
import { toast } from './staff.ts';

/** The clock in a text, such as `9:00 AM`. */
const clockIn = (text: string) => /\d{1,2}:\d{2}\s[AP]M/.exec(text)?.[0].replace(/\s/, ' ');

test('asked for on a phone, accepted at the desk, given up in time', async ({ device, harbor, mailbox }) => {
  const login = await harbor.activeClient('Ada', 'Lindqvist');
  const phone = await device({ size: 'phone', as: login });
  const openNextWeek = async () => {
    await openWeek(phone, HARBOR);
    const before = (await boxes(phone).first().getAttribute('href'))!;
    await phone.getByRole('button', { name: 'Later' }).click();
    // Until the next week is here, this one stays.
    await expect(boxes(phone).first()).not.toHaveAttribute('href', before);
    await expect(boxes(phone).first()).toBeVisible();
  };
  await openNextWeek();
  const when = await chooseTime(phone);
  const id = await send(phone, 'The early train would be good.');
  await mailbox.newest(login.email, 'appointment_requested');

  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/requests');
  const card = desk.locator('.request').filter({ hasText: 'Ada Lindqvist' });
  await expect(card).toContainText('The early train would be good.');
  await card.getByRole('link', { name: 'Accept' }).click();
  await expect(desk.getByRole('heading', { name: 'Accept Ada Lindqvist' })).toBeFocused();
  await desk.getByRole('button', { name: 'Accept' }).click();
  await expect(toast(desk, 'Accepted: Ada Lindqvist.')).toBeVisible();

  const confirmed = await mailbox.newest(login.email, 'appointment_confirmed');
  expect(clockIn(when), 'the page says when').toBeTruthy();
  expect(clockIn(confirmed.text.replaceAll(/\s/g, ' ')), 'the letter says the same').toBe(clockIn(when));
  await phone.goto(linkIn(confirmed, '/appointments'));
  await expect(row(phone, id)).toContainText('Confirmed');

  await openNextWeek();
  expect(await chooseTime(phone), 'its time is not offered again').not.toBe(when);
  await openWeek(phone, HARBOR);
  await row(phone, id).getByRole('button', { name: /^Cancel session/ }).click();
  await phone.getByRole('dialog').getByRole('button', { name: 'Cancel session' }).click();
  await expect(row(phone, id)).toContainText('Cancelled');
  await mailbox.newest(login.email, 'appointment_cancelled');
  await openNextWeek();
  expect(await chooseTime(phone), 'its time is free at once').toBe(when);
});

test('who is too late to cancel reads the number to call', async ({ device, harbor }) => {
  const login = await harbor.activeClient('Bela', 'Novak');
  // In three hours, by the practice's clock: staff may put an appointment anywhere.
  const soon = new Date(Date.now() + 3 * 3_600_000).toLocaleString('sv-SE', { timeZone: 'America/New_York' });
  const { id } = await harbor.call<{ id: string }>('post', '/practice/appointments', {
    ...(await onlyChoice(harbor, login)),
    client_id: login.client.id,
    start: soon.slice(0, 16).replace(' ', 'T'),
    allow_overlap: true,
  });
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(HARBOR, '/appointments'));
  await expect(row(phone, id)).toContainText('It is too late to cancel online. Please call us:');
  await expect(row(phone, id).getByRole('link', { name: '+1 212 555 0190' })).toHaveAttribute('href', 'tel:+12125550190');
  await expect(row(phone, id).getByRole('button')).toHaveCount(0);
  await look(phone, 'portal-appointments-too-late');
  // A page that was open since yesterday would still have the button; the server decides.
  const refused = await phone.request.post(`/api/v1/portal/appointments/${id}/cancellation`, { headers: { 'Anteroom-App': 'portal' } });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({ code: 'too_late_to_cancel', phone: '+1 212 555 0190', deadline: expect.any(String) });
});
