// Walks through an instance event by event: the slider, the buttons and the list move the marks on the diagram.
(() => {
  const slider = document.querySelector("#step");
  const host = document.querySelector("#steps-diagram");
  const items = [...document.querySelectorAll(".steps-list li")];
  if (!slider || !host) return;
  let wanted = 0;
  let moving = Promise.resolve();

  async function goTo(seq) {
    const mine = ++wanted;
    slider.value = seq;
    document.querySelector("#step-now").textContent = seq;
    const item = items.find((other) => Number(other.dataset.seq) === Number(seq));
    items.forEach((other) => other.classList.toggle("shown", other === item));
    item?.scrollIntoView({ block: "nearest" });
    document.querySelector("#step-words").textContent = item?.querySelector("button span").textContent ?? "";
    await (moving = moving.then(() => mine === wanted && window.bvDiagrams.moveTo(host, seq)));
  }

  slider.addEventListener("input", () => goTo(slider.value));
  document.addEventListener("click", (event) => {
    const by = event.target.closest("[data-step]")?.dataset.step;
    if (by) goTo(Math.max(1, Math.min(Number(slider.max), Number(slider.value) + Number(by))));
    const to = event.target.closest("[data-goto]")?.dataset.goto;
    if (to) goTo(Number(to));
  });
  items.at(-1)?.classList.add("shown");
})();
