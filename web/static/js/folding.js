// Parts of a long page that fold: what somebody folded or unfolded stays so, and a link to a part unfolds it.
(() => {
  const parts = [...document.querySelectorAll("details[data-part]")];
  const key = `folded:${location.pathname}`;
  const kept = JSON.parse(localStorage.getItem(key) ?? "{}");

  function set(part, open) {
    part.open = open;
    kept[part.dataset.part] = open;
    localStorage.setItem(key, JSON.stringify(kept));
  }

  function unfoldTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    target?.scrollIntoView();
  }

  // Where a form was refused its part stays open, whatever was folded before.
  const hasError = (part) => part.querySelector("[aria-invalid], [role=alert]");
  parts.forEach((part) => { if (part.dataset.part in kept && !hasError(part)) part.open = kept[part.dataset.part]; });

  document.addEventListener("click", (event) => {
    const part = event.target.closest("summary")?.parentElement;
    if (part?.dataset.part) {
      event.preventDefault();
      set(part, !part.open);
    }
    const all = event.target.closest("[data-unfolds]");
    if (all) parts.forEach((each) => set(each, all.dataset.unfolds === "all"));
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) unfoldTarget();
  });
  document.querySelectorAll("[data-unfolds]").forEach((button) => { button.hidden = false; });
  addEventListener("hashchange", unfoldTarget);
  if (location.hash) unfoldTarget();
})();
