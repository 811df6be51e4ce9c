// The same product on PostgreSQL: one walk through everything that matters.
import { createPassword, givePin, isIn, portal } from './client.ts';
import { Devices, WILLOW, expect, shape, test } from './fixtures.ts';
import { conversation, said, write } from './inbox.ts';
import { box, openTalk, sendButton } from './messages.ts';
import { emptyDatabase } from './postgres.ts';
import { Practice } from './practice.ts';
import { type DemoServer, startDemo } from './server.ts';
import { clientTab } from './staff.ts';

let demo: DemoServer;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  demo = await startDemo(await emptyDatabase());
});
test.afterAll(async () => demo?.stop());

test('invited, in, written to, found, shut out', async ({ browser }) => {
  const practice = new Practice(demo, WILLOW);
  const devices = new Devices();
  const open = async (size: 'phone' | 'desk', storageState?: Awaited<ReturnType<Practice['signedIn']>>) =>
    devices.add(await browser.newContext({ ...shape({ size }), baseURL: demo.url, ...(storageState ? { storageState } : {}) }), demo.url);

  const client = await practice.addClient('Salma', 'Boateng');
  const { link, pin } = await practice.invite(client);
  const phone = await open('phone');
  await givePin(phone, link, pin);
  await createPassword(phone, 'nine paper lanterns');
  await isIn(phone, 'Salma');

  const desk = await open('desk', await practice.signedIn(practice.owner));
  // Each has the other's words before them without a reload.
  const id = await conversation(practice, client);
  await openTalk(phone, id);
  await desk.goto(`/admin/messages/${id}`);
  await write(desk, 'How was your first night?');
  await expect(said(phone, 'How was your first night?')).toBeVisible();
  await box(phone).fill('Long. Thank you for asking.');
  await sendButton(phone).click();
  await expect(said(phone, 'Long. Thank you for asking.')).toContainText(/Sent|Delivered|Seen/);
  await expect(said(desk, 'Long. Thank you for asking.')).toBeVisible();
  await phone.goto(portal(WILLOW, '/home'));
  await isIn(phone, 'Salma');

  await desk.goto('/admin/clients');
  await desk.getByLabel('Search', { exact: true }).fill('boat');
  await expect(desk.getByRole('row').filter({ hasText: 'Salma Boateng' })).toContainText('Active');
  await clientTab(desk, client);
  await desk.getByRole('button', { name: 'Disable access' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Disable access' }).click();
  await expect(desk.getByText('Enable again with a new invitation')).toBeVisible();
  await phone.goto(portal(WILLOW, '/home'));
  await expect(phone.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await desk.goto('/admin/settings/audit');
  await expect(desk.getByText('Salma Boateng').first()).toBeVisible();
  await devices.close();
  await practice.leave();
});
