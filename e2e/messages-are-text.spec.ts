// Whatever somebody writes is text: as a message, as a file's name, as a client's name, on either side (M3, S6). The watch over each
// browser fails the walk for any script, request to elsewhere, or report of the content security policy.
import { type Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { clientWrites, conversation, said, staffWrite } from './inbox.ts';
import { choose, openTalk, sendButton } from './messages.ts';
import type { Practice } from './practice.ts';

/** What has broken pages elsewhere, in every place of a page where a text can stand. */
const PAYLOADS = [
  '<script>document.title = "taken over"</script>',
  '"><img src=x onerror="document.title = \'taken over\'">',
  "'><svg/onload=document.title='taken-over'>",
  '</textarea><iframe src="javascript:document.title=1">',
  '</title><body onload=document.title=1>',
  '<a href="javascript:document.title=1">press me</a>',
  'javascript:document.title=1',
  'JaVaScRiPt://example.com/%0adocument.title=1',
  'data:text/html,<script>document.title=1</script>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<link rel="stylesheet" href="https://evil.example/a.css">',
  '<style>@import "https://evil.example/b.css"; * { display: none }</style>',
  '<form action="https://evil.example/"><button>Send</button></form>',
  '<object data="https://evil.example/c.swf"></object>',
  '<math><mtext><table><mglyph><style><img src=x onerror=document.title=1>',
  '{{constructor.constructor("document.title=1")()}}',
  '${document.title = "taken over"}',
  '<%= 7 * 7 %> #{7 * 7} {7*7}',
  '&lt;script&gt;document.title=1&lt;/script&gt;',
  '\u202Egnp.exe \u2066\u2069 \u200B\uFEFF',
  '`;document.title=1//',
  "'; DROP TABLE messages; --",
  'https://evil.example@good.example/',
  'https://good.example\u2044evil.example/login',
] as const;
/** Twenty ways to stand in a sentence, so that five hundred are seen. */
const frames = Array.from({ length: 20 }, (_, n) => (payload: string) => `${n}: ${payload} ${'.'.repeat(n)}`);

test('five hundred of them, from both sides, are only shown', async ({ device, practice }) => {
  test.setTimeout(300_000);
  const client = await practice.activeClient('<b>Mal', 'lory</b>"\'&', 'en', 'mallory@example.com');
  const id = await conversation(practice, client.client);
  let written = 0;
  for (const frame of frames) {
    for (const payload of PAYLOADS) {
      written += 1;
      await (written % 2 === 0 ? clientWrites(practice, client, id, frame(payload)) : staffWrite(practice, id, frame(payload)));
    }
  }
  expect(written).toBe(500);
  const phone = await device({ size: 'phone', as: client });
  await openTalk(phone, id);
  await allAreText(phone, written);
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  await allAreText(desk, written);
});

test('names of files are only shown, too', async ({ device, practice }) => {
  const client = await practice.activeClient('Odd', 'Namesson');
  const id = await conversation(practice, client.client);
  const phone = await device({ size: 'phone', as: client });
  await openTalk(phone, id);
  const names = ['"><img src=x onerror=document.title=1>.txt', "'-document.title=1-'.txt", '<script>1</script>.txt', '..\\..\\C:evil.txt'];
  await choose(phone, ...names.map((name) => ({ name, content: 'harmless' })));
  await expect(phone.locator('.attached progress')).toHaveCount(0);
  await sendButton(phone).click();
  await expect(phone.getByRole('button', { name: /^Save / })).toHaveCount(names.length);
  await noneRan(phone);
  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  await expect(desk.getByRole('button', { name: /^Save / })).toHaveCount(names.length);
  await noneRan(desk);
});

/** Shows the whole thread, and looks at what it is made of. */
async function allAreText(page: Page, count: number): Promise<void> {
  const earlier = page.getByRole('button', { name: 'Show earlier messages' });
  const bubbles = page.getByRole('log').locator('.bubble');
  await expect(said(page, '19: ').last()).toBeVisible();
  for (let before = await bubbles.count(); before < count; before = await bubbles.count()) {
    await earlier.click();
    await expect.poll(() => bubbles.count()).toBeGreaterThan(before);
  }
  const inside = await page.getByRole('log').evaluate((log) => {
    const bubbles = [...log.querySelectorAll('.bubble')];
    const elements = bubbles.flatMap((bubble) => [...bubble.querySelectorAll('*')]);
    const links = elements.filter((element): element is HTMLAnchorElement => element instanceof HTMLAnchorElement);
    return {
      bubbles: bubbles.length,
      others: elements.filter((element) => !(element instanceof HTMLAnchorElement)).map((element) => element.outerHTML),
      links: [...new Set(links.map((link) => `${link.protocol} ${link.rel} ${link.dir} ${link.textContent === link.getAttribute('href')}`))],
    };
  });
  expect(inside.bubbles).toBe(count);
  expect(inside.others, 'no element but links').toEqual([]);
  for (const link of inside.links) expect(link).toMatch(/^https?: noopener noreferrer ltr true$/);
  await noneRan(page);
}

async function noneRan(page: Page): Promise<void> {
  await expect(page).not.toHaveTitle(/taken|^1$/);
  expect(await page.locator('iframe, object, embed, base, form[action]').count()).toBe(0);
}

/** Kept honest: what is written reaches the page as it was written. */
test('a text arrives letter by letter', async ({ device, practice }) => {
  const client = await practice.activeClient('Pina', 'Lettera');
  const id = await write(practice, client.client.id);
  const page = await device({ as: client });
  await openTalk(page, id);
  const shown = await page.getByRole('log').locator('.bubble').allTextContents();
  expect(shown).toEqual([...PAYLOADS]);
});

async function write(practice: Practice, clientId: string): Promise<string> {
  const client = { id: clientId, first: '', last: '', email: '' };
  const id = await conversation(practice, client);
  for (const payload of PAYLOADS) await staffWrite(practice, id, payload);
  return id;
}
