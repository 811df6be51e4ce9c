// The practice puts booking on its own web site; somebody asks for a first appointment there (B11).
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Frame, type FrameLocator, type Page, expect } from '@playwright/test';
import { openDoor, setRules } from './booking.ts';
import { heading, portal } from './client.ts';
import { HARBOR, test } from './fixtures.ts';
import { axeFinds, look } from './look.ts';
import type { Practice } from './practice.ts';
import { save } from './staff.ts';

const BUTTON = 'Ask for an appointment';
const FORM = 'Ask for a first appointment';

test('the line from the settings opens booking on the practice\'s own site, and a request is made in there', async ({ demo, device, harbor, mailbox }) => {
  const site = await ownSite();
  const before = await prepared(harbor);
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/settings/scheduling');
  await expect(heading(desk, 'Scheduling')).toBeVisible();
  await desk.getByLabel('Sites that may show the booking page').fill(site.url);
  await save(desk);
  const line = await lineFor(desk, 'A button that opens booking');
  expect(line).toBe(`<script src="${demo.url}/embed/booking.js" data-practice="${HARBOR}" async></script>`);
  site.put('/', line);

  const guest = await device({ visits: [site.url] });
  await withoutStorageInFrames(guest);
  await guest.goto(`${site.url}/`);
  const opener = guest.getByRole('button', { name: BUTTON });
  await expect(opener).toBeVisible();
  await look(guest, 'embed-site');
  await opener.focus();
  await guest.keyboard.press('Enter');
  const booking = inDialog(guest);
  await expect(booking.getByRole('heading', { level: 1, name: FORM })).toBeVisible();
  await expect(days(booking).first()).toBeVisible();
  await expect(booking.getByRole('link', { name: 'Harbor Street Counseling' }), 'the practice\'s site names it already').toHaveCount(0);
  expect(await axeFinds(frameOf(guest, demo.url)), 'what axe finds in the frame').toEqual([]);
  await look(guest, 'embed-dialog');

  // The way out, by key and by button, from inside and from outside; the button has the focus again.
  await days(booking).first().focus();
  await guest.keyboard.press('Escape');
  await expect(guest.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();
  await guest.keyboard.press('Enter');
  await expect(days(booking).first()).toBeVisible();
  await guest.getByRole('button', { name: 'Close' }).focus();
  await guest.keyboard.press('Escape');
  await expect(guest.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();
  await opener.click();
  await guest.getByRole('button', { name: 'Close' }).click();
  await expect(guest.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();

  // The whole way in the frame, for a browser that keeps nothing for it.
  const email = 'ilse.brandt@example.com';
  await opener.click();
  await days(booking).last().click();
  await booking.locator('.times').getByRole('link').first().click();
  await booking.getByLabel('First name').fill('Ilse');
  await booking.getByLabel('Last name').fill('Brandt');
  await booking.getByLabel('E-mail').fill(email);
  await booking.getByLabel('Telephone').fill('+1 212 555 0178');
  await booking.getByRole('button', { name: 'Continue' }).click();
  await expect(booking.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible();
  const code = /\b\d{6}\b/.exec((await mailbox.newest(email, 'first_visit_code')).text)?.[0];
  await booking.getByLabel('Code from the e-mail').fill(code ?? '');
  await booking.getByRole('button', { name: 'Send request' }).click();
  await expect(booking.getByRole('heading', { level: 1, name: 'Your request was sent' })).toBeVisible();
  expect(await axeFinds(frameOf(guest, demo.url)), 'what axe finds in the frame').toEqual([]);
  await look(guest, 'embed-done');
  const { items } = await harbor.call<{ items: { client_email: string | null }[] }>('get', '/practice/appointment-requests');
  expect(items.filter((request) => request.client_email === email)).toHaveLength(1);
  expect(await guest.context().cookies(), 'nothing is kept in the visitor\'s browser').toEqual([]);

  await setRules(harbor, before);
  await site.close();
});

test('the page itself stands in the practice\'s site, as high as it is', async ({ demo, device, harbor }) => {
  const site = await ownSite();
  const before = await prepared(harbor, site.url);
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/settings/scheduling');
  site.put('/', await lineFor(desk, 'The booking page itself'));
  const guest = await device({ size: 'phone', visits: [site.url] });
  await guest.goto(`${site.url}/`);
  const booking = guest.frameLocator('iframe');
  await expect(days(booking).first()).toBeVisible();
  const inner = frameOf(guest, demo.url);
  await expect
    .poll(() => inner.evaluate(() => document.documentElement.scrollHeight - window.innerHeight), { message: 'what must be scrolled within the frame' })
    .toBeLessThanOrEqual(0);
  await look(guest, 'embed-inline');
  await setRules(harbor, before);
  await site.close();
});

test('a site that is not on the list shows a way to the page instead', async ({ browser, demo, harbor }) => {
  const site = await ownSite();
  const before = await prepared(harbor, 'https://www.harbor-street.example');
  const line = `<script src="${demo.url}/embed/booking.js" data-practice="${HARBOR}"`;
  site.put('/', `${line} async></script>`);
  site.put('/inline', `${line} data-mode="inline" async></script>`);
  // Not watched: the browser says in its console that it refuses the frame.
  const context = await browser.newContext({ locale: 'en-US' });
  const guest = await context.newPage();
  const refused: string[] = [];
  guest.on('console', (message) => refused.push(message.text()));
  await guest.goto(`${site.url}/`);
  const opener = guest.getByRole('button', { name: BUTTON });
  await opener.click();
  const dialog = guest.getByRole('dialog', { name: BUTTON });
  await expect(dialog.getByText('The booking page cannot be shown here.')).toBeVisible();
  await expect(dialog.locator('iframe')).toBeHidden();
  expect(refused.join('\n'), 'the browser refuses the frame').toContain('frame-ancestors');
  await look(guest, 'embed-refused');
  const way = dialog.getByRole('link', { name: 'Open it in a new tab' });
  const [opened] = await Promise.all([context.waitForEvent('page'), way.click()]);
  await expect(heading(opened, FORM)).toBeVisible();
  expect(new URL(opened.url()).pathname).toBe(portal(HARBOR, '/new'));
  await way.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  await guest.goto(`${site.url}/inline`);
  await expect(guest.getByRole('link', { name: 'Open it in a new tab' })).toBeVisible();
  await expect(guest.locator('iframe')).toBeHidden();
  await context.close();
  await setRules(harbor, before);
  await site.close();
});

/** The door is open, and the sites on the list are these; gives the rules as they were. */
async function prepared(practice: Practice, ...sites: string[]) {
  await openDoor(practice);
  return setRules(practice, { framing_sites: sites });
}

/** The line to paste, as the settings tell it. */
async function lineFor(desk: Page, form: string): Promise<string> {
  const section = desk.getByRole('region', { name: 'Line for your site' });
  await section.getByLabel(form).check();
  return (await section.locator('code').textContent()) ?? '';
}

const days = (booking: FrameLocator) => booking.locator('.days').getByRole('link');

const inDialog = (page: Page) => page.getByRole('dialog', { name: BUTTON }).frameLocator('iframe');

function frameOf(page: Page, origin: string): Frame {
  const found = page.frames().find((frame) => frame.url().startsWith(`${origin}/`));
  if (!found) throw new Error(`No frame of ${page.url()} shows ${origin}.`);
  return found;
}

/** As in browsers that keep nothing for a page in another site's frame. */
async function withoutStorageInFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window === window.top) return;
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
}

/** A web site of the practice's own: another site to a browser than the one that the portal is on. */
async function ownSite() {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const body = pages.get(request.url ?? '');
    response.statusCode = body === undefined ? 204 : 200;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** Puts a line where the page's text ends. */
    put(path: string, line: string): void {
      const text = `<main><h1>Harbor Street Counseling</h1><p>We would like to hear from you.</p>${line}</main>`;
      pages.set(path, `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Harbor Street</title>${text}</html>`);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
