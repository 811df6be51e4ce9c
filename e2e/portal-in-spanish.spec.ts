// Everything a client sees, in Spanish: pages and e-mails.
import { heading, portal } from './client.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { invitationIn, linkIn, wrongPin } from './mailbox.ts';

test('a client who reads Spanish comes in', async ({ device, practice, mailbox }) => {
  const client = await practice.addClient('Inés', 'Ibarra', { email: 'ines.ibarra@example.com', language: 'es' });
  const { link, pin } = await practice.invite(client);
  const mail = await mailbox.newest(client.email, 'portal_invitation');
  expect(invitationIn(mail)).toEqual({ link, pin });
  expect(mail.subject).toMatch(/invitación/i);
  expect(mail.text).not.toMatch(/\b(the|your|please)\b/i);

  const phone = await device({ size: 'phone', locale: 'es-MX' });
  await phone.goto(link);
  await expect(heading(phone, 'Le damos la bienvenida')).toBeVisible();
  await expect(phone.locator('html')).toHaveAttribute('lang', 'es');
  await look(phone, 'portal-es-welcome');
  const give = async (digits: string) => {
    await phone.getByLabel('PIN del correo').fill(digits);
    await phone.getByRole('button', { name: 'Continuar' }).click();
  };
  await give(wrongPin(pin));
  await expect(phone.getByRole('alert')).toContainText('PIN');
  await look(phone, 'portal-es-welcome-refused');
  await give(pin);
  await expect(heading(phone, 'Cree una contraseña')).toBeVisible();
  await look(phone, 'portal-es-password');
  await phone.getByLabel('Contraseña nueva').fill('tres garzas tranquilas');
  await phone.getByLabel('La misma contraseña otra vez').fill('tres garzas tranquilas');
  await phone.getByRole('button', { name: 'Actualizar' }).click();
  await expect(heading(phone, 'Hola, Inés')).toBeVisible();
  await look(phone, 'portal-es-home');

  for (const page of ['/account', '/account/password', '/account/email', '/account/devices', '/account/preferences', '/account/record-access', '/messages', '/documents', '/documents/start']) {
    await phone.goto(portal(WILLOW, page));
    await expect(heading(phone, /./)).toBeVisible();
    await look(phone, `portal-es${page.replaceAll('/', '-')}`);
    await expect(phone.getByRole('main'), `no English on ${page}`).not.toHaveText(/\b(the|your|please|password|with)\b/i);
  }
});

test('before signing in, one press changes the language', async ({ device, mailbox, practice }) => {
  const phone = await device({ size: 'phone' });
  await phone.goto(portal(WILLOW));
  await phone.getByRole('button', { name: 'Español' }).click();
  await expect(phone.getByRole('link', { name: /^Ya soy cliente/ })).toBeVisible();
  await expect(phone.locator('html')).toHaveAttribute('lang', 'es');
  await look(phone, 'portal-es-doors');
  for (const page of ['/sign-in', '/code', '/forgot', '/trouble', '/welcome', '/recovery', '/email-change', '/password', '/message', '/verify']) {
    await phone.goto(portal(WILLOW, page));
    await expect(heading(phone, /./)).toBeVisible();
    await look(phone, `portal-es${page.replaceAll('/', '-')}-empty`);
    await expect(phone.getByRole('main'), `no English on ${page}`).not.toHaveText(/\b(the|your|please|password|with)\b/i);
  }
  const { email } = await practice.activeClient('Ximena', 'Duarte', 'es');
  await phone.goto(portal(WILLOW, '/forgot'));
  await phone.getByLabel('Correo electrónico').fill(email);
  await phone.getByRole('button', { name: 'Enviar el enlace' }).click();
  const mail = await mailbox.newest(email, 'password_recovery');
  expect(mail.text).toContain('contraseña');
  linkIn(mail, '/recovery#');
});
