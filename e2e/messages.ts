// Messages in the portal: the icon, the frame over the page, the box.
import { type Locator, type Page, expect } from '@playwright/test';
import { portal } from './client.ts';
import { WILLOW } from './fixtures.ts';
import { said } from './inbox.ts';

/** The icon at the top right. */
export const icon = (page: Page): Locator => page.getByRole('banner').getByRole('button', { name: /^(Messages|Mensajes)/ });

/** Its dot. */
export const dot = (page: Page): Locator => icon(page).locator('.dot');

/** The messages over the page. */
export const frame = (page: Page): Locator => page.getByRole('dialog', { name: 'Messages' });

/** The box to write in. */
export const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });

/** The button below it. */
export const sendButton = (page: Page): Locator => page.getByRole('button', { name: 'Send', exact: true });

/** Opens the messages over the page. */
export async function openFrame(page: Page): Promise<void> {
  await icon(page).click();
  await expect(frame(page)).toBeVisible();
}

/** Opens a conversation on a page of its own. */
export async function openTalk(page: Page, id: string): Promise<void> {
  await page.goto(portal(WILLOW, `/messages/${id}`));
  await expect(box(page)).toBeVisible();
}

/** The ids under which a page sends these words, one for each time that it does. */
export function idsSent(page: Page, text: string): string[] {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/messages')) return;
    const sent = request.postDataJSON() as { id: string; text: string } | null;
    if (sent?.text === text) ids.push(sent.id);
  });
  return ids;
}

/** Presses *Try again* three times at a message that does not go; each time it is tried, as `ids` of `idsSent` say. */
export async function pressedAgain(page: Page, text: string, ids: string[]): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    const before = ids.length;
    await said(page, text).getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => ids.length, { message: 'it is tried again' }).toBeGreaterThan(before);
  }
}

/** The files that are chosen for the next message. */
export const attached = (page: Page): Locator => page.locator('.attached').getByRole('listitem');

/** A picture of one dot. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Chooses files, as from the button. */
export async function choose(page: Page, ...files: { name: string; content: Buffer | string }[]): Promise<void> {
  const chosen = files.map(({ name, content }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }));
  await page.locator('.composer input[type=file]').setInputFiles(chosen);
}
