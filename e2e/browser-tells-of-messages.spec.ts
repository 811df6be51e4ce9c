// Notices of the browser, in both applications: asked for, taken back, and without a word of what was written.
import { type Browser, type BrowserContext, type Page } from '@playwright/test';
import { heading, portal } from './client.ts';
import { WILLOW, expect, shape, test } from './fixtures.ts';
import type { Practice } from './practice.ts';
import type { DemoServer, Login } from './server.ts';

const NOWHERE = 'https://push.example.net/send/walk';

/** A browser that may show notices, and whose push service is at hand: its own is far away, and somebody's. */
async function telling(browser: Browser, demo: DemoServer, practice: Practice, login: Login): Promise<BrowserContext> {
  const storageState = await practice.signedIn(login);
  const permissions = ['notifications'];
  const context = await browser.newContext({ ...shape({}), baseURL: demo.url, serviceWorkers: 'allow', storageState, permissions });
  await context.addInitScript((endpoint) => {
    const keys = { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) };
    const subscription = () =>
      Object.create(PushSubscription.prototype, {
        endpoint: { value: endpoint },
        toJSON: { value: () => ({ endpoint, keys }) },
        unsubscribe: { value: async () => localStorage.removeItem('walk-push') === undefined },
      }) as PushSubscription;
    PushManager.prototype.getSubscription = async () => (localStorage.getItem('walk-push') ? subscription() : null);
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem('walk-push', 'yes');
      return subscription();
    };
  }, NOWHERE);
  return context;
}

/** Whether the server would wake this browser. */
const isWoken = (page: Page, app: 'portal' | 'practice'): Promise<boolean> =>
  page.evaluate(async (app) => {
    const headers = { 'Anteroom-App': app === 'portal' ? 'portal' : 'admin' };
    const answer = await fetch(`/api/v1/${app}/push-subscriptions`, { headers });
    return ((await answer.json()) as { on: boolean }).on;
  }, app);

/** Has the browser's worker told of something, as a push service does, and gives what it showed. */
async function pushed(context: BrowserContext, origin: string): Promise<unknown[]> {
  const worker = context.serviceWorkers()[0];
  if (!worker) throw new Error('no worker came to work');
  await worker.evaluate(() => {
    const here = self as unknown as { registration: ServiceWorkerRegistration; shown: unknown[] };
    here.shown = [];
    here.registration.showNotification = async (title: string, about?: NotificationOptions) => void here.shown.push([title, about?.body]);
  });
  const page = context.pages()[0]!;
  const line = await context.newCDPSession(page);
  const known = new Promise<string>((resolve) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await line.send('ServiceWorker.enable');
  await line.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await known, data: '' });
  // That nothing is shown can be seen by waiting only.
  return worker.evaluate(async () => {
    await new Promise((done) => setTimeout(done, 300));
    return (self as unknown as { shown: unknown[] }).shown;
  });
}

test('a client is told on a device where they asked for it', async ({ browser, demo, practice }) => {
  const client = await practice.activeClient('Benat', 'Etxea');
  const context = await telling(browser, demo, practice, client);
  const page = await context.newPage();
  await page.goto(portal(WILLOW, '/account/preferences'));
  const card = page.locator('.card').filter({ hasText: 'Notices on this device' });
  await expect(card).toContainText('It says that there is one, never what it says or who wrote it.');
  expect(await isWoken(page, 'portal')).toBe(false);
  await card.getByRole('button', { name: 'Tell me on this device' }).click();
  await expect(card.getByRole('button', { name: 'Stop telling me on this device' })).toBeVisible();
  expect(await isWoken(page, 'portal')).toBe(true);
  await page.reload();
  await expect(card.getByRole('button', { name: 'Stop telling me on this device' })).toBeVisible();

  expect(await pushed(context, demo.url), 'who looks at the portal sees the dot').toEqual([]);
  await page.goto('about:blank');
  expect(await pushed(context, demo.url)).toEqual([['You have a new message', 'Open your portal to read it.']]);

  await page.goto(portal(WILLOW, '/account/preferences'));
  await card.getByRole('button', { name: 'Stop telling me on this device' }).click();
  await expect(card.getByRole('button', { name: 'Tell me on this device' })).toBeVisible();
  expect(await isWoken(page, 'portal')).toBe(false);

  await context.clearCookies();
  await page.goto(portal(WILLOW, '/sign-in'));
  await expect(heading(page, 'Sign in')).toBeVisible();
  const shown = await pushed(context, demo.url);
  expect(shown, 'there is no dot there').toEqual([['You have a new message', 'Open your portal to read it.']]);
  await context.close();
});

test('a clinician is told in a browser where they asked for it', async ({ browser, demo, practice }) => {
  const context = await telling(browser, demo, practice, practice.login('clinician'));
  const page = await context.newPage();
  await page.goto('/admin/account');
  const card = page.locator('.card').filter({ hasText: 'Notices in this browser' });
  await card.getByRole('button', { name: 'Tell me in this browser' }).click();
  await expect(card.getByRole('button', { name: 'Stop telling me' })).toBeVisible();
  expect(await isWoken(page, 'practice')).toBe(true);
  await page.goto('about:blank');
  expect(await pushed(context, demo.url)).toEqual([['You have a new message', 'Open your messages to read it.']]);
  await page.goto('/admin/account');
  await card.getByRole('button', { name: 'Stop telling me' }).click();
  await expect(card.getByRole('button', { name: 'Tell me in this browser' })).toBeVisible();
  expect(await isWoken(page, 'practice')).toBe(false);

  await context.clearCookies();
  await page.goto('/admin/sign-in');
  await expect(heading(page, 'Sign in')).toBeVisible();
  const shown = await pushed(context, demo.url);
  expect(shown, 'there is no number there').toEqual([['You have a new message', 'Open your messages to read it.']]);
  await context.close();
});
