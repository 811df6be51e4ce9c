// The longest form there is stays light: for who answers it on a slow phone, and for who writes it (D1, D5).
//
// A key costs something in an empty page, too, and on some machines most of what it may: what the form adds to that is held to the
// target. Of the processor to twice as much, which other work beside it hardly changes; times by the clock only to what even a
// crowded machine keeps. `MEASURE=1 cargo xtask e2e form-of-500 --workers=1` prints what it finds and holds it to the targets
// of docs/measured.md.
import type { Page } from '@playwright/test';
import { heading, portal } from './client.ts';
import { type Question, form, sentTo, share, title } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { percentile, slow, spent, typed } from './main-thread.ts';

// A report that follows every step would cost the page more than what is measured.
test.use({ trace: 'off' });

const MEASURE = process.env['MEASURE'] === '1';
/** How many times the target it may be: of the processor's time, and by the clock. */
const ROOM = MEASURE ? { processor: 1, clock: 1 } : { processor: 2, clock: 12 };
/** What a key may take there more than in an empty page, on the slow phone, in milliseconds, and how much slower that is. */
const KEY = 16;
const SLOWER = 4;

const TEXT = 'It began in the spring, when the nights were still long and I could not sleep. I walked along the river every morning, which helped a little, and then it came back in the autumn with the rain, as before.';

const choices = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `c${n}`, label: `Choice ${n + 1}` }));

/** Every kind of question, in turn. */
const KINDS = [
  { kind: 'short_text', required: true },
  { kind: 'long_text', help: 'As much as you like, or nothing at all.' },
  { kind: 'one_choice', choices: choices(5) },
  { kind: 'many_choices', choices: choices(6) },
  { kind: 'scale', scale: { from: 0, to: 10, from_label: 'Not at all', to_label: 'Very much' } },
  { kind: 'number' },
  { kind: 'date' },
  { kind: 'yes_no', required: true },
  { kind: 'one_choice', choices: choices(20) },
  { kind: 'signature' },
];

/** As many as a form can have: each 25 below a heading, some that wait for another, and 20 that all wait for the first. */
const QUESTIONS: Question[] = Array.from({ length: 500 }, (_, n) => {
  const key = `q${n}`;
  if (n === 0) return { key, kind: 'yes_no', label: '1. Has there been an accident?' };
  if (n === 479) return { key, kind: 'section', label: 'The accident', show_if: { question: 'q0', is: ['yes'] } };
  if (n % 25 === 0) return { key, kind: 'section', label: `Part ${n / 25 + 1}` };
  const waits = n % 13 === 0 ? { show_if: { question: `q${n - (n % 10) - 3}`, is: ['yes'] } } : {};
  return { key, label: `${n + 1}. How was it?`, ...KINDS[n % 10]!, ...waits };
});

function told(what: string, milliseconds: number, most: number): void {
  if (MEASURE) console.log(`${what}: ${milliseconds.toFixed(1)} ms`);
  expect(milliseconds, what).toBeLessThan(most);
}

/** What a key takes in a page with nothing but a field. */
interface Empty {
  /** By the clock, on the slow phone. */
  clock: number;
  /** Of the processor, at full speed. */
  processor: number;
}

async function empty(page: Page): Promise<Empty> {
  const other = await page.context().newPage();
  await other.setContent('<textarea></textarea>');
  await other.locator('textarea').focus();
  const words = TEXT.slice(0, 60);
  const processor = (await spent(other, () => other.keyboard.type(words, { delay: 60 }))) / words.length;
  const atFullSpeed = await slow(other, SLOWER);
  const clock = percentile(await typed(other, words), 50);
  await atFullSpeed();
  await other.close();
  if (MEASURE) console.log(`a key in an empty page: ${processor.toFixed(1)} ms of the processor; four times slower: ${clock.toFixed(1)} ms`);
  return { clock, processor };
}

/** What is typed takes so little of the processor that a slower one would do, on average over all keys. */
async function isLight(page: Page, what: string, text: string, before: Empty, slower = 1): Promise<void> {
  const taken = await spent(page, () => page.keyboard.type(text, { delay: 60 }));
  told(`${what} more, of the processor`, taken / text.length - before.processor, (KEY / slower) * ROOM.processor);
}

