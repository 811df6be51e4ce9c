// Strings that have broken pages, queries and logs elsewhere: a hundred, each in five surroundings, and some that are as long as a
// message may be. The tests of the API take the same ones (`hostile.rs`).
import { readFileSync } from 'node:fs';
import { type Page, expect } from '@playwright/test';

interface List {
  vectors: string[];
  ways: [before: string, behind: string][];
  long: [text: string, times: number][];
}

const list = JSON.parse(readFileSync(new URL('hostile.json', import.meta.url), 'utf8')) as List;

/** Five hundred; each fits into a name. */
export const HOSTILE = list.vectors.flatMap((text) => list.ways.map(([before, behind]) => before + text + behind));

/** Up to 20,000 characters of what is hard to lay out. */
export const LONG = list.long.map(([text, times]) => text.repeat(times).trimEnd());

/** `all` in groups of `size`. */
export function inGroups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

/** Notices from now on what only a string that was taken for more than text could do, beside what the watch notices anyway. */
export function guard(page: Page): { nothingRan(): Promise<void> } {
  const noticed: string[] = [];
  page.on('dialog', (dialog) => {
    noticed.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => noticed.push(`popup: ${popup.url()}`));
  page.on('websocket', (socket) => noticed.push(`socket: ${socket.url()}`));
  page.on('request', (request) => {
    const address = request.url();
    if (/evil|taken|alert|%3Cscript|onerror/i.test(address)) noticed.push(`address: ${address}`);
  });
  return {
    async nothingRan() {
      expect(noticed).toEqual([]);
      expect(await page.title()).not.toContain('taken');
      const forbidden = 'script:not([src]):not([type=module]), iframe, object, embed, base, portal, form[action], math, marquee, template, [popover]:not(.menu-list)';
      expect(await page.locator('body').locator(forbidden).count(), 'nothing that only a string could have made').toBe(0);
      const handlers = await page.evaluate(() =>
        [...document.body.querySelectorAll('*')].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))),
      );
      expect(handlers, 'no handler in any attribute').toEqual([]);
      const styled = await page.evaluate(() => [...document.querySelectorAll('[style]')].map((element) => element.getAttribute('style')));
      expect(styled.filter((style) => /url\(|expression/i.test(style ?? ''))).toEqual([]);
      expect(await page.evaluate(() => ({ ...({} as { polluted?: boolean }) }.polluted)), 'no prototype was changed').toBeUndefined();
    },
  };
}
