// From an empty installation to the first invitation, by the link that the program prints (A27, S10).
import { heading } from './client.ts';
import { Devices, expect, shape, test } from './fixtures.ts';
import { look } from './look.ts';
import { Mailbox, invitationIn } from './mailbox.ts';
import { type Server, startEmpty } from './server.ts';
import { isAtHome } from './staff.ts';

let server: Server;
test.beforeAll(async () => {
  server = await startEmpty();
});
test.afterAll(async () => server.stop());

test('an owner sets the practice up and invites the first client', async ({ browser }) => {
  const link = /http:\S+\/admin\/setup#token=\S+/.exec(server.printed())?.[0];
  expect(link, 'the program prints a set-up link').toBeTruthy();
  const devices = new Devices();
  const desk = await devices.add(await browser.newContext({ ...shape({}), baseURL: server.url }), server.url);

  await desk.goto('/admin');
  await expect(desk.getByText('There is no practice here yet')).toBeVisible();
  await look(desk, 'admin-sign-in-before-setup');
  await desk.goto('/admin/setup');
  await expect(desk.getByText('This link is not whole')).toBeVisible();
  await desk.goto('about:blank');
  await desk.goto(link!);

  await expect(heading(desk, 'Your practice')).toBeVisible();
  await desk.getByRole('button', { name: 'Continue' }).click();
  await expect(desk.getByRole('alert')).toContainText('Name of the practice: Please fill this in.');
  await look(desk, 'admin-setup-refused');
  await desk.reload();
  await desk.getByLabel('Name of the practice').fill('Alder Grove Counseling');
  await expect(desk.getByLabel('Portal address')).toHaveValue('alder-grove-counseling');
  await desk.getByLabel('Phone').fill('+1 518 555 0143');
  await desk.getByLabel('Time zone').selectOption('America/New_York');
  await look(desk, 'admin-setup');
  await desk.getByRole('button', { name: 'Continue' }).click();

  await expect(heading(desk, 'You')).toBeVisible();
  await desk.getByLabel('First name').fill('Robin');
  await desk.getByLabel('Last name').fill('Alder');
  await desk.getByLabel('E-mail').fill('robin.alder@example.com');
  await desk.getByRole('textbox', { name: 'Password' }).fill('eleven wooden spoons');
  await desk.getByRole('textbox', { name: 'The same again' }).fill('eleven wooden spoons');
  await look(desk, 'admin-setup-owner');
  await desk.getByRole('button', { name: 'Continue' }).click();

  await expect(heading(desk, 'First office and service')).toBeVisible();
  await desk.goBack();
  await expect(desk.getByLabel('First name'), 'going back loses nothing').toHaveValue('Robin');
  await desk.goForward();
  await desk.getByLabel('Street and number').fill('12 Maple Street');
  await desk.getByLabel('City').fill('Albany');
  await desk.getByLabel('State or region').fill('NY');
  await desk.getByLabel('Postal code').fill('12203');
  await desk.getByLabel('Name of the service').fill('Individual session');
  await desk.getByLabel('Duration').fill('50');
  await desk.getByLabel('Fee').fill('140');
  await look(desk, 'admin-setup-place');
  await desk.getByRole('button', { name: 'Continue' }).click();

  await expect(heading(desk, 'Your hours')).toBeVisible();
  await desk.getByLabel('Monday from').fill('08:30');
  await desk.getByRole('button', { name: 'Use Monday\'s hours until Friday' }).click();
  await expect(desk.getByLabel('Friday from')).toHaveValue('08:30');
  await look(desk, 'admin-setup-hours');
  await desk.getByRole('button', { name: 'Set up the practice' }).click();
  await isAtHome(desk);
  await expect(desk.getByRole('heading', { name: 'First steps' })).toBeVisible();
  await look(desk, 'admin-home-first-steps');

  await desk.getByRole('link', { name: 'Add your first client' }).click();
  await expect(heading(desk, 'New client')).toBeVisible();
  await desk.getByLabel('First name').fill('Wren');
  await desk.getByLabel('Last name').fill('Castellan');
  await desk.getByRole('textbox', { name: 'E-mail' }).fill('wren.castellan@example.com');
  await desk.getByRole('checkbox', { name: 'E-mail ok' }).check();
  await desk.getByRole('button', { name: 'Add client' }).click();
  await expect(heading(desk, 'Wren Castellan')).toBeVisible();
  await desk.getByRole('link', { name: 'Invite to the portal' }).click();
  await desk.getByRole('button', { name: 'Send e-mail' }).click();
  const mail = await new Mailbox(server.url).newest('wren.castellan@example.com', 'portal_invitation');
  expect(invitationIn(mail).link).toContain('/p/alder-grove-counseling/welcome#');
  await desk.getByRole('link', { name: 'Home', exact: true }).filter({ visible: true }).click();
  await expect(desk.getByRole('heading', { name: 'Not signed in yet' })).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'First steps' })).toHaveCount(0);

  const stranger = await devices.add(await browser.newContext({ ...shape({}), baseURL: server.url }), server.url);
  await stranger.goto(link!);
  await expect(heading(stranger, 'This practice is set up')).toBeVisible();
  await look(stranger, 'admin-setup-done');
  await devices.close();
});
