// A practice at work, through the API: what a walk needs to be there before it begins, and staff who are signed in already.
import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, request } from '@playwright/test';
import { Mailbox, invitationIn } from './mailbox.ts';
import type { DemoServer, Login } from './server.ts';
import { freshCode } from './totp.ts';

type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>;

/** A client whom a walk made. */
export interface NewClient {
  id: string;
  first: string;
  last: string;
  email: string;
}

/** One practice of a demonstration, in the hands of its owner. */
export class Practice {
  private readonly sessions = new Map<string, APIRequestContext>();
  private readonly mailbox: Mailbox;
  private made = 0;

  constructor(
    private readonly demo: DemoServer,
    readonly slug: string,
  ) {
    this.mailbox = new Mailbox(demo.url);
  }

  /** The login of a role; of a certain person when `name` is a part of theirs. */
  login(role: string, name = ''): Login {
    const found = this.demo.logins.find((login) => login.practice === this.slug && login.role === role && login.name.includes(name));
    if (!found) throw new Error(`The demonstration has no ${role} ${name} at ${this.slug}.`);
    return found;
  }

  /** The owner's login. */
  get owner(): Login {
    return this.login('owner');
  }

  /** The cookies of somebody who has signed in, for a browser to begin with. */
  async signedIn(login: Login): Promise<StorageState> {
    return (await this.session(login)).storageState();
  }

  /** Adds a client with one address and says who it is. */
  async addClient(first: string, last: string, about: { email?: string; emailOk?: boolean; language?: 'en' | 'es' } = {}): Promise<NewClient> {
    this.made += 1;
    const email = about.email ?? `${first}.${last}.${this.made}@example.com`.toLowerCase().replaceAll(' ', '-');
    const emails = [{ address: email, kind: 'home', email_ok: about.emailOk ?? true }];
    const body = { first_name: first, last_name: last, status: 'active', emails, phones: [], language: about.language ?? null };
    const { id } = await this.call<{ id: string }>('post', '/practice/clients', body);
    return { id, first, last, email };
  }

  /** Invites a client and reads the e-mail: its link and PIN. */
  async invite(client: NewClient): Promise<{ link: string; pin: string }> {
    const before = (await this.mailbox.to(client.email)).filter((mail) => mail.kind === 'portal_invitation').length;
    await this.call('post', `/practice/clients/${client.id}/portal-invitations`, { email: client.email });
    return invitationIn(await this.mailbox.newest(client.email, 'portal_invitation', before + 1));
  }

  /** A client who has come in, and their password. */
  async activeClient(first: string, last: string, language: 'en' | 'es' = 'en', email?: string): Promise<Login & { client: NewClient }> {
    const client = await this.addClient(first, last, { language, ...(email ? { email } : {}) });
    const { link, pin } = await this.invite(client);
    const { token } = Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1)));
    const password = 'seven quiet herons';
    const session = await this.newSession('portal');
    await answered(session.post('auth/welcome', { data: { practice: this.slug, email: client.email, pin, link_token: token } }));
    await answered(session.post('auth/password', { data: { password } }));
    const login: Login = { app: 'portal', practice: this.slug, role: 'client', name: `${first} ${last}`, email: client.email, password };
    this.sessions.set(login.email, session);
    return { ...login, client };
  }

  /** Calls an operation as the owner, or as `login`. */
  async call<T = unknown>(method: 'get' | 'post' | 'put' | 'delete', path: string, body?: unknown, login = this.owner): Promise<T> {
    const session = await this.session(login);
    const headers: Record<string, string> = method === 'post' ? { 'Idempotency-Key': randomUUID() } : {};
    const response = await answered(session[method](path.slice(1), body === undefined ? { headers } : { headers, data: body }));
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Sends a file in under a name, as the owner or as `login`. */
  async upload<T>(path: string, name: string, content: Buffer, login = this.owner): Promise<T> {
    const session = await this.session(login);
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` };
    const response = await answered(session.post(path.slice(1), { data: content, headers }));
    return (await response.json()) as T;
  }

  /** Closes the sessions; they end by themselves. */
  async leave(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.dispose()));
  }

  private async session(login: Login): Promise<APIRequestContext> {
    const known = this.sessions.get(login.email);
    if (known && (await known.get('auth/me')).ok()) return known;
    const session = await this.newSession(login.app);
    const { app, practice, email, password } = login;
    const signedIn = await answered(session.post('auth/sessions', { data: { app, practice, email, password } }));
    const { kind } = (await signedIn.json()) as { kind: string };
    if (kind === 'must_give_second_factor') {
      const code = await freshCode(login.totp_secret ?? '');
      await answered(session.post('auth/second-factor/verification', { data: { code } }));
    }
    this.sessions.set(login.email, session);
    return session;
  }

  private newSession(app: Login['app']): Promise<APIRequestContext> {
    return request.newContext({ baseURL: `${this.demo.url}/api/v1/`, extraHTTPHeaders: { 'Anteroom-App': app } });
  }
}

async function answered(asked: ReturnType<APIRequestContext['get']>) {
  const response = await asked;
  expect(response.ok(), `${response.url()} answers ${response.status()} ${await response.text()}`).toBe(true);
  return response;
}
