// The product, running: on a free port, with a data folder of its own that goes when it stops.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running server. */
export interface Server {
  /** Where it is reached, without a slash at the end. */
  url: string;
  /** What it has printed on standard output so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** How somebody of the demonstration signs in. */
export interface Login {
  app: 'portal' | 'admin';
  practice: string;
  role: string;
  name: string;
  email: string;
  password: string;
  totp_secret?: string;
}

/** The demonstration, running. */
export interface DemoServer extends Server {
  logins: Login[];
}

/** Starts `anteroom demo`; on PostgreSQL when `databaseUrl` names an empty database. */
export async function startDemo(databaseUrl?: string): Promise<DemoServer> {
  const port = await freePort();
  const data = await temporaryFolder();
  const database = databaseUrl ? ['--database-url', databaseUrl] : [];
  const server = run(['demo', '--port', String(port), '--data', data, '--json', ...database], data, `http://127.0.0.1:${port}`);
  const description = await server.until((text) => jsonIn(text));
  await answers(server);
  return { ...server, logins: loginsIn(description) };
}

/** Starts `anteroom serve` with nothing in its database. */
export async function startEmpty(): Promise<Server> {
  const port = await freePort();
  const data = await temporaryFolder();
  const url = `http://127.0.0.1:${port}`;
  const server = run(['serve', '--listen', `127.0.0.1:${port}`, '--public-url', url, '--data-dir', data, '--mailbox=true'], data, url);
  await answers(server);
  return server;
}

interface Started extends Server {
  until<T>(found: (printed: string) => T | undefined): Promise<T>;
}

function run(verbs: string[], data: string, url: string): Started {
  const program = process.env['ANTEROOM_BIN'];
  if (!program) throw new Error('ANTEROOM_BIN does not name the server program; `cargo xtask e2e` builds it and says where it is.');
  const child = spawn(program, verbs, { cwd: data, stdio: ['ignore', 'pipe', 'pipe'], env: surroundings() });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err = (err + text).slice(-20_000)));
  const until = async <T>(found: (printed: string) => T | undefined): Promise<T> => {
    const deadline = Date.now() + 180_000;
    for (;;) {
      const value = found(out);
      if (value !== undefined) return value;
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.\n${out}\n${err}`);
      if (Date.now() > deadline) throw new Error(`The server did not start in three minutes.\n${out}\n${err}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return { url, printed: () => out, until, stop: () => stop(child, data) };
}

/** Our own variables without those that would be settings of the server. */
function surroundings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ANTEROOM_')));
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }
  await rm(data, { recursive: true, force: true });
}

async function answers(server: Started): Promise<void> {
  let ready = false;
  const ask = async () => {
    ready = await fetch(`${server.url}/readyz`).then((response) => response.ok, () => false);
  };
  await ask();
  const asking = setInterval(ask, 100);
  await server.until(() => ready || undefined).finally(() => clearInterval(asking));
}

/** The JSON object that `text` begins with, once it is whole. */
function jsonIn(text: string): unknown {
  for (let end = text.indexOf('}\n'); end >= 0; end = text.indexOf('}\n', end + 1)) {
    try {
      return JSON.parse(text.slice(0, end + 1));
    } catch {
      // Not the last brace yet.
    }
  }
  return undefined;
}

function loginsIn(description: unknown): Login[] {
  const { logins } = description as { logins?: Login[] };
  if (!logins?.length) throw new Error('The demonstration printed no logins.');
  return logins;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (!address || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'anteroom-walk-'));
}
