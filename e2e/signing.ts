// What a client does on the pages of their documents, in the words of either language.
import { type Page, expect } from '@playwright/test';
import { portal } from './client.ts';
import { WILLOW } from './fixtures.ts';

/** What the pages call things. */
const EN = { agree: /^I have read this document and agree/, name: 'Your full name', go: 'Continue', submit: 'Submit', review: 'Please check your answers', thanks: 'Thank you' };
const ES = { agree: /^He leído este documento/, name: 'Su nombre completo', go: 'Continuar', submit: 'Enviar', review: 'Revise sus respuestas', thanks: 'Gracias' };
const WORDS = { en: EN, es: ES };

type Language = keyof typeof WORDS;

/** Opens one document. */
export async function openDocument(page: Page, id: string, title: string): Promise<void> {
  await page.goto(portal(WILLOW, `/documents/${id}`));
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Reads the document that is open to its end, and signs it. */
export async function sign(page: Page, name: string, { agree = 'en', language = 'en' }: { agree?: Language; language?: Language } = {}): Promise<void> {
  const words = WORDS[language];
  const statement = page.getByRole('checkbox', { name: WORDS[agree].agree });
  await statement.scrollIntoViewIfNeeded();
  await statement.check();
  await page.getByLabel(words.name).fill(name);
  await page.getByRole('button', { name: words.go }).click();
}

/** Presses *Submit* below the form, and again below the list of all answers. */
export async function submit(page: Page, language: Language = 'en'): Promise<void> {
  const words = WORDS[language];
  await page.getByRole('button', { name: words.submit }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.review })).toBeVisible();
  await page.getByRole('button', { name: words.submit }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.thanks })).toBeVisible();
}
