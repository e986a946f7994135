// Task forms. Everything works without this file: it asks the server for the form anew when an answer may change
// what is asked, so conditions are evaluated in one place only, and keeps what was typed meanwhile.
(() => {
  const FORM = "[data-form]";
  const latest = new WeakMap(); // of each form's requests, only the newest may change the page

  class Refusal extends Error {} // what the server says of why there is no form any more

  // A changed answer sends texts only; a button also sends the files chosen, for items and their inputs move.
  function values(root, button) {
    const data = new FormData();
    for (const [name, value] of new FormData(root.closest("form"))) {
      if (typeof value === "string" || button) data.append(name, value);
    }
    data.delete("_password");
    data.set("_preview", "1");
    if (button) data.set(button.name, button.value);
    return data;
  }

  async function refresh(root, button) {
    const turn = Symbol("turn");
    latest.set(root, turn);
    root.setAttribute("aria-busy", "true");
    try {
      const fresh = await ask(root, button);
      if (latest.get(root) === turn) show(root, fresh, button);
    } catch (error) {
      if (latest.get(root) === turn) tell(root, error instanceof Refusal ? error.message : root.dataset.formFailed);
    } finally {
      if (latest.get(root) === turn) root.removeAttribute("aria-busy");
    }
  }

  async function ask(root, button) {
    const address = root.closest("form").getAttribute("action") || location.href;
    const headers = { "X-Form-Preview": "1" };
    const answer = await fetch(address, { method: "POST", body: values(root, button), headers });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(FORM);
    const refusal = page.querySelector("[data-refusal]");
    if (refusal) throw new Refusal(refusal.textContent.trim());
    if (!answer.ok || !fresh) throw new Error(`no form came back: ${answer.status}`);
    return fresh;
  }

  function tell(root, message) {
    const status = root.querySelector("[data-form-status]");
    status.classList.remove("visually-hidden");
    status.textContent = message;
  }

  function show(root, fresh, button) {
    const before = new Set([...root.querySelectorAll(".f-item")].map((item) => item.id));
    enhance(fresh);
    morph(root, fresh, Boolean(button));
    if (button) focusAfter(root, button, before);
  }

  // The page is changed in place: what people are typing in is never moved, so caret, focus, chosen files and a
  // half-composed Vietnamese letter live on. Components never change their order, so one pass over both is enough.
  const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.formKey || "" : "");
  const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other) && one.type === other.type;

  function morph(old, fresh, anew) {
    copyAttributes(old, fresh);
    if (old.matches("input, textarea, select")) return setAnswer(old, fresh, anew);
    const wanted = new Set([...fresh.children].map(keyOf).filter(Boolean));
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      while (at && !alike(at, child) && !(keyOf(at) && wanted.has(keyOf(at)))) at = dropped(at);
      if (at && alike(at, child)) {
        if (child.nodeType === Node.ELEMENT_NODE) morph(at, child, anew);
        else if (at.data !== child.data) at.data = child.data;
        at = at.nextSibling;
      } else {
        old.insertBefore(child, at);
      }
    }
    while (at) at = dropped(at);
  }

  function dropped(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  function copyAttributes(old, fresh) {
    const own = ["value", "checked", "aria-busy"];
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (!own.includes(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  }

  // What was typed since stays; after a button the items have moved, and the server's values are the right ones.
  function setAnswer(old, fresh, anew) {
    if (old.type === "file") {
      if (anew) old.value = "";
    } else if (old.type === "hidden") {
      old.value = fresh.value;
    } else if (old.tagName === "SELECT") {
      const chosen = anew ? fresh.value : old.value;
      if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
      old.value = [...old.options].some((option) => option.value === chosen) ? chosen : "";
    } else if (anew) {
      if (old.value !== fresh.value) old.value = fresh.value;
      old.checked = fresh.checked;
    } else if (old.defaultValue !== fresh.getAttribute("value") && ["radio", "checkbox"].includes(old.type)) {
      old.value = fresh.value;
      old.checked = fresh.checked;
    }
  }

  function focusAfter(root, button, before) {
    const list = document.getElementById(`f-${button.name.split(":")[1].replaceAll(".", "-")}`);
    const added = list && [...list.querySelectorAll(".f-item")].find((item) => !before.has(item.id));
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
    const picker = document.createElement("div");
    picker.className = "f-picker";
    picker.append(native, button);
    input.replaceWith(box);
    box.append(input, picker);
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

  // Enter after the password sends: whoever typed it means it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.id !== "_password") return;
    event.preventDefault();
    event.target.form.querySelector("[name=_send]").click();
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
