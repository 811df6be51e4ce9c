// What the server would have sent, as the built-in mailbox has it.
import { expect } from '@playwright/test';

/** An e-mail. */
export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  at: string;
  kind: string;
}

/** The mailbox of one server. */
export class Mailbox {
  constructor(private readonly url: string) {}

  /** All e-mails to an address, the newest first. */
  async to(address: string): Promise<Mail[]> {
    const response = await fetch(`${this.url}/dev/mailbox.json?to=${encodeURIComponent(address)}`);
    expect(response.ok, 'the mailbox answers').toBe(true);
    return (await response.json()) as Mail[];
  }

  /** The newest e-mail to an address, once there are at least `count` of this kind. */
  async newest(address: string, kind: string, count = 1): Promise<Mail> {
    let found: Mail[] = [];
    await expect
      .poll(async () => (found = (await this.to(address)).filter((mail) => mail.kind === kind)).length, {
        message: `${count} e-mail(s) of kind ${kind} to ${address}`,
      })
      .toBeGreaterThanOrEqual(count);
    return found[0]!;
  }
}

/** The one link in an e-mail whose address holds `part`. */
export function linkIn(mail: Mail, part: string): string {
  const links = (mail.text.match(/https?:\/\/[^\s<>"]+/g) ?? []).filter((link) => link.includes(part));
  expect(links, `a link with ${part} in “${mail.subject}”`).toHaveLength(1);
  return links[0]!;
}

/** Link and PIN of an invitation. */
export function invitationIn(mail: Mail): { link: string; pin: string } {
  const pin = /\bPIN\b\D*?(\d{4,8})\b/.exec(mail.text.replaceAll(/https?:\/\/\S+/g, ''))?.[1];
  expect(pin, `a PIN in “${mail.subject}”`).toBeTruthy();
  return { link: linkIn(mail, '/welcome#'), pin: pin! };
}

/** A PIN of the same length that is another one. */
export function wrongPin(pin: string, turn = 1): string {
  return [...pin].map((digit, at) => (at === pin.length - 1 ? String((Number(digit) + turn) % 10) : digit)).join('');
}
