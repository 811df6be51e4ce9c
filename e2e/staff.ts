// What staff do in the admin application.
import { type Page, expect } from '@playwright/test';
import { heading } from './client.ts';
import type { NewClient } from './practice.ts';
import type { Login } from './server.ts';
import { freshCode } from './totp.ts';

/** Opens a tab of a client's page. */
export async function clientPage(page: Page, client: NewClient, tab: '' | '/edit' | '/portal' = ''): Promise<void> {
  await page.goto(`/admin/clients/${client.id}${tab}`);
  await expect(heading(page, `${client.first} ${client.last}`)).toBeVisible();
}

/** Opens *Client Portal*. */
export async function clientTab(page: Page, client: NewClient): Promise<void> {
  await clientPage(page, client, '/portal');
  await expect(page.getByRole('heading', { name: 'Client Portal access' })).toBeVisible();
}

/** Presses *Send e-mail* on the *Client Portal* tab; `again` ticks the box first. */
export async function sendInvitation(page: Page, again?: 'again'): Promise<void> {
  if (again) await page.getByRole('checkbox', { name: 'Resend email invitation' }).check();
  await page.getByRole('button', { name: 'Send e-mail' }).click();
}

/** Gives e-mail and password on the sign-in page of a practice. */
export async function givePassword(page: Page, login: Login): Promise<void> {
  await page.goto(`/admin/sign-in?practice=${login.practice}`);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.getByLabel('E-mail').fill(login.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Gives the code that the authenticator app shows now. */
export async function giveCode(page: Page, secret: string, button = 'Continue'): Promise<void> {
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill(await freshCode(secret));
  await page.getByRole('button', { name: button }).click();
}

/** Staff are in: Home is there. */
export async function isAtHome(page: Page): Promise<void> {
  await expect(heading(page, 'Home')).toBeVisible();
  await expect(page).toHaveURL(/\/admin$/);
}

/** The message at the edge of the screen. */
export const toast = (page: Page, text: string | RegExp) => page.locator('.toast').filter({ hasText: text });

/** Saves what the page's form says, and waits until the server has it. */
export async function save(page: Page, button = 'Save'): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'PUT');
  await page.getByRole('button', { name: button, exact: true }).click();
  expect((await answer).ok(), 'the server takes it').toBe(true);
  await expect(toast(page, 'Saved.')).toBeVisible();
}
