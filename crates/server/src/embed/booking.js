// Opens the practice's booking page on the practice's own web site.
//
//   <script src="https://portal.example/embed/booking.js" data-practice="willow-reed" async></script>
//
// puts a button where it stands; pressed, the page opens in a dialog. data-label is the button's text. With
// data-mode="inline" the page itself stands there instead. Links and buttons of the site that carry
// data-anteroom-booking="willow-reed" open the dialog, too. The site must be on the practice's list (settings, booking);
// where the page does not come, for that reason or another, a link to it stands in its place.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const origin = new URL(script.src).origin;
  const spanish = (script.dataset.language || document.documentElement.lang || "").toLowerCase().startsWith("es");
  const words = spanish
    ? { open: "Pedir una cita", title: "Pedir una cita", close: "Cerrar", missing: "La página de citas no se puede mostrar aquí.", leave: "Abrirla en otra pestaña" }
    : { open: "Ask for an appointment", title: "Ask for an appointment", close: "Close", missing: "The booking page cannot be shown here.", leave: "Open it in a new tab" };
  const page = (practice) => `${origin}/p/${encodeURIComponent(practice)}/new`;
  const style = (element, rules) => Object.assign(element.style, rules);
  // What we lay over the site is light or dark as the page in it is, where the browser can tell them apart.
  const dark = CSS.supports("color", "light-dark(#000, #fff)");
  const scheme = dark ? "light dark" : "light";
  const either = (day, night) => (dark ? `light-dark(${day}, ${night})` : day);
  const ground = either("#faf8f4", "#14191a");
  const button = { minHeight: "44px", padding: "0 20px", border: "0", borderRadius: "8px", background: "#1f4e5f", color: "#fff", font: "inherit", fontWeight: "600", cursor: "pointer" };

  // A page that is there speaks up before it is wholly loaded. A browser that refuses to show it loads something else, which
  // nobody needs to see.
  const SOON = 2000;
  const LATE = 20000;

  const make = (kind, text, rules) => {
    const made = document.createElement(kind);
    made.textContent = text;
    style(made, rules);
    return made;
  };

  const instead = (practice) => {
    const box = make("div", "", { padding: "24px", font: "inherit" });
    const link = make("a", words.leave, { ...button, display: "inline-block", lineHeight: "44px", textDecoration: "none", background: either("#1f4e5f", "#9ccbdc"), color: either("#fff", "#10181b") });
    link.href = page(practice);
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    box.setAttribute("role", "status");
    box.append(make("p", words.missing, { margin: "0 0 16px" }), link);
    return box;
  };

  // The page in a frame, and what stands there while it does not come. `hear` gets what it says.
  const frame = (practice, rules, hear) => {
    const place = make("div", "", rules.place);
    const shown = make("iframe", "", { border: "0", display: "block", visibility: "hidden", width: "100%", colorScheme: scheme, background: ground, ...rules.frame });
    shown.title = words.title;
    shown.referrerPolicy = "no-referrer";
    let link = null;
    const missing = () => {
      if (link || !place.isConnected) return;
      link = instead(practice);
      shown.style.display = "none";
      place.append(link);
    };
    let waiting = setTimeout(missing, LATE);
    shown.addEventListener("load", () => {
      if (waiting === null) return;
      clearTimeout(waiting);
      waiting = setTimeout(missing, SOON);
    });
    // The page alone is listened to, and only for these words; nothing is told to it.
    const listen = (event) => {
      if (!place.isConnected) {
        window.removeEventListener("message", listen);
        return;
      }
      if (event.origin !== origin || event.source !== shown.contentWindow || !event.data) return;
      clearTimeout(waiting);
      waiting = null;
      if (link) {
        link.remove();
        link = null;
        shown.style.display = "block";
      }
      shown.style.visibility = "visible";
      hear(event.data, shown);
    };
    window.addEventListener("message", listen);
    shown.src = page(practice);
    place.append(shown);
    return place;
  };

  const open = (practice, opener) => {
    const dialog = document.createElement("dialog");
    if (typeof dialog.showModal !== "function") {
      window.location.assign(page(practice));
      return;
    }
    dialog.setAttribute("aria-label", words.title);
    style(dialog, { border: "0", borderRadius: "12px", padding: "0", width: "min(46rem, 96vw)", height: "min(52rem, 94vh)", maxWidth: "96vw", maxHeight: "94vh", overflow: "hidden", colorScheme: scheme, background: ground, color: either("#1d2726", "#e9efec"), font: "400 16px/1.5 system-ui, sans-serif" });
    const close = make("button", words.close, { display: "block", margin: "4px 4px 4px auto", minHeight: "44px", padding: "0 16px", border: "0", borderRadius: "8px", outlineOffset: "-3px", background: "transparent", color: either("#1f4e5f", "#9ccbdc"), font: "inherit", cursor: "pointer" });
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    const place = frame(practice, { place: { height: "calc(100% - 52px)", overflow: "auto" }, frame: { height: "100%" } }, (said) => {
      // Escape that was pressed in the page.
      if (said.anteroom === "close") dialog.close();
    });
    dialog.append(close, place);
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-anteroom-booking]") : null;
    if (!opener || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(opener.dataset.anteroomBooking, opener);
  });

  const practice = script.dataset.practice;
  if (!practice) return;
  if (script.dataset.mode === "inline") {
    const inline = frame(practice, { place: {}, frame: { minHeight: "480px" } }, (said, shown) => {
      const height = said.anteroom === "height" ? Number(said.height) : NaN;
      if (height > 0 && height < 20000) shown.style.height = `${Math.ceil(height)}px`;
    });
    script.after(inline);
    return;
  }
  const opener = make("button", script.dataset.label || words.open, button);
  opener.type = "button";
  opener.dataset.anteroomBooking = practice;
  script.after(opener);
})();
