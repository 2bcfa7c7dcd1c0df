// What every page can do with the keyboard and without reloading. Pages work without any of it.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  // --- keyboard
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Escape") {
      escape(event);
      return;
    }
    if (typing(event.target)) {
      return;
    }
    if (event.key === "/") {
      const search = document.getElementById("search");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "?") {
      event.preventDefault();
      open("shortcuts");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event);
    } else if (event.key === "Enter" && event.target.matches("tr[data-href]")) {
      window.location.assign(event.target.dataset.href);
    }
  });

  const escape = (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.target.id === "search") {
      event.target.blur();
      document.getElementById("content").focus();
    }
  };

  const open = (id) => {
    const dialog = document.getElementById(id);
    const from = document.activeElement;
    dialog.showModal();
    dialog.addEventListener("close", () => from && from.focus(), { once: true });
  };

  const move = (event) => {
    const row = event.target.closest("tr[data-href]");
    if (!row) {
      return;
    }
    const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
    const next = row[step];
    if (next && next.matches("tr[data-href]")) {
      event.preventDefault();
      next.focus();
    }
  };

  // --- pointer
  document.addEventListener("click", (event) => {
    const target = event.target;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(target)) {
        menu.open = false;
      }
    });
    const opener = target.closest("[data-opens]");
    if (opener) {
      opener.closest("details.menu")?.removeAttribute("open");
      open(opener.dataset.opens);
      return;
    }
    const copier = target.closest("[data-copy]");
    if (copier) {
      copy(copier);
      return;
    }
    const theme = target.closest("[data-theme-choice]");
    if (theme) {
      window.chooseTheme(theme.dataset.themeChoice);
      markTheme();
      return;
    }
    const row = target.closest("tr[data-href]");
    if (row && !target.closest("a, button, input, label") && !window.getSelection().toString()) {
      window.location.assign(row.dataset.href);
    }
  });

  const copy = (button) => {
    navigator.clipboard?.writeText(button.dataset.copy).then(() => {
      const icon = button.querySelector(".bi");
      icon.classList.replace("bi-copy", "bi-check2");
      window.setTimeout(() => icon.classList.replace("bi-check2", "bi-copy"), 1500);
    });
  };

  const markTheme = () => {
    const chosen = localStorage.getItem("theme") ?? "auto";
    document.querySelectorAll("[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
    });
  };

  // --- forms: a button answers at once, and nothing is sent twice
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    });
  });

  // --- htmx: the token goes along; a session that ran out is renewed by loading the page
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Form-Token"] = document.querySelector("meta[name=form-token]").content;
    event.detail.headers["X-Requested-With"] = "XMLHttpRequest";
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) {
      const source = event.detail.elt;
      if (source instanceof HTMLFormElement) {
        source.submit();
      } else {
        window.location.reload();
      }
    }
  });

  // --- pending seals are asked about until they are sealed
  const MOST_SEALS = 20;
  const askAboutSeal = async (badge) => {
    const answer = await fetch(`/seals/${encodeURIComponent(badge.dataset.seal)}/badge`, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (answer.ok) {
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const now = holder.content.querySelector(".seal");
      if (now && !now.dataset.seal) {
        badge.replaceWith(now);
      }
    }
  };
  window.setInterval(() => {
    if (!document.hidden) {
      const pending = [...document.querySelectorAll("a[data-seal]")].slice(0, MOST_SEALS);
      pending.forEach((badge) => askAboutSeal(badge).catch(() => undefined));
    }
  }, 2000);

  // --- rows that open something are reached by keyboard
  const prepare = (root) => {
    root.querySelectorAll("tr[data-href]").forEach((row) => {
      row.tabIndex = 0;
    });
    root.querySelector("[data-focus]")?.focus();
  };
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt));

  prepare(document);
  markTheme();
})();
