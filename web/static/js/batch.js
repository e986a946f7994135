// The page of a batch follows its progress until nothing more will change.
(() => {
  const PAUSE = 700;

  async function follow() {
    const old = document.querySelector("#progress");
    if (!old || "over" in old.dataset) return;
    const answer = await fetch(old.dataset.progress, { headers: { "X-Fragment": "progress" } }).catch(() => null);
    if (answer?.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#progress");
      const focused = old.contains(document.activeElement);
      old.replaceWith(fresh);
      if (focused) fresh.querySelector("button, a")?.focus();
    }
    setTimeout(follow, PAUSE);
  }

  document.addEventListener("bv:key", (event) => {
    const undo = document.querySelector("[data-undo]");
    if (event.detail.toLowerCase() === "z" && undo) {
      event.preventDefault();
      undo.requestSubmit();
    }
  });

  setTimeout(follow, PAUSE);
})();
