// The portal on a home screen: a name and a beginning of its own, and a worker that keeps the program and nothing about anybody.
import { giveCredentials, isIn, portal } from './client.ts';
import { WILLOW, expect, shape, test } from './fixtures.ts';
import { conversation, said, staffWrite } from './inbox.ts';
import { openTalk } from './messages.ts';

test('each practice is an application of its own', async ({ device }) => {
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW));
  const address = await phone.locator('link[rel=manifest]').getAttribute('href');
  expect(address).toBe(portal(WILLOW, '/manifest.webmanifest'));
  const answer = await phone.request.get(address!);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = (await answer.json()) as { name: string; start_url: string; scope: string; icons: { src: string }[] };
  expect(manifest).toMatchObject({ name: 'Willow & Reed Therapy', start_url: portal(WILLOW, '/home'), scope: portal(WILLOW, '/') });
  for (const { src } of manifest.icons) expect((await phone.request.get(src)).ok(), src).toBe(true);
  expect((await phone.request.get(portal('nobody-here', '/manifest.webmanifest'))).status()).toBe(404);
});

// Without `device`: with no line, what the browser cannot fetch is an error in the console.
test('the worker keeps the program, and nothing personal', async ({ browser, demo, practice }) => {
  const client = await practice.activeClient('Quilla', 'Montes');
  const id = await conversation(practice, client.client);
  await staffWrite(practice, id, 'A sentence nobody may keep.');
  const context = await browser.newContext({ ...shape({ size: 'phone' }), baseURL: demo.url, serviceWorkers: 'allow' });
  const page = await context.newPage();
  await page.goto(portal(WILLOW, '/sign-in'));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await giveCredentials(page, client.email, client.password);
  await isIn(page, 'Quilla');
  await openTalk(page, id);
  await expect(said(page, 'A sentence nobody may keep.')).toBeVisible();
  await page.reload();
  await expect(said(page, 'A sentence nobody may keep.')).toBeVisible();

  const kept = () =>
    page.evaluate(async () => {
      const all: { url: string; text: string }[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) all.push({ url: new URL(request.url).pathname, text: await (await cache.match(request))!.text() });
      }
      return all;
    });
  await expect.poll(async () => (await kept()).some(({ url }) => url.endsWith('_messages.wasm')), 'parts are kept once they came').toBe(true);
  for (const { url, text } of await kept()) {
    expect(url).toMatch(/^(\/p\/willow-reed\/|\/assets\/portal\/[^/]+\.(wasm|js|css|woff2))$/);
    for (const personal of ['Quilla', 'Montes', client.email, 'A sentence nobody may keep.', id]) expect(text, url).not.toContain(personal);
  }

  await context.setOffline(true);
  await page.goto(portal(WILLOW, '/home'));
  await expect(page.getByText('No connection')).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await isIn(page, 'Quilla');
  await context.close();
});
