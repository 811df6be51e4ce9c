// The worker that keeps the program for a visit without a line. It works for this practice's pages only, and in no frame.
const pages = location.pathname.match(/^\/p\/[^/]+/);
if (pages && window.parent === window && "serviceWorker" in navigator) {
  // Not before the page is there: it needs the line more.
  addEventListener("load", () => navigator.serviceWorker.register("/portal-worker.js", { scope: `${pages[0]}/` }).catch(() => undefined));
}
