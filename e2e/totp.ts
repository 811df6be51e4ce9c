// The six digits of an authenticator app: RFC 6238 with SHA-1, steps of 30 seconds.
import { createHmac } from 'node:crypto';

const STEP = 30_000;
const used = new Map<string, number>();

/** The code of `secret` (base32) for the step with this number. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A code that was not given yet: a server takes each of them once. Waits for the next one when it must. */
export async function freshCode(secret: string): Promise<string> {
  const now = Math.floor(Date.now() / STEP);
  const step = Math.max(now, (used.get(secret) ?? 0) + 1);
  used.set(secret, step);
  // The app's clock may be one step ahead of the server's.
  const early = (step - 1) * STEP - Date.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early + 200));
  return codeAt(secret, step);
}

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of text.toUpperCase().replace(/[\s=]/g, '')) {
    const value = letters.indexOf(letter);
    if (value < 0) throw new Error('The second factor’s key is not base32.');
    bits += value.toString(2).padStart(5, '0');
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
