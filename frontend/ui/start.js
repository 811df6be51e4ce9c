// A page that frames this one (booking, on a practice's own site) learns at once that it is there.
if (window.parent !== window) window.parent.postMessage({ anteroom: "here" }, "*");
// Starts the application. A file of its own and not Trunk's inline script, so that the content security policy needs no hash.
// Trunk names the hashed files in two preload links.
const address = (selector) => document.querySelector(selector).href;
const started = import(address('link[rel="modulepreload"]'))
  .then((program) => program.default({ module_or_path: address('link[rel="preload"][type="application/wasm"]') }));
started.then(
  () => document.getElementById("start")?.remove(),
  (reason) => {
    console.error("The program could not be loaded.", reason);
    document.getElementById("start")?.removeAttribute("data-loading");
  },
);
