// A document's form with its file: it says how much is sent, refuses a file that is too large before it travels, and stays as it was
// typed when the line breaks. The page works without it.
(() => {
  const form = document.querySelector("form[data-document-form]");
  if (!form) {
    return;
  }
  const chosen = form.elements.file;
  const problem = form.querySelector("[data-document-problem]");
  const panel = form.querySelector("[data-document-run]");
  const bar = panel.querySelector("progress");
  const state = panel.querySelector("[data-document-state]");
  const amount = panel.querySelector("[data-document-amount]");
  const words = panel.dataset;
  const submit = form.querySelector("[type=submit]");
  const largest = Number(form.dataset.largest);
  let request = null;

  const fill = (text, ...values) => values.reduce((filled, value, i) => filled.replace(`{${i}}`, () => value), text);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  const wrong = (text) => {
    problem.querySelector("span").textContent = text;
    problem.hidden = text === "";
    chosen.setAttribute("aria-invalid", String(text !== ""));
    chosen.setAttribute("aria-describedby", text === "" ? "hint-file" : "hint-file unsent-file");
    if (text !== "") {
      chosen.focus();
    }
  };

  const tooLarge = () => chosen.files.length > 0 && chosen.files[0].size > largest;

  const check = () => wrong(tooLarge() ? words.tooLarge : "");

  const end = (text) => {
    request = null;
    panel.hidden = true;
    submit.disabled = false;
    wrong(text);
  };

  const show = (sent) => {
    if (!sent.lengthComputable) {
      return;
    }
    bar.value = (100 * sent.loaded) / sent.total;
    amount.textContent = fill(words.amount, megabytes(sent.loaded), megabytes(sent.total));
    if (sent.loaded === sent.total) {
      bar.removeAttribute("value");
      state.textContent = words.checking;
    }
  };

  /** Whose session ran out is sent to the sign-in page, which looks like a line that broke. */
  const why = async () => {
    try {
      const answer = await fetch(window.location.href, { method: "HEAD", redirect: "manual" });
      return answer.type === "opaqueredirect" ? words.signedOut : words.failed;
    } catch {
      return words.failed;
    }
  };

  const send = () => {
    const mine = new XMLHttpRequest();
    request = mine;
    mine.open("POST", form.action);
    mine.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    mine.setRequestHeader("X-Form-Token", document.querySelector("meta[name=form-token]").content);
    mine.upload.addEventListener("progress", show);
    mine.addEventListener("load", () => {
      const next = mine.getResponseHeader("Content-Location");
      if (mine.status === 200 && next !== null) {
        window.location.assign(next);
      } else {
        end(words.failed);
      }
    });
    mine.addEventListener("error", async () => end(await why()));
    mine.addEventListener("abort", () => end(""));
    mine.send(new FormData(form));
  };

  chosen.addEventListener("change", check);
  panel.querySelector("[data-document-stop]").addEventListener("click", () => request?.abort());
  form.addEventListener("submit", (event) => {
    check();
    if (tooLarge()) {
      event.preventDefault();
      return;
    }
    if (chosen.files.length === 0) {
      return;
    }
    event.preventDefault();
    submit.disabled = true;
    panel.hidden = false;
    bar.value = 0;
    amount.textContent = "";
    state.textContent = words.sending;
    panel.focus();
    send();
  });
  // Back from the page that came next: nothing is being sent.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      end("");
    }
  });
})();