/** And by the clock. */
async function isQuick(page: Page, what: string, text: string, before: Empty): Promise<void> {
  const keys = await typed(page, text);
  for (const of of [50, 95, 99]) told(`${what} more, p${of}`, percentile(keys, of) - before.clock, of === 50 ? KEY * ROOM.clock : Infinity);
}

/** Presses one element and waits until another can be seen in a frame; within so many milliseconds. */
async function soon(page: Page, what: string, press: string, seen: string, most: number): Promise<void> {
  const taken = await page.evaluate(
    ([press, seen]) =>
      new Promise<number>((done) => {
        const begun = performance.now();
        const look = () => (document.querySelector(seen)?.checkVisibility() ? setTimeout(() => done(performance.now() - begun)) : requestAnimationFrame(look));
        document.querySelector<HTMLElement>(press)?.click();
        requestAnimationFrame(look);
      }),
    [press, seen] as const,
  );
  told(what, taken, most * ROOM.clock);
}

test('d5 the longest form is answered without waiting, and only what changed is sent', async ({ device, practice }) => {
  const name = title('All about you');
  const client = await practice.activeClient('Lena', 'Longform');
  await share(practice, client.client, [await form(practice, name, QUESTIONS)]);
  const [sent] = await sentTo(practice, client.client);
  const page = await device({ size: 'phone', as: client });
  const bodies: Record<string, string>[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith('/answers')) bodies.push(request.postDataJSON().changes);
  });
  const before = await empty(page);
  await page.bringToFront();
  const saved = page.locator('.keeping .kept');
  await page.goto(portal(WILLOW, '/documents'));
  await expect(page.getByRole('link', { name })).toBeVisible();
  const atFullSpeed = await slow(page, SLOWER);
  await soon(page, 'opening the form, four times slower', `a[href$="${sent?.id}"]`, '#question-q478', 2_000);
  await expect(heading(page, name)).toBeVisible();
  await page.locator('#question-q241').tap();
  const words = MEASURE ? TEXT : TEXT.slice(0, 60);
  await isQuick(page, 'a key, four times slower', words, before);
  await expect.poll(() => bodies.at(-1)).toEqual({ q241: words });
  expect(bodies.length, 'not with each key').toBeLessThan(words.length / 2);
  expect(new Set(bodies.flatMap(Object.keys)), 'only what changed').toEqual(new Set(['q241']));
  await soon(page, 'showing twenty more questions, four times slower', '#question-q0 [value=yes]', '#question-q482', 200);
  await expect.poll(() => bodies.at(-1)).toEqual({ q0: 'yes' });
  await atFullSpeed();
  await expect(saved).toHaveText('Saved');
  await page.locator('#question-q240').tap();
  await isLight(page, 'a key', TEXT.slice(0, 100), before, SLOWER);
  await expect.poll(() => bodies.at(-1)).toEqual({ q240: TEXT.slice(0, 100) });
  await expect(saved).toHaveText('Saved');

  // What is answered within a second goes together.
  bodies.splice(0);
  await page.locator('#question-q270').fill('Once');
  await page.locator('#question-q271').fill('And again');
  await expect.poll(() => bodies).toEqual([{ q270: 'Once', q271: 'And again' }]);
  await expect(saved).toHaveText('Saved');
  expect(bodies).toHaveLength(1);
});

test('d1 the longest form is written without waiting', async ({ device, practice }) => {
  const name = title('All about them');
  const id = await form(practice, name, QUESTIONS);
  const page = await device({ as: practice.owner });
  const before = await empty(page);
  await page.bringToFront();
  await page.goto('/admin/documents/templates');
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await soon(page, 'opening the form to write', `a[href$="${id}"]`, 'li:nth-child(500) > .head > .asked-line', 1_000);
  await page.locator('.asked-line').nth(240).click();
  await page.getByLabel('Question 241').click();
  await isLight(page, 'a key in the words of a question', TEXT.slice(0, 100), before);
  await page.keyboard.press('Tab');
  await expect(page.locator('.asked-line').nth(240)).toContainText(TEXT.slice(0, 100));
});
