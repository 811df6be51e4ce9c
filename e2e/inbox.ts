// Conversations between a client and the practice: what is there before a walk begins, and what staff do in their inbox.
import { randomUUID } from 'node:crypto';
import { type Locator, type Page, expect } from '@playwright/test';
import type { NewClient, Practice } from './practice.ts';
import type { Login } from './server.ts';

/** A message as the API gives it. */
export interface Message {
  id: string;
  seq: number;
  kind: 'message' | 'note';
  text: string;
  author: { kind: 'client' | 'staff'; name: string };
  files: { name: string; state: string }[];
  redacted: { by: string; reason: string | null } | null;
  state: 'sent' | 'delivered' | 'seen' | null;
}

/** The id of a staff member. */
export async function staffId(practice: Practice, login: Login): Promise<string> {
  const { items } = await practice.call<{ items: { id: string; email: string }[] }>('get', '/practice/staff');
  return items.find((member) => member.email === login.email)!.id;
}

/** The conversation of a client with a clinician, by whom it is begun. */
export async function conversation(practice: Practice, client: NewClient, clinician = practice.owner): Promise<string> {
  const input = { client_id: client.id, staff_id: await staffId(practice, clinician) };
  return (await practice.call<{ id: string }>('post', '/practice/conversations', input)).id;
}

/** The client writes. */
export async function clientWrites(practice: Practice, client: Login, id: string, text: string): Promise<Message> {
  return practice.call<Message>('post', `/portal/conversations/${id}/messages`, { id: randomUUID(), text, files: [] }, client);
}

/** Somebody of the practice writes. */
export async function staffWrite(practice: Practice, id: string, text: string, login = practice.owner): Promise<Message> {
  return practice.call<Message>('post', `/practice/conversations/${id}/messages`, { id: randomUUID(), text, files: [] }, login);
}

/** What the client finds in the conversation, the oldest first. */
export async function clientFinds(practice: Practice, client: Login, id: string): Promise<Message[]> {
  return (await practice.call<{ items: Message[] }>('get', `/portal/conversations/${id}/messages`, undefined, client)).items.reverse();
}

/** The row of a client's conversation in the list. */
export const line = (page: Page, name: string): Locator => page.locator('.conversations .line').filter({ hasText: name });

/** What was said, in the open conversation. */
export const said = (page: Page, text: string | RegExp): Locator => page.getByRole('log').getByRole('listitem').filter({ hasText: text });

/** Writes in the open conversation and waits until the server has it. */
export async function write(page: Page, text: string, button = 'Send'): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST' && /\/(messages|notes)$/.test(response.url()));
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.getByRole('button', { name: button, exact: true }).click();
  expect((await answer).ok(), 'the server has it').toBe(true);
}

/** Opens the menu of the open conversation and presses one of its entries. */
export async function act(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: /^Conversation with / }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}
