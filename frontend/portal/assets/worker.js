// Keeps the program of the portal, and the page that it starts in, for a visit without a line; and tells of messages that wait.
// Nothing personal passes through here: answers of the API are neither seen nor kept, and what wakes this worker has no content.
const SHELL = "shell-1";
const MOST = 80;
const home = self.registration.scope;
let renewed = false;

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (/^\/assets\/portal\/[^/]+\.(wasm|js|css|woff2)$/.test(pathname)) event.respondWith(file(event));
});

// The newest page while there is a line; without one the page that every address begins with.
async function page(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !renewed) event.waitUntil(renew());
    return answer;
  } catch (reason) {
    const kept = await (await caches.open(SHELL)).match(home);
    if (kept) return kept;
    throw reason;
  }
}

// The page without an address of its own: what it holds is the practice's name. Without credentials nobody can be in it.
async function renew() {
  try {
    const answer = await fetch(home, { credentials: "omit", headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    renewed = true;
    await (await caches.open(SHELL)).put(home, answer);
  } catch {
    // No line: the next visit renews it.
  }
}

// Files of the program never change under their names.
async function file(event) {
  const kept = await caches.open(SHELL);
  const known = await kept.match(event.request);
  if (known) return known;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keep(kept, event.request, answer.clone()));
  return answer;
}

async function keep(kept, request, answer) {
  await kept.put(request, answer);
  const files = (await kept.keys()).filter(({ url }) => url !== home);
  await Promise.all(files.slice(0, Math.max(0, files.length - MOST)).map((old) => kept.delete(old)));
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
}

self.addEventListener("push", (event) => event.waitUntil(tell()));

// Who looks at the portal sees the dot; everybody else is told that something waits, not what, from whom, or where.
async function tell() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some(isLookedAt)) return;
  const lang = self.navigator.language.startsWith("es") ? "es" : "en";
  const [title, body] = {
    en: ["You have a new message", "Open your portal to read it."],
    es: ["Tiene un mensaje nuevo", "Abra su portal para leerlo."],
  }[lang];
  await self.registration.showNotification(title, { body, lang, tag: "message", icon: "/assets/portal/icon-192.png" });
}

// Nobody who is to sign in first sees what waits.
function isLookedAt({ url, visibilityState }) {
  return visibilityState === "visible" && url.startsWith(home) && !new URL(url).pathname.endsWith("/sign-in");
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

async function open() {
  const messages = `${home}messages`;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = pages.find(({ url }) => url.startsWith(home));
  if (!here) return self.clients.openWindow(messages);
  await here.focus();
  return here.navigate(messages).catch(() => undefined);
}
