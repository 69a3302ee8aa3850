// A plain script in the head, so that a chosen theme is there before the first paint.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('jenvoy-theme');
  } catch {
    // Storage may be switched off: then the system's theme holds.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
