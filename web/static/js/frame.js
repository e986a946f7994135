// The frame of every page: menu, theme without a reload, notices, dialogs, one submit per form.
(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);

  function setMenu(open) {
    document.body.classList.toggle("menu-open", open);
    const button = find("[data-opens-menu]");
    button?.setAttribute("aria-expanded", String(open));
    if (open) find("#side a")?.focus();
    else if (document.activeElement?.closest("#side")) button?.focus();
  }

  function switchTheme(form) {
    const button = form.querySelector("button");
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    const data = new FormData(form);
    data.set("theme", theme);
    root.dataset.bsTheme = theme;
    root.removeAttribute("data-theme-auto");
    button.value = theme === "dark" ? "light" : "dark";
    fetch(form.action, { method: "POST", body: data, redirect: "manual" });
  }

  function sendOnce(event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-opens-menu]")) setMenu(!document.body.classList.contains("menu-open"));
    if (on("[data-closes-menu]")) setMenu(false);
    if (on("[data-dismiss]")) on(".notice")?.remove();
    const opener = on("[data-opens]");
    if (opener) find(opener.dataset.opens)?.showModal();
    if (on("[data-prints]")) window.print();
    document.querySelectorAll("details.me[open]").forEach((open) => open.contains(event.target) || open.removeAttribute("open"));
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-theme-switch]")) {
      event.preventDefault();
      switchTheme(event.target);
    } else if (!event.defaultPrevented) sendOnce(event);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
    if (event.target.matches("[data-keys-switch]")) localStorage.setItem("keys", event.target.checked ? "on" : "off");
  });

  // Single keys can be switched off (WCAG 2.1.4) and never fire while somebody types or composes Vietnamese.
  const keysOn = () => localStorage.getItem("keys") !== "off";
  // A dialog that was just closed keeps the focus until the browser draws again: what is pressed meanwhile is the page's.
  const fields = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog";
  const typing = (event) => event.isComposing || (event.target.closest(fields) && !event.target.closest("dialog:not([open])"));
  const box = find("[data-keys-switch]");
  if (box) box.checked = keysOn();

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") setMenu(false);
    if (!keysOn() || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") find("#q")?.focus();
    else if (event.key === "?") find("#keys")?.showModal();
    else {
      const used = !document.dispatchEvent(new CustomEvent("bv:key", { detail: event.key, cancelable: true }));
      if (!used) return;
    }
    event.preventDefault();
  });

  // On paper nothing can be unfolded.
  addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((part) => { part.open = true; }));

  // The bell of a page that stays open: asked once a minute, only while somebody looks.
  const bell = find("[data-bell]");
  const ring = async () => {
    if (document.hidden) return;
    const answer = await fetch(bell.dataset.bell, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { count } = await answer.json();
    const mark = bell.querySelector("i");
    mark.textContent = count || "";
    mark.hidden = !count;
    bell.setAttribute("aria-label", count ? bell.dataset.some.replace("{n}", count) : bell.title);
  };
  if (bell) setInterval(ring, 60000);

  document.querySelectorAll(".notice.done").forEach((notice) => setTimeout(() => notice.remove(), 12000));
})();
