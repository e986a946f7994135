// Selecting rows and deciding them: X, Shift X, A, R, D and Z, the bar of what is selected, and the moment to undo.
(() => {
  const form = document.querySelector("#select-form");
  const bar = document.querySelector("[data-bulk]");
  const boxes = () => [...document.querySelectorAll("[data-pick]")];
  const picked = () => boxes().filter((box) => box.checked);
  let last = -1; // where a range begins

  function show() {
    const count = picked().length;
    const all = document.querySelector("[data-pick-all]");
    if (all) {
      all.checked = count > 0 && count === boxes().length;
      all.indeterminate = count > 0 && count < boxes().length;
    }
    boxes().forEach((box) => box.closest("tr").classList.toggle("picked", box.checked));
    if (!bar) return;
    bar.classList.toggle("on", count > 0);
    const text = bar.querySelector("[data-bulk-count]");
    text.textContent = text.dataset.one.replace("{n}", count);
  }

  function pick(index, isRange) {
    const list = boxes();
    if (!list[index]) return;
    if (isRange && last >= 0) {
      const [from, to] = [Math.min(last, index), Math.max(last, index)];
      list.slice(from, to + 1).forEach((box) => { box.checked = true; });
    } else {
      list[index].checked = !list[index].checked;
    }
    last = index;
    show();
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
    if (event.target.matches("[data-pick], [data-pick-all]")) show();
    if (event.target.matches("[data-pick]")) last = boxes().indexOf(event.target);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-unpick]")) {
      boxes().forEach((box) => { box.checked = false; });
      show();
      document.querySelector(".tw")?.focus({ preventScroll: true });
    }
  });

  const current = () => boxes().findIndex((box) => box.closest("tr").classList.contains("cur"));
  const quick = () => document.querySelector("[data-quick]");
  const decision = (name) => quick()?.querySelector(`[data-decision="${name}"]`);

  function approve() {
    if (picked().length) return form.requestSubmit(bar.querySelector("[data-bulk-send]"));
    const button = decision("approve");
    if (button) return quick().requestSubmit(button);
    document.querySelector("[data-open]")?.click();
  }

  function giveBack() {
    const button = decision("return");
    if (!button) return document.querySelector("[data-open]")?.click();
    const words = quick().querySelector("textarea");
    if (words && !words.value.trim()) return words.focus();
    quick().requestSubmit(button);
  }

  // From the opinion, Ctrl Enter returns the task, so that the keyboard alone suffices.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && event.target.matches("[data-quick] textarea")) {
      event.preventDefault();
      giveBack();
    }
    if (event.key === "Escape" && event.target.matches("[data-quick] textarea")) event.target.blur();
  });

  const arrange = () => document.querySelector("[data-arrange]")?.click();
  const undo = () => document.querySelector("[data-undo-bar]:not([hidden]) [data-undo]")?.requestSubmit();

  document.addEventListener("bv:key", (event) => {
    const key = event.detail.toLowerCase();
    const does = { x: () => pick(current(), event.detail === "X"), a: approve, r: giveBack, d: arrange, z: undo }[key];
    if (!does) return;
    event.preventDefault();
    does();
  });

  const waits = document.querySelector("[data-undo-bar]");
  if (waits) {
    const until = Date.now() + 1000 * Number(waits.dataset.seconds);
    const turn = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000);
      waits.querySelector("[data-undo-left]").textContent = Math.max(0, left);
      if (left > 0) return;
      clearInterval(turn);
      waits.hidden = true;
    }, 250);
  }

  // Pages come back from the browser's memory with boxes ticked.
  addEventListener("pageshow", show);
  show();
})();
