// The inbox: a click or a key shows a task beside the list without loading the page again.
(() => {
  const detail = document.querySelector("#detail");
  const rows = () => [...document.querySelectorAll(".wl tbody tr[data-row]")];
  const linkOf = (row) => row.querySelector("td.name a");
  const pageOf = (row) => linkOf(row).dataset.page ?? linkOf(row).href; // what is only watched has no detail
  const phone = () => matchMedia("(max-width: 900px)").matches;
  let wanted = 0;

  const currentIndex = () => rows().findIndex((row) => row.classList.contains("cur"));

  function mark(row) {
    rows().forEach((other) => {
      other.classList.toggle("cur", other === row);
      if (other === row) linkOf(other).setAttribute("aria-current", "true");
      else linkOf(other).removeAttribute("aria-current");
    });
    row.scrollIntoView({ block: "nearest" });
  }

  async function show(row) {
    mark(row);
    const link = linkOf(row);
    if (!link.dataset.detail) return;
    const mine = ++wanted;
    detail.setAttribute("aria-busy", "true");
    const response = await fetch(link.dataset.detail, { headers: { "X-Fragment": "detail" } });
    if (mine !== wanted) return;
    if (!response.ok) {
      location.assign(link.dataset.page);
      return;
    }
    detail.innerHTML = await response.text();
    detail.removeAttribute("aria-busy");
    detail.scrollTop = 0;
    history.replaceState(null, "", link.href);
    window.bvDiagrams?.watch(detail);
  }

  function openOnPhone(row) {
    document.body.classList.add("open");
    detail.focus({ preventScroll: true });
    return show(row);
  }

  function closeOnPhone() {
    document.body.classList.remove("open");
    const row = rows()[currentIndex()];
    if (row) linkOf(row).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("[data-back]")) {
      event.preventDefault();
      closeOnPhone();
      return;
    }
    const row = event.target.closest(".wl tbody tr[data-row]");
    if (!row || event.target.closest(".c-pick")) return;
    event.preventDefault();
    if (!linkOf(row).dataset.detail) location.assign(pageOf(row));
    else if (phone()) openOnPhone(row);
    else show(row);
  });

  document.addEventListener("dblclick", (event) => {
    const row = event.target.closest(".wl tbody tr[data-row]");
    if (row && !event.target.closest(".c-pick")) location.assign(pageOf(row));
  });

  document.addEventListener("bv:key", (event) => {
    const list = rows();
    const index = currentIndex();
    const step = { j: 1, k: -1, J: 1, K: -1 }[event.detail];
    if (step && list.length) {
      event.preventDefault();
      show(list[Math.max(0, Math.min(list.length - 1, index + step))]);
    } else if (event.detail === "Enter" && index >= 0 && !document.activeElement.matches("a, button, summary")) {
      event.preventDefault();
      location.assign(pageOf(list[index]));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("open")) closeOnPhone();
  });
})();
