// Brings what draws diagrams once one comes into view: it is as large as half of the page.
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

  const eye = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      eye.unobserve(target);
      bring().then(() => window.bvDiagram.show(target));
    }
  });

  function watch(root = document) {
    root.querySelectorAll("[data-diagram]").forEach((host) => eye.observe(host));
  }

  window.bvDiagrams = { watch };
  watch();
})();
