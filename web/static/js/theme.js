// Runs before the page is drawn: without a chosen theme the system's preference decides.
(() => {
  const root = document.documentElement;
  if (root.hasAttribute("data-theme-auto") && matchMedia("(prefers-color-scheme: dark)").matches) {
    root.dataset.bsTheme = "dark";
  }
})();
