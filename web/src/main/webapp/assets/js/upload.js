// Files that are sent so that what has arrived stays: a lost connection, a reload or another day cost nothing. It speaks the tus
// protocol 1.0 with the server. The page works without it.
(() => {
  const area = document.querySelector("[data-upload-area]");
  if (!area) {
    return;
  }
  const form = area.querySelector(".lab-upload");
  const problem = form.querySelector("[data-upload-problem]");
  const panel = area.querySelector("[data-upload-run]");
  const shown = (name) => panel.querySelector(`[data-upload-${name}]`);
  const words = panel.dataset;
  const bar = panel.querySelector("progress");

  const EDGE = 1 << 20; // of both ends, by which a file is known again
  const FIRST = 1 << 20; // sent alone, so that a file of a wrong type is refused before the rest travels
  const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds
  const TOLD = [25, 50, 75]; // percent

  let now = null; // what is being sent

  const fill = (text, ...values) => values.reduce((filled, value, i) => filled.replace(`{${i}}`, value), text);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  // --- what is shown and said
  const say = (text) => {
    shown("state").textContent = text;
  };
  const tell = (text) => {
    shown("told").textContent = text;
  };
  const showAmount = (more) => {
    const amount = fill(words.amount, megabytes(now.shown), megabytes(now.file.size));
    shown("amount").textContent = more ? `${amount} · ${more}` : amount;
  };
  const showProgress = (sent) => {
    now.shown = sent;
    bar.value = (100 * sent) / now.file.size;
    const seconds = (performance.now() - now.since) / 1000;
    const perSecond = (sent - now.sinceBytes) / seconds;
    showAmount(seconds > 2 && perSecond > 0 ? timeLeft((now.file.size - sent) / perSecond) : "");
    const mark = TOLD.filter((percent) => bar.value >= percent).pop() ?? 0;
    if (mark > now.told) {
      now.told = mark;
      tell(fill(words.percent, mark));
    }
  };
  const timeLeft = (seconds) => (seconds < 60 ? words.leftSeconds : fill(words.leftMinutes, Math.ceil(seconds / 60)));
  const measureFromHere = () => {
    now.since = performance.now();
    now.sinceBytes = now.received;
  };
  const buttons = (...names) => {
    ["pause", "go-on", "again"].forEach((name) => {
      const button = shown(name);
      const focused = button === document.activeElement;
      button.hidden = !names.includes(name);
      if (focused && button.hidden && names.length > 0) {
        window.setTimeout(() => shown(names[0]).focus());
      }
    });
  };
  const close = (text) => {
    const inside = panel.contains(document.activeElement);
    now = null;
    panel.hidden = true;
    form.hidden = false;
    problem.textContent = text;
    if (inside) {
      form.elements.file.focus();
    }
  };

  // --- talking with the server
  const headers = (more) => ({
    "Tus-Resumable": "1.0.0",
    "X-Form-Token": document.querySelector("meta[name=form-token]").content,
    "X-Requested-With": "XMLHttpRequest",
    ...more,
  });
  const ask = async (method, address, more) => {
    try {
      const answer = await fetch(address, { method, headers: headers(more), redirect: "manual" });
      const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
      return {
        // Whose session ran out is sent to the sign-in page.
        status: answer.type === "opaqueredirect" ? 401 : answer.status,
        portal: answer.headers.has("Tus-Resumable"),
        offset: answer.headers.get("Upload-Offset"),
        location: answer.headers.get("Location"),
        text: plain ? await answer.text() : "",
      };
    } catch {
      return { status: 0, text: "" };
    }
  };
  const send = () =>
    new Promise((resolve) => {
      const from = now.received;
      const request = new XMLHttpRequest();
      now.request = request;
      request.open("PATCH", now.address);
      const more = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) };
      Object.entries(headers(more)).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.upload.addEventListener("progress", (sent) => {
        if (now?.request === request && !now.paused) {
          showProgress(from + sent.loaded);
        }
      });
      request.addEventListener("loadend", () => {
        const plain = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
        resolve({
          status: request.status,
          portal: request.getResponseHeader("Tus-Resumable") !== null,
          offset: request.getResponseHeader("Upload-Offset"),
          text: plain ? request.responseText : "",
        });
      });
      request.send(now.file.slice(from, from === 0 ? Math.min(FIRST, now.file.size) : now.file.size));
    });

  // --- one file on its way
  const woken = (seconds) =>
    new Promise((resolve) => {
      now.wake = resolve;
      if (seconds) {
        window.setTimeout(resolve, seconds * 1000);
      }
    });
  const waitBeforeNextTry = async () => {
    const seconds = PAUSES[Math.min(now.tries, PAUSES.length - 1)];
    now.tries += 1;
    say(words.lost);
    buttons("again");
    const mine = now;
    const until = performance.now() + seconds * 1000;
    const count = () => {
      if (now === mine) {
        showAmount(fill(words.tryIn, Math.max(1, Math.ceil((until - performance.now()) / 1000))));
      }
    };
    count();
    const counting = window.setInterval(count, 1000);
    await woken(seconds);
    window.clearInterval(counting);
  };
  const readable = async (file) => {
    try {
      await file.slice(0, 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  };
  const next = () => {
    if (now.unsure) {
      return ask("HEAD", now.address);
    }
    if (now.received < now.file.size) {
      say(words.sending);
      buttons("pause");
      return send();
    }
    say(words.checking);
    tell("");
    bar.removeAttribute("value");
    showAmount("");
    buttons();
    return ask("POST", now.address);
  };
  const carryOn = async () => {
    const mine = now;
    while (now === mine) {
      if (now.paused) {
        say(words.paused);
        showAmount("");
        buttons("go-on");
        await woken();
        continue;
      }
      const attaching = !now.unsure && now.received === now.file.size;
      const answer = await next();
      if (now !== mine) {
        return;
      }
      await take(answer, attaching);
    }
  };
  const take = async (answer, attaching) => {
    const wasUnsure = now.unsure;
    now.unsure = true;
    if (answer.status === 401) {
      say(words.signedOut);
      showAmount("");
      shown("sign-in").hidden = false;
      buttons("again");
      await woken();
      shown("sign-in").hidden = true;
    } else if (answer.status >= 200 && answer.status < 300) {
      if (attaching) {
        close("");
        form.reset();
        document.dispatchEvent(new CustomEvent("upload:attached"));
        return;
      }
      now.unsure = false;
      const offset = Number(answer.offset);
      now.tries = wasUnsure && offset === now.received ? now.tries : 0;
      now.received = offset;
      showProgress(now.received);
      if (wasUnsure) {
        measureFromHere();
      }
    } else if (answer.status === 409) {
      await woken(1);
    } else if (answer.status === 0 || answer.status >= 500 || (answer.status === 404 && !answer.portal)) {
      // A server that is starting knows no addresses yet.
      if (!now.paused && !(await readable(now.file))) {
        close(words.unreadable);
      } else if (!now.paused) {
        await waitBeforeNextTry();
      }
    } else {
      close(answer.text || (answer.status === 404 ? words.gone : form.dataset.failed));
    }
  };
  const start = (file, address, received) => {
    now = { file, address, received, shown: received, told: 0, tries: 0, unsure: received > 0, paused: false };
    measureFromHere();
    form.hidden = true;
    panel.hidden = false;
    shown("name").textContent = file.name;
    shown("sign-in").hidden = true;
    tell("");
    showProgress(received);
    panel.focus();
    carryOn();
  };
  const wake = () => now?.wake?.();
  shown("pause").addEventListener("click", () => {
    now.paused = true;
    now.unsure = true;
    now.request?.abort();
    wake();
  });
  shown("go-on").addEventListener("click", () => {
    now.paused = false;
    wake();
  });
  shown("again").addEventListener("click", wake);
  window.addEventListener("online", wake);
  shown("cancel").addEventListener("click", async () => {
    const { address, request } = now;
    close("");
    request?.abort();
    wake();
    const answer = await ask("DELETE", address);
    const gone = (answer.status >= 200 && answer.status < 300) || answer.status === 404;
    problem.textContent = gone ? "" : words.notCancelled;
    form.querySelector("[data-upload-said]").textContent = gone ? words.cancelled : "";
  });

  // --- beginning, and going on with the same file
  const fingerprint = async (file) => {
    if (!window.crypto?.subtle) {
      return "";
    }
    const ends = file.size > 2 * EDGE ? new Blob([file.slice(0, EDGE), file.slice(-EDGE)]) : file;
    const digest = await window.crypto.subtle.digest("SHA-256", await ends.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.elements.file.files[0];
    const button = form.querySelector("button");
    problem.textContent = "";
    form.querySelector("[data-upload-said]").textContent = "";
    button.disabled = true;
    try {
      const known = `filename ${base64(file.name)},fingerprint ${base64(await fingerprint(file))}`;
      const answer = await ask("POST", form.dataset.uploads, {
        "Upload-Length": String(file.size),
        "Upload-Metadata": known,
      });
      if (answer.status === 201) {
        start(file, answer.location, 0);
      } else {
        problem.textContent = answer.text || (answer.status === 401 ? words.signedOutBefore : form.dataset.failed);
      }
    } catch {
      problem.textContent = words.unreadable;
    } finally {
      button.disabled = false;
    }
  });

  const goOn = async (row, file) => {
    const wrong = row.querySelector("[data-upload-wrong]");
    const same =
      file.name === row.dataset.name &&
      file.size === Number(row.dataset.size) &&
      (!row.dataset.fingerprint || !window.crypto?.subtle || (await fingerprint(file)) === row.dataset.fingerprint);
    if (!same) {
      wrong.textContent = words.another;
    } else if (now) {
      wrong.textContent = words.oneAtATime;
    } else {
      wrong.textContent = "";
      row.hidden = true;
      start(file, row.dataset.address, Number(row.dataset.received));
    }
  };
  const prepare = () => {
    area.querySelectorAll("[data-upload-choose]").forEach((label) => {
      label.hidden = false;
    });
  };
  area.addEventListener("change", (event) => {
    const row = event.target.closest("[data-upload-row]");
    if (row && event.target.files?.length) {
      const file = event.target.files[0];
      event.target.value = "";
      goOn(row, file).catch(() => {
        row.querySelector("[data-upload-wrong]").textContent = words.unreadable;
      });
    }
  });
  document.addEventListener("upload:shown", prepare);
  prepare();
})();
