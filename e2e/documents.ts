// Documents as walks need them: templates, what was sent to whom, and how far it is.
import { createHash, randomUUID } from 'node:crypto';
import type { NewClient, Practice } from './practice.ts';
import type { Login } from './server.ts';

/** A document as staff see it in a list. */
export interface Sent {
  id: string;
  title: string;
  state: string;
  needs_countersignature: boolean;
}

/** A question of a form, as the API takes it. */
export type Question = { key: string; kind: string; label: string } & Record<string, unknown>;

const END = Array.from({ length: 12 }, (_, n) => `Paragraph ${n + 1}. We keep what you tell us to ourselves, and we tell you beforehand when the law asks for something else.`);

/** A document to sign that is longer than a screen; gives its id. */
export async function consent(practice: Practice, title: string, more: Record<string, unknown> = {}): Promise<string> {
  const body = { title, language: 'en', asks: 'signature', body: `Dear {client_first_name}, this is between you and {practice_name}.\n\n${END.join('\n\n')}`, ...more };
  return (await practice.call<{ id: string }>('post', '/practice/document-templates', body)).id;
}

/** A form; gives its id. */
export async function form(practice: Practice, title: string, questions: Question[], more: Record<string, unknown> = {}): Promise<string> {
  const body = { title, language: 'en', introduction: '', questions, ...more };
  return (await practice.call<{ id: string }>('post', '/practice/form-templates', body)).id;
}

/** Sends these to a client, in this order; gives what was sent to them so far, the newest first. */
export async function share(practice: Practice, client: NewClient, templates: string[]): Promise<Sent[]> {
  const { items } = await practice.call<{ items: Sent[] }>('post', `/practice/clients/${client.id}/documents`, { templates });
  return items;
}

/** What was sent to a client, the newest first. */
export async function sentTo(practice: Practice, client: NewClient): Promise<Sent[]> {
  return (await practice.call<{ items: Sent[] }>('get', `/practice/clients/${client.id}/documents`)).items;
}

/** How far the document of this title is. */
export async function state(practice: Practice, client: NewClient, title: string): Promise<string | undefined> {
  return (await sentTo(practice, client)).find((document) => document.title === title)?.state;
}

/** The client signs what is open, through the API, as a program of theirs would. */
export async function signs(practice: Practice, login: Login, id: string): Promise<void> {
  const call = <T>(method: 'get' | 'post', path: string, body?: unknown) => practice.call<T>(method, path, body, login);
  const told = await call<{ sha256: string; agreed_at: string | null }>('get', '/portal/electronic-consent');
  if (told.agreed_at === null) await call('post', '/portal/electronic-consent', { sha256: told.sha256 });
  for (const to_end of [false, true]) await call('post', `/portal/documents/${id}/view`, { to_end });
  const { content } = await call<{ content: string }>('get', `/portal/documents/${id}`);
  const content_sha256 = createHash('sha256').update(content).digest('hex');
  await call('post', `/portal/documents/${id}/signature`, { agreed: true, name: login.name, capacity: 'self', content_sha256 });
}

/** The client answers a form and submits it, through the API. */
export async function submits(practice: Practice, login: Login, id: string, changes: Record<string, string | string[]>): Promise<void> {
  const { answers_version } = await practice.call<{ answers_version: number }>('put', `/portal/documents/${id}/answers`, { changes }, login);
  await practice.call('post', `/portal/documents/${id}/submission`, { answers_version }, login);
}

/** A title that no other walk has. */
export const title = (words: string) => `${words} ${randomUUID().slice(0, 8)}`;
