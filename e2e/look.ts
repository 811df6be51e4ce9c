// A look at a page as it stands now: pictures for people, and what a machine can find wrong with it.
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

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
  ['portal-home-390-light.png', 'portal-home.png'],
  ['portal-welcome-390-light.png', 'portal-welcome.png'],
  ['admin-client-portal-1280-light.png', 'client-portal-tab.png'],
  ['admin-clients-1280-dark.png', 'clients.png'],
  ['admin-setup-1280-light.png', 'set-up.png'],
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
      await page.setViewportSize(size);
      const picture = `${name}-${size.width}-${colorScheme}.png`;
      await photograph(page, picture);
      if (size.width !== 768) await nothingForAxe(page, picture);
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

async function photograph(page: Page, picture: string): Promise<void> {
  const path = join(FOLDER, picture);
  await page.screenshot({ path, fullPage: true });
  const kept = process.env['README_PICTURES'] === '1' ? IN_README.get(picture) : undefined;
  if (!kept) return;
  // On paper the first screen says more than a long strip.
  await page.screenshot({ path });
  expect((await stat(path)).size, `bytes of ${picture}`).toBeLessThanOrEqual(MOST_BYTES);
  await mkdir(PICTURES, { recursive: true });
  await copyFile(path, join(PICTURES, kept));
}

async function nothingForAxe(page: Page, picture: string): Promise<void> {
  // There are no frames to walk into; the older way needs no second page.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => `${node.target} ${node.failureSummary}`) }));
  expect(found, `what axe found on ${picture}`).toEqual([]);
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
