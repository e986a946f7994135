// Keeps what is typed into a task's form on the server, a moment after the last letter, and when the page is left.
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const PAUSE = 1500;
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let kept = texts().toString();
  let isSent = false;
  let saving = new AbortController();

  function texts() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    for (const own of ["_key", "_password"]) data.delete(own);
    return data;
  }

  async function save() {
    const now = texts();
    if (isSent || now.toString() === kept) return;
    saving = new AbortController();
    const said = { method: "POST", body: now, headers: { "X-Draft": "1" }, signal: saving.signal };
    const answer = await fetch(form.dataset.draft, said).catch(() => null);
    if (isSent) return;
    if (answer?.ok) {
      kept = now.toString();
      status.textContent = (await answer.json()).saved;
    } else {
      status.textContent = status.dataset.failed;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", (event) => { if (!event.isComposing) later(); });
  form.addEventListener("change", later);
  form.addEventListener("compositionend", later);
  form.addEventListener("submit", () => { // a draft that came after the answer would be refused
    isSent = true;
    clearTimeout(timer);
    saving.abort();
  });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (!isSent && texts().toString() !== kept) navigator.sendBeacon(form.dataset.draft, texts());
  });
})();
