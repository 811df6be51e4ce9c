// Parts of the portal that come when one of their pages is first visited; and what somebody sees when they do not come.
import { fromAccountMenu, heading, isIn, portal, refusal } from './client.ts';
import { WILLOW, expect, shape, test } from './fixtures.ts';
import { look } from './look.ts';

// Without `device`, whose browsers may have no errors in the console: a file that does not come is one.
test('a part comes on the first visit, and can be tried again when it did not', async ({ browser, demo, practice }) => {
  const login = await practice.activeClient('Juno', 'Marsh');
  const context = await browser.newContext({ ...shape({}), baseURL: demo.url, storageState: await practice.signedIn(login) });
  const page = await context.newPage();
  const fetched: string[] = [];
  page.on('requestfinished', (request) => fetched.push(request.url()));
  const times = (part: string) => fetched.filter((url) => url.endsWith(`_${part}.wasm`)).length;

  await page.route('**/*_account.wasm', (route) => route.abort());
  await page.goto(portal(WILLOW, '/home'));
  await isIn(page, 'Juno');
  expect(times('bg')).toBe(1);
  // The first page has a card of a part, the next appointment; nothing else comes before it is needed.
  const others = ['account', 'appointments', 'new_client', 'record_access', 'recovery'];
  expect(others.filter((part) => times(part) > 0)).toEqual([]);

  await fromAccountMenu(page, 'My account');
  await expect(refusal(page)).toContainText('No connection');
  await expect(page).toHaveURL(/\/account$/);
  await look(page, 'portal-part-did-not-come');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await expect(refusal(page)).toContainText('No connection');

  await page.unroute('**/*_account.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(heading(page, 'My account')).toBeFocused();
  await expect(page).toHaveTitle(/^My account · /);

  await page.getByRole('main').getByRole('link', { name: /^Devices/ }).click();
  await expect(heading(page, 'Devices')).toBeFocused();
  await expect(page).toHaveTitle(/^Devices · /);
  expect(times('account'), 'one part has all of its pages').toBe(1);
  await page.reload();
  await expect(heading(page, 'Devices')).toBeVisible();
  await context.close();
});

test('a part of a program that the server no longer has brings the new program', async ({ browser, demo, practice }) => {
  const login = await practice.activeClient('Pia', 'Lund');
  const context = await browser.newContext({ ...shape({}), baseURL: demo.url, storageState: await practice.signedIn(login) });
  const page = await context.newPage();
  let gone = false;
  await page.route('**/assets/portal/portal-*', (route) => (gone ? route.fulfill({ status: 404, body: '' }) : route.continue()));
  await page.goto(portal(WILLOW, '/home'));
  await isIn(page, 'Pia');
  // As after an update of the server: it has other files, and a page that is loaded anew names them.
  gone = true;
  page.on('request', (request) => (gone &&= !request.isNavigationRequest()));
  await fromAccountMenu(page, 'My account');
  await expect(heading(page, 'My account')).toBeVisible();
  await expect(page).toHaveURL(/\/account$/);
  expect(gone, 'the page was loaded anew').toBe(false);
  await context.close();
});
