// Every entry of every navigation leads to a page with its own heading, title and address, which survives reload and Back.
import { type Page } from '@playwright/test';
import { heading, portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';

test('the admin application', async ({ device, practice }) => {
  const client = await practice.addClient('Noor', 'Haddad');
  const desk = await device({ as: practice.owner });
  const seen = new Set<string>();
  for (const start of ['/admin', '/admin/settings/practice', `/admin/clients/${client.id}`]) {
    await followNavigation(desk, start, seen);
  }
  expect(seen.size, [...seen].join(' ')).toBeGreaterThanOrEqual(14);
  for (const address of ['/admin/clients/new', '/admin/clients/import', '/admin/account', '/admin/settings']) {
    await desk.goto(address);
    await hasHeadingAndTitle(desk);
  }
});

test('the documents of the admin application', async ({ device, practice }) => {
  const client = await practice.addClient('Noor', 'Benali');
  const desk = await device({ as: practice.owner });
  const inside = desk.getByRole('main').getByRole('navigation').getByRole('link');
  const seen = new Set<string>();
  for (const start of ['/admin/documents', '/admin/documents/templates']) await followLinks(desk, start, inside, seen);
  expect(seen.size, [...seen].join(' ')).toBeGreaterThanOrEqual(9);
  for (const address of ['/admin/documents/templates/new-document', '/admin/documents/templates/new-form']) {
    await desk.goto(address);
    await hasHeadingAndTitle(desk);
  }
  await desk.goto(`/admin/clients/${client.id}/documents/file`);
  await expect(desk.getByRole('heading', { name: 'Share a file with Noor Benali' })).toBeVisible();
  await look(desk, 'admin-share-file');
});

test('the admin application on a phone: the navigation is in a drawer', async ({ device, practice }) => {
  const phone = await device({ size: 'phone', as: practice.owner });
  await phone.goto('/admin/clients');
  await expect(heading(phone, 'Clients')).toBeVisible();
  await phone.getByRole('button', { name: 'Open menu' }).click();
  const drawer = phone.getByRole('dialog', { name: 'Practice' });
  await expect(drawer).toBeVisible();
  await look(phone, 'admin-drawer');
  await drawer.getByRole('link', { name: 'Home' }).click();
  await expect(heading(phone, 'Home')).toBeFocused();
  await expect(drawer).toBeHidden();
  await phone.goto('/admin/settings/audit');
  // A part of a pixel may be left: widths are broken numbers, places of scroll bars whole ones.
  await expect(phone.getByRole('link', { name: 'Audit log' }), 'the last tab is scrolled into view').toBeInViewport({ ratio: 0.99 });
});

test('the portal', async ({ device, practice }) => {
  const phone = await device({ size: 'phone', as: practice.login('client', 'Daniel Abara') });
  const seen = new Set<string>();
  await followNavigation(phone, portal(WILLOW, '/home'), seen);
  await followLinks(phone, portal(WILLOW, '/account'), phone.getByRole('main').getByRole('link'), seen);
  // What waits, what is done, and the file that was shared: pages of every kind of document.
  await followLinks(phone, portal(WILLOW, '/documents'), phone.getByRole('main').getByRole('listitem').getByRole('link'), seen);
  expect(seen.size, [...seen].join(' ')).toBeGreaterThanOrEqual(12);
});

test('the pages before signing in', async ({ device }) => {
  const phone = await device({ size: 'phone' });
  await followLinks(phone, portal(WILLOW), phone.getByRole('main').getByRole('link'), new Set());
  await followLinks(phone, portal(WILLOW, '/sign-in'), phone.getByRole('main').getByRole('link'), new Set());
  await followLinks(phone, portal(WILLOW, '/trouble'), phone.getByRole('main').getByRole('link'), new Set());
});

test('addresses that lead nowhere say so, with a way on', async ({ device, practice }) => {
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin/somewhere/else');
  await expect(heading(desk, 'There is nothing here')).toBeVisible();
  await desk.getByRole('link', { name: 'Go to Home' }).click();
  await expect(heading(desk, 'Home')).toBeVisible();
  await desk.goto('/admin/clients/01890000-0000-7000-8000-000000000000');
  await expect(heading(desk, 'There is no such client')).toBeVisible();
  await look(desk, 'admin-no-such-client');
  await desk.goto(portal(WILLOW, '/somewhere'));
  await expect(heading(desk, 'This page does not exist')).toBeVisible();
  await look(desk, 'portal-not-found');
  await desk.getByRole('link', { name: 'Go to the portal' }).click();
  await expect(heading(desk, 'Willow & Reed Therapy')).toBeVisible();
  const nobody = await desk.request.get(portal('nobody-here'), { headers: { accept: 'text/html' } });
  expect(nobody.status()).toBe(404);
  expect(await nobody.text()).toContain('<h1>');
});

/** Follows every entry of the navigations on a page. */
function followNavigation(page: Page, start: string, seen: Set<string>): Promise<void> {
  return followLinks(page, start, page.getByRole('navigation').getByRole('link'), seen);
}

/** Follows every link of these to another page of the same application, reloads there, and comes back. */
async function followLinks(page: Page, start: string, links: ReturnType<Page['getByRole']>, seen: Set<string>): Promise<void> {
  await page.goto(start);
  const title = await hasHeadingAndTitle(page);
  await expect(links.first()).toBeVisible();
  const visible = await links.evaluateAll((all) => all.filter((a) => a.checkVisibility()).map((a) => a.getAttribute('href') ?? ''));
  for (const address of new Set(visible.filter((href) => href.startsWith('/') && !seen.has(href)))) {
    seen.add(address);
    await links.and(page.locator(`[href="${address}"]`)).filter({ visible: true }).first().click();
    await expect(page).toHaveURL((url) => (url.pathname + url.search).startsWith(address));
    const there = await hasHeadingAndTitle(page);
    await page.reload();
    expect(await hasHeadingAndTitle(page), `${address} after a reload`).toBe(there);
    if (page.url().endsWith(start)) continue;
    await page.goBack();
    await expect(page).toHaveURL((url) => url.pathname + url.search === start);
    expect(await hasHeadingAndTitle(page), `${start} after Back`).toBe(title);
  }
}

/** The page has one heading of the first level, and the tab is named by it. Gives the title. */
async function hasHeadingAndTitle(page: Page): Promise<string> {
  const first = page.getByRole('heading', { level: 1 });
  await expect(first).toHaveCount(1);
  await expect(first).toHaveText(/\S/);
  // Where a record has to load first, the heading is its name as soon as that is known.
  await expect(page.locator('.skeleton')).toHaveCount(0);
  const name = await first.innerText();
  // Of several pages under one heading, such as those of a client, each but the first says which one it is.
  const tab = await page.getByRole('navigation', { name: 'Client', exact: true }).locator('[aria-current="page"]').allInnerTexts();
  const named = tab.length === 0 || tab[0] === 'Overview' ? name : `${name} (${tab[0]})`;
  // What waits to be read is counted before it.
  const title = async () => (await page.title()).replace(/^\(\d+\) /, '');
  await expect
    .poll(async () => (await title()).split(' · ')[0], { message: `the tab of ${page.url()} is named after its heading` })
    .toBe(named);
  return title();
}
