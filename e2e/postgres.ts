// An empty database on the PostgreSQL cluster that the tests run on, made with the few messages this takes (PostgreSQL manual,
// chapter "Frontend/Backend Protocol"); the cluster goes away after the tests, and the database with it.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

/** Makes an empty database and gives its address. */
export async function emptyDatabase(): Promise<string> {
  const address = process.env['ANTEROOM_TEST_POSTGRES'];
  if (!address) throw new Error('ANTEROOM_TEST_POSTGRES does not say where PostgreSQL is; `cargo xtask e2e` starts one.');
  const cluster = new URL(address);
  const name = `walk_${randomUUID().replaceAll('-', '')}`;
  await execute(cluster, `CREATE DATABASE ${name}`);
  return new URL(`/${name}`, cluster).href;
}

async function execute(cluster: URL, statement: string): Promise<void> {
  const socket = connect(Number(cluster.port || 5432), cluster.hostname);
  await once(socket, 'connect');
  const parameters = ['user', cluster.username, 'database', cluster.pathname.slice(1), '', ''].join('\0');
  const version = Buffer.from([0, 3, 0, 0]);
  socket.write(message('', Buffer.concat([version, Buffer.from(parameters)])));
  let ready = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const kind = String.fromCharCode(rest[0]!);
      const body = rest.subarray(5, rest.readUInt32BE(1) + 1);
      rest = rest.subarray(rest.readUInt32BE(1) + 1);
      if (kind === 'E') throw new Error(`PostgreSQL refused: ${body.toString().replaceAll('\0', ' ')}`);
      // The cluster of the tests asks for the password as it is; it listens on the loopback interface only.
      if (kind === 'R' && body.readUInt32BE(0) === 3) socket.write(message('p', text(decodeURIComponent(cluster.password))));
      if (kind === 'R' && ![0, 3].includes(body.readUInt32BE(0))) throw new Error('PostgreSQL asks for a kind of password that walks do not know.');
      if (kind === 'Z' && ready++ === 0) socket.write(message('Q', text(statement)));
      else if (kind === 'Z') socket.end(message('X', Buffer.alloc(0)));
    }
  }
  if (ready < 2) throw new Error('PostgreSQL hung up.');
}

function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}

function text(words: string): Buffer {
  return Buffer.from(`${words}\0`);
}
