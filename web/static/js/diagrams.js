// Shows the pictures of diagrams: brings those that the page leaves out once they come into view, leads the eye to where a
// case stands, and brings what zooms when somebody asks for it, for it is as large as half of the page.
(() => {
  const { viewer, style } = document.currentScript.dataset;
  let coming;

  function bring() {
    coming ??= new Promise((resolve, reject) => {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
      const script = Object.assign(document.createElement("script"), { src: viewer, onload: resolve, onerror: reject });
      script.dataset.waits = ""; // for each diagram to be asked for
      document.head.append(sheet, script);
    });
    return coming;
  }

  async function zoom(host) {
    await bring();
    stepsOf(host)?.remove();
    delete host.dataset.drawn;
    host.dataset.zoomed = "";
    await window.bvDiagram.show(host);
    host.focus();
  }

  const stepsOf = (host) => [host.querySelector(".bv-steps"), host.nextElementSibling].find((one) => one?.matches(".bv-steps"));

  async function fetchPicture(host, query = "") {
    const response = await fetch(`${host.dataset.drawing}${query}`, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(`the picture of a diagram: ${response.status}`);
    return new DOMParser().parseFromString(await response.text(), "text/html").body;
  }

  function put(host, body) {
    const steps = body.querySelector(".bv-steps");
    const before = stepsOf(host);
    if (steps && before) steps.open = before.open;
    before?.remove();
    host.replaceChildren(...[...body.children].filter((part) => part !== steps));
    if (steps) "mini" in host.dataset ? host.append(steps) : host.after(steps);
    return settle(host);
  }

  // A file without a drawing is laid out by what zooms.
  async function settle(host) {
    if (host.querySelector("[data-undrawn]")) return zoom(host);
    const frame = host.querySelector(".bv-picture");
    const step = frame?.querySelector(".bv-failed, .bv-late, .bv-current");
    if (step) centre(frame, step);
    host.dataset.drawn = "yes";
  }

  function centre(frame, step) {
    const [whole, one] = [frame.getBoundingClientRect(), step.getBoundingClientRect()];
    frame.scrollLeft += one.left + one.width / 2 - whole.left - whole.width / 2;
    frame.scrollTop += one.top + one.height / 2 - whole.top - whole.height / 2;
  }

  async function show(host) {
    if (host.dataset.drawing && !host.dataset.drawn) return put(host, await fetchPicture(host));
    return settle(host);
  }

  /** Show how it stood after an event, as when an auditor moves through time. */
  async function moveTo(host, seq) {
    if (!("zoomed" in host.dataset)) return put(host, await fetchPicture(host, `?until=${seq}`));
    const response = await fetch(`${host.dataset.positions}?until=${seq}`, { headers: { Accept: "application/json" } });
    if (response.ok) window.bvDiagram.update(host, await response.json());
  }

  /** Bring what is marked at an element into view; tells whether there is such a mark. */
  function focus(host, id) {
    if ("zoomed" in host.dataset) return window.bvDiagram.focus(host, id);
    const marks = [...host.querySelectorAll("[data-at]")];
    const mark = marks.find((one) => one.dataset.at === id);
    marks.forEach((one) => one.classList.toggle("bv-chosen", one === mark));
    if (mark) centre(host.querySelector(".bv-picture"), mark);
    return Boolean(mark);
  }

  const eye = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      eye.unobserve(target);
      show(target);
    }
  });

  function watch(root = document) {
    root.querySelectorAll("[data-diagram]").forEach((host) => (host.dataset.drawing ? eye.observe(host) : settle(host)));
  }

  document.addEventListener("click", ({ target }) => {
    const host = target.closest("[data-diagram]");
    if (host && target.closest("[data-zoom]")) zoom(host);
    const id = target.closest("[data-at]")?.dataset.at;
    if (host && id) host.dispatchEvent(new CustomEvent("bv:element", { bubbles: true, detail: { id } }));
  });

  window.bvDiagrams = { watch, moveTo, focus };
  watch();
})();
