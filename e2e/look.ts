// A look at a page as it stands now: pictures for people, and what a machine can find wrong with it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Frame, type Page, expect } from '@playwright/test';
import axe from 'axe-core';

const SIZES = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
] as const;
const NARROWEST = 320;
const SCHEMES = ['light', 'dark'] as const;

const FOLDER = join(import.meta.dirname, 'screenshots');
const PICTURES = join(import.meta.dirname, '..', 'docs', 'pictures');
const MOST_BYTES = 150_000;

/** The pictures that the README shows: the file made of which picture. */
const IN_README = new Map([
  ['portal-home-390-light.png', 'portal-home-phone.png'],
  ['portal-welcome-390-light.png', 'welcome-phone.png'],
  ['portal-appointments-week-390-light.png', 'free-times-phone.png'],
  ['admin-calendar-week-1280-light.png', 'calendar-week.png'],
  ['admin-client-portal-1280-light.png', 'client-portal-tab.png'],
]);

/**
 * Photographs the page at three widths, light and dark, as `screenshots/{name}-{width}-{scheme}.png`; axe must find nothing on
 * the narrow and the wide one, and nothing may have to be scrolled sideways on the narrowest screen there is.
 */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  const before = page.viewportSize() ?? SIZES[2];
  await mkdir(FOLDER, { recursive: true });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of SIZES) {
      const picture = `${name}-${size.width}-${colorScheme}.png`;
      await photograph(page, picture, size);
      if (size.width !== 768) expect(await axeFinds(page), `what axe found on ${picture}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: NARROWEST, height: 640 });
  await fitsAcross(page, name);
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Nothing is being fetched or announced as busy any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true], .skeleton, #start, #early')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

async function photograph(page: Page, picture: string, size: { width: number; height: number }): Promise<void> {
  const path = join(FOLDER, picture);
  await page.setViewportSize(size);
  await forReadme(page, picture);
  // The window grows to the whole page: what is fixed to its edges stays at the edges, as it does for a person.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > size.height) await page.setViewportSize({ width: size.width, height });
  await page.screenshot({ path });
}

/** Keeps the first screen of the pictures that the README shows. */
async function forReadme(page: Page, picture: string): Promise<void> {
  const kept = process.env['README_PICTURES'] === '1' ? IN_README.get(picture) : undefined;
  if (!kept) return;
  await mkdir(PICTURES, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  const { byteLength } = await page.screenshot({ path: join(PICTURES, kept) });
  expect(byteLength, `bytes of ${kept}`).toBeLessThanOrEqual(MOST_BYTES);
}

/** What axe finds on a page or within a frame of it. */
export async function axeFinds(page: Page | Frame): Promise<unknown[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Without the lists of what is right, which take most of the time.
    const options = { resultTypes: ['violations' as const] };
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => `${node.target} ${node.failureSummary}`) }));
  });
}

async function fitsAcross(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    const out = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > most + 1);
    return out.slice(-5).map((element) => element.outerHTML.slice(0, 160));
  });
  expect(wide, `what is wider than ${NARROWEST} px on ${name}`).toEqual([]);
}
