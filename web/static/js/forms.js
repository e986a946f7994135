// Task forms. Everything works without this file: it asks the server for the form anew when an answer may change
// what is asked, so conditions are evaluated in one place only, and keeps what was typed meanwhile.
(() => {
  const FORM = "[data-form]";
  const latest = new WeakMap(); // of each form's requests, only the newest may change the page

  const controls = (root) => root.querySelectorAll("input[id], textarea[id], select[id]");
  const isFile = (control) => control.type === "file";

  function values(root) {
    const data = new FormData();
    for (const [name, value] of new FormData(root.closest("form"))) {
      if (typeof value === "string") data.append(name, value);
    }
    return data;
  }

  async function refresh(root, button) {
    const turn = Symbol("turn");
    latest.set(root, turn);
    const data = values(root);
    data.set("_preview", "1");
    if (button) data.set(button.name, button.value);
    root.setAttribute("aria-busy", "true");
    try {
      const form = root.closest("form");
      const answer = await fetch(form.getAttribute("action") || location.href, {
        method: "POST",
        body: data,
        headers: { "X-Form-Preview": "1" },
      });
      if (latest.get(root) !== turn) return;
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(FORM);
      if (fresh) replace(root, fresh, button);
      else tell(root);
    } catch {
      tell(root);
    } finally {
      if (latest.get(root) === turn) root.removeAttribute("aria-busy");
    }
  }

  function tell(root) {
    const status = root.querySelector("[data-form-status]");
    status.classList.remove("visually-hidden");
    status.textContent = root.dataset.formFailed;
  }

  // The controls on the page stay the same elements, so focus, caret, chosen files and what was typed since live on.
  // After a button the items of a list have moved, and the server's values are the right ones.
  function replace(root, fresh, button) {
    const focused = document.activeElement;
    const errors = root.querySelector("[data-form-errors]");
    const before = new Set([...root.querySelectorAll("[id]")].map((element) => element.id));
    const ticks = new Map([...root.querySelectorAll("input:checked")].map((input) => [input.id, input]));
    for (const control of controls(fresh)) {
      const kept = document.getElementById(control.id);
      if (kept && root.contains(kept) && kept.type === control.type && (!button || isFile(kept))) keep(kept, control);
    }
    if (errors && !button && !fresh.querySelector("[data-form-errors]")) fresh.prepend(errors);
    root.replaceChildren(...fresh.childNodes);
    for (const input of ticks.values()) {
      if (root.contains(input)) input.checked = true; // a radio loses its tick while it is between two documents
    }
    enhance(root);
    if (button) focusAfter(root, button, before);
    else if (root.contains(focused)) focused.focus({ preventScroll: true });
  }

  function keep(kept, control) {
    if (kept.tagName === "SELECT") {
      const chosen = kept.value;
      kept.replaceChildren(...control.childNodes);
      kept.value = [...kept.options].some((option) => option.value === chosen) ? chosen : "";
    }
    for (const { name, value } of control.attributes) {
      if (!["value", "checked", "class"].includes(name)) kept.setAttribute(name, value);
    }
    control.replaceWith(kept);
  }

  function focusAfter(root, button, before) {
    const list = document.getElementById(`f-${button.name.split(":")[1].replaceAll(".", "-")}`);
    const added = list && [...list.querySelectorAll("fieldset.f-item")].find((item) => !before.has(item.id));
    (added?.querySelector("input:not([type=hidden]), textarea, select") ?? list)?.focus();
  }

  // A calendar beside a day's input: the browser's own, which writes day/month/year.
  function addCalendar(input) {
    if (input.closest(".f-day") || !("showPicker" in HTMLInputElement.prototype)) return;
    const box = document.createElement("div");
    box.className = "f-day";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "f-pick";
    button.setAttribute("aria-label", input.dataset.formDate);
    button.innerHTML = '<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="4" y="5" width="16" height="16" rx="2"/><path d="M16 3v4M8 3v4M4 11h16"/></svg>';
    const native = document.createElement("input");
    native.type = "date";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    button.append(native);
    input.replaceWith(box);
    box.append(input, button);
    button.addEventListener("click", () => {
      native.value = toIso(input.value);
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (native.value) input.value = native.value.split("-").reverse().join("/");
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
  }

  function toIso(text) {
    const found = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(text);
    return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
  }

  function enhance(root) {
    root.querySelectorAll("[data-form-date]").forEach(addCalendar);
  }

  document.addEventListener("change", (event) => {
    const root = event.target.closest?.(FORM);
    if (root?.hasAttribute("data-form-dynamic") && event.target.type !== "file" && event.target.name) refresh(root);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-form-button]");
    const root = button?.closest(FORM);
    if (!root) return;
    event.preventDefault();
    refresh(root, button);
  });

  // Enter in a line of text must not send a decision.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.target.matches?.(`${FORM} input:not([type=file])`)) event.preventDefault();
  });

  // Links of the error summary put the cursor into the field.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-form-errors] a");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.focus();
    (target.closest(".f-field") ?? target).scrollIntoView({ block: "center" });
  });

  document.querySelectorAll(FORM).forEach(enhance);
  const summary = document.querySelector("[data-form-errors]");
  if (summary && !summary.hasAttribute("autofocus")) summary.focus();
})();
