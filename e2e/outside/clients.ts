// What a program in TypeScript does first: sign in and list the practice's clients, with nothing but the generated types.
import { readFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import type { components, paths } from './generated/api.js';

type Login = components['schemas']['SignIn'] & { role: string };

const url = named('OUTSIDE_URL');
const sheet = JSON.parse(readFileSync(named('OUTSIDE_LOGINS'), 'utf8')) as { practice: string; logins: Login[] };
const owner = sheet.logins.find((login) => login.practice === sheet.practice && login.role === 'owner');
if (!owner) throw new Error('The demonstration has no owner.');

const token = await signIn(owner);
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

const me = await client.GET('/api/v1/auth/me');
if (!me.data?.staff) throw refused('get_me', me.error);

const names = new Set<string>();
let cursor: string | null | undefined;
do {
  const page = await client.GET('/api/v1/practice/clients', { params: { query: { limit: 25, ...(cursor ? { cursor } : {}) } } });
  if (!page.data) throw refused('list_clients', page.error);
  for (const { id, display_name } of page.data.items) names.add(`${display_name} ${id}`);
  cursor = page.data.next_cursor;
} while (cursor);
if (names.size < 30) throw new Error(`list_clients knows ${names.size} clients; the demonstration has more.`);

const nobody = await client.GET('/api/v1/practice/clients/{id}', { params: { path: { id: '018f3c5e-7a10-7000-8000-000000000000' } } });
if (nobody.error?.code !== 'not_found') throw new Error(`A client who is not there: ${JSON.stringify(nobody)}`);
console.log(`signed in as ${me.data.staff.display_name}, listed ${names.size} clients`);

async function signIn({ app, practice, email, password }: Login): Promise<string> {
  const door = createClient<paths>({ baseUrl: url, headers: { 'Anteroom-App': app } });
  const { data, error, response } = await door.POST('/api/v1/auth/sessions', { body: { app, practice, email, password } });
  if (data?.kind !== 'full') throw refused('sign_in', error);
  const found = response.headers.getSetCookie().map((line) => /^(?:__Host-)?anteroom-admin=([^;]+)/.exec(line)?.[1]).find(Boolean);
  if (!found) throw new Error('sign_in set no cookie.');
  return found;
}

function refused(operation: string, problem: components['schemas']['ProblemDocument'] | undefined): Error {
  return new Error(`${operation} was refused: ${JSON.stringify(problem)}`);
}

function named(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set; \`cargo xtask outside\` sets it.`);
  return value;
}
