// A plain script in the head, so that the chosen theme applies before the first paint.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('jenvoy-theme');
  } catch {
    // Storage may be switched off. Then the system's theme applies.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
