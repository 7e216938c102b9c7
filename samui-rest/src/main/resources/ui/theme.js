// Not a module, so that it runs before anything is painted: the choice of an earlier visit, if there was one.
(() => {
  try {
    const chosen = localStorage.getItem('samui.theme');
    if (chosen === 'light' || chosen === 'dark') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // a browser that keeps nothing follows the system
  }
})();
