// Tells staff of messages that wait while no page of theirs is in sight. Nothing passes through here: what wakes this worker has
// no content, and it asks the server for nothing.
const home = self.registration.scope;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => event.waitUntil(tell()));

// Who looks at a page sees the number; everybody else is told that something waits, not what, from whom, or where.
async function tell() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some(isLookedAt)) return;
  await self.registration.showNotification("You have a new message", { body: "Open your messages to read it.", lang: "en", tag: "message" });
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
  const messages = new URL("/admin/messages", home).href;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = pages.find(({ url }) => url.startsWith(home));
  if (!here) return self.clients.openWindow(messages);
  await here.focus();
  return here.navigate(messages).catch(() => undefined);
}
