// Opens the practice's booking page on the practice's own web site.
//
//   <script src="https://portal.example/embed/booking.js" data-practice="willow-reed" async></script>
//
// puts a button where it stands; pressed, the page opens in a dialog. data-label is the button's text. With
// data-mode="inline" the page itself stands there instead. Links and buttons of the site that carry
// data-anteroom-booking="willow-reed" open the dialog, too. The site must be on the practice's list (settings, booking).
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const origin = new URL(script.src).origin;
  const spanish = (script.dataset.language || document.documentElement.lang || "").toLowerCase().startsWith("es");
  const words = spanish
    ? { open: "Pedir una cita", title: "Pedir una cita", close: "Cerrar" }
    : { open: "Ask for an appointment", title: "Ask for an appointment", close: "Close" };
  const page = (practice) => `${origin}/p/${encodeURIComponent(practice)}/new`;
  const style = (element, rules) => Object.assign(element.style, rules);

  const frame = (practice) => {
    const made = document.createElement("iframe");
    made.src = page(practice);
    made.title = words.title;
    made.referrerPolicy = "no-referrer";
    style(made, { border: "0", display: "block", width: "100%", background: "#fff" });
    return made;
  };

  // The page tells its height; nobody else is listened to.
  const listen = (made) =>
    window.addEventListener("message", (event) => {
      if (event.origin !== origin || event.source !== made.contentWindow) return;
      const height = event.data && event.data.anteroom === "height" ? Number(event.data.height) : NaN;
      if (height > 0 && height < 20000) made.style.height = `${Math.ceil(height)}px`;
    });

  const open = (practice) => {
    const dialog = document.createElement("dialog");
    if (typeof dialog.showModal !== "function") {
      window.location.assign(page(practice));
      return;
    }
    dialog.setAttribute("aria-label", words.title);
    style(dialog, { border: "0", borderRadius: "12px", padding: "0", width: "min(46rem, 96vw)", height: "min(52rem, 94vh)", maxWidth: "96vw", maxHeight: "94vh", overflow: "hidden" });
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = words.close;
    style(close, { display: "block", marginLeft: "auto", minHeight: "44px", padding: "0 16px", border: "0", background: "transparent", color: "#1f4e5f", font: "inherit", cursor: "pointer" });
    close.addEventListener("click", () => dialog.close());
    const shown = frame(practice);
    style(shown, { height: "calc(100% - 44px)" });
    dialog.append(close, shown);
    // Escape closes it as well; the browser gives the focus back to what opened it.
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-anteroom-booking]") : null;
    if (!opener || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(opener.dataset.anteroomBooking);
  });

  const practice = script.dataset.practice;
  if (!practice) return;
  if (script.dataset.mode === "inline") {
    const shown = frame(practice);
    style(shown, { minHeight: "480px" });
    listen(shown);
    script.after(shown);
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = script.dataset.label || words.open;
  button.dataset.anteroomBooking = practice;
  style(button, { minHeight: "44px", padding: "0 20px", border: "0", borderRadius: "8px", background: "#1f4e5f", color: "#fff", font: "inherit", fontWeight: "600", cursor: "pointer" });
  script.after(button);
})();
