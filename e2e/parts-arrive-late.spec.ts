// Parts of the portal that come when one of their pages is first visited; and what somebody sees when they do not come.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boxes } from './booking.ts';
import { fromAccountMenu, heading, isIn, portal, refusal } from './client.ts';
import { WILLOW, expect, shape, test } from './fixtures.ts';
import { look } from './look.ts';

/** The files of a part as the build lists them (and weighs them): its own, and the pieces that it shares with other parts. */
function filesOf(part: string): string[] {
  const list = readFileSync(join(import.meta.dirname, '..', 'frontend', 'dist', 'portal.parts.json'), 'utf8');
  const files = (JSON.parse(list) as Record<string, string[]>)[part] ?? [];
  expect(files.filter((file) => file.endsWith(`_${part}.wasm`)), `the build knows the part ${part}`).toHaveLength(1);
  return files;
}

/** The file of the program itself, which every part of the same build begins with, too. */
const programOf = (part: string): string => filesOf(part).find((file) => file.endsWith(`_${part}.wasm`))!.replace(`_${part}.wasm`, '_bg.wasm');

// Without `device`, whose browsers may have no errors in the console: a file that does not come is one.
test('a part comes on the first visit, and can be tried again when it did not', async ({ browser, demo, practice }) => {
  const login = await practice.activeClient('Juno', 'Marsh');
  const context = await browser.newContext({ ...shape({}), baseURL: demo.url, storageState: await practice.signedIn(login) });
  const page = await context.newPage();
  const fetched: string[] = [];
  page.on('requestfinished', (request) => fetched.push(request.url()));
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).pathname.split('/').at(-1)!));
  const times = (part: string) => fetched.filter((url) => url.endsWith(`_${part}.wasm`)).length;

  await page.route('**/*_account.wasm', (route) => route.abort());
  await page.goto(portal(WILLOW, '/home'));
  await isIn(page, 'Juno');
  await expect(page.getByText('Nothing is planned.')).toBeVisible();
  expect(times('bg')).toBe(1);
  // The first page has one card that is a part, the next appointment; and every page has the line to new messages. Nothing else
  // comes before it is needed.
  const expected = new Set([programOf('next_appointment'), ...filesOf('next_appointment'), ...filesOf('message_line')]);
  const modules = () => [...asked].filter((file) => file.endsWith('.wasm')).sort();
  await expect.poll(modules).toEqual([...expected].sort());

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

test('a section of a page that did not come leaves the rest of the page, and can be tried again', async ({ browser, demo, practice }) => {
  const login = await practice.activeClient('Rhea', 'Solberg');
  const context = await browser.newContext({ ...shape({ size: 'phone' }), baseURL: demo.url, storageState: await practice.signedIn(login) });
  const page = await context.newPage();
  await page.route('**/*_find_time.wasm', (route) => route.abort());
  await page.goto(portal(WILLOW, '/appointments'));
  await expect(heading(page, 'Appointments')).toBeVisible();
  await expect(refusal(page)).toContainText('No connection');
  await expect(page.getByText('Nothing planned yet'), 'what is planned is there').toBeVisible();
  await look(page, 'portal-section-did-not-come');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await expect(refusal(page)).toContainText('No connection');

  await page.unroute('**/*_find_time.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(boxes(page).first()).toBeVisible();
  await expect(refusal(page)).toHaveCount(0);
  await context.close();
});
