// Pending badges ask now and then whether their seal is on the ledger; the pauses grow while nothing changes.
(() => {
  const SHORTEST = 1500;
  const LONGEST = 30000;
  const MOST = 40;
  let pause = SHORTEST;

  const pending = () => [...document.querySelectorAll("a[data-seal]")];

  const replace = (html) => {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    let changed = false;
    fresh.content.querySelectorAll("a.seal:not([data-seal])").forEach((badge) => {
      pending()
        .filter((old) => old.getAttribute("href") === badge.getAttribute("href"))
        .forEach((old) => {
          old.replaceWith(badge.cloneNode(true));
          changed = true;
        });
    });
    return changed;
  };

  const ask = async () => {
    const seals = [...new Set(pending().map((badge) => badge.dataset.seal))].slice(0, MOST);
    if (seals.length > 0 && !document.hidden) {
      try {
        const query = seals.map((seal) => `seal=${encodeURIComponent(seal)}`).join("&");
        const answer = await fetch(`/seal-badges?${query}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        const changed = answer.ok && replace(await answer.text());
        pause = changed ? SHORTEST : Math.min(pause * 1.5, LONGEST);
      } catch {
        pause = LONGEST;
      }
    }
    window.setTimeout(ask, pause);
  };

  window.setTimeout(ask, SHORTEST);
})();
