// What a client does on the portal, in their own words and with their own fingers.
import { type Page, expect } from '@playwright/test';

/** Where the portal of a practice is. */
export const portal = (slug: string, page = '') => `/p/${slug}${page}`;

/** The page's one heading. */
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' });

/** Opens the link of an invitation and gives a PIN. */
export async function givePin(page: Page, link: string, pin: string): Promise<void> {
  await page.goto(link);
  await expect(heading(page, 'Welcome')).toBeVisible();
  await page.getByLabel('PIN from the e-mail').fill(pin);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Types a new password twice and saves it. */
export async function createPassword(page: Page, password: string, save = 'Update'): Promise<void> {
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: save }).click();
}

/** Signs in with e-mail and password. */
export async function signIn(page: Page, slug: string, email: string, password: string): Promise<void> {
  await page.goto(portal(slug, '/sign-in'));
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await giveCredentials(page, email, password);
}

/** The same on a sign-in page that is open already. */
export async function giveCredentials(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The client is in: the first page greets them. */
export async function isIn(page: Page, first: string): Promise<void> {
  await expect(heading(page, `Hello, ${first}`)).toBeVisible();
  await expect(page).toHaveURL(/\/home$/);
}

/** What the page says is wrong, above its form. */
export const refusal = (page: Page) => page.getByRole('alert').filter({ has: page.getByRole('heading') });

/** Opens the account menu and presses one of its entries. */
export async function fromAccountMenu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).filter({ visible: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}
