// Served by `maliviz preview` alone: loads the page anew when it changed, and shows what is wrong.
// It runs before the page's own policy stands, and asks then; the policy may forbid to ask again.
(() => {
  const shown = Number(document.currentScript.dataset.version);
  const overlay = document.createElement("pre");
  overlay.id = "preview-error";
  overlay.setAttribute("role", "alert");
  overlay.style.cssText =
    "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;" +
    "z-index:9999;background:#3b0d0d;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap";
  new EventSource("/.preview/events").onmessage = (message) => {
    const now = JSON.parse(message.data);
    if (now.version !== shown) {
      location.reload();
    } else if (now.error) {
      overlay.textContent = now.error;
      document.documentElement.append(overlay);
    } else {
      overlay.remove();
    }
  };
})();
