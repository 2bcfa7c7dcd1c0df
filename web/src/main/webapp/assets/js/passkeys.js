// Forms that a person's device answers: data-passkey says what it is asked. Without this script the server explains.
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");

  const known = (descriptors) => (descriptors ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

  const ask = async (form) => {
    if (form.dataset.options) {
      return { question: form.dataset.question, options: JSON.parse(form.dataset.options) };
    }
    const answer = await fetch(form.dataset.questions, {
      method: "POST",
      body: new URLSearchParams({ purpose: form.dataset.passkey, about: form.dataset.about ?? "" }),
      headers: {
        "X-Form-Token": document.querySelector("meta[name=form-token]").content,
        "X-Requested-With": "XMLHttpRequest",
      },
    });
    if (answer.status === 422) {
      throw new Error(await answer.text());
    }
    if (!answer.ok) {
      throw new Error(form.dataset.failed);
    }
    return answer.json();
  };

  const create = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options.publicKey,
        challenge: bytes(options.publicKey.challenge),
        user: { ...options.publicKey.user, id: bytes(options.publicKey.user.id) },
        excludeCredentials: known(options.publicKey.excludeCredentials),
      },
    });
    return {
      id: made.id,
      type: made.type,
      clientExtensionResults: {},
      response: {
        attestationObject: text(made.response.attestationObject),
        clientDataJSON: text(made.response.clientDataJSON),
      },
    };
  };

  const sign = async (options) => {
    const given = await navigator.credentials.get({
      publicKey: {
        ...options.publicKey,
        challenge: bytes(options.publicKey.challenge),
        allowCredentials: known(options.publicKey.allowCredentials),
      },
    });
    return {
      id: given.id,
      type: given.type,
      clientExtensionResults: {},
      response: {
        authenticatorData: text(given.response.authenticatorData),
        clientDataJSON: text(given.response.clientDataJSON),
        signature: text(given.response.signature),
        userHandle: given.response.userHandle ? text(given.response.userHandle) : undefined,
      },
    };
  };

  const answer = async (form) => {
    if (!window.PublicKeyCredential) {
      throw new Error(form.dataset.unsupported);
    }
    const { question, options } = await ask(form);
    try {
      const given = form.dataset.passkey === "register" ? await create(options) : await sign(options);
      form.querySelector("[data-passkey-question]").value = question;
      form.querySelector("[data-passkey-answer]").value = JSON.stringify(given);
    } catch (refused) {
      throw new Error(refused.name === "NotAllowedError" ? form.dataset.unconfirmed : form.dataset.failed);
    }
  };

  const say = (form, message) => {
    const place = form.querySelector("[data-passkey-message]");
    place.textContent = message;
    place.hidden = message === "";
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-back]")) {
      history.back();
    }
  });

  // Before the page's own handling of forms, which would take this one for sent.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.dataset.passkey) {
        return;
      }
      event.preventDefault();
      if (form.dataset.asking) {
        return;
      }
      form.dataset.asking = "true";
      event.submitter?.setAttribute("aria-busy", "true");
      say(form, "");
      answer(form)
        .then(() => HTMLFormElement.prototype.submit.call(form)) // a field may have the name "submit"
        .catch((failed) => {
          delete form.dataset.asking;
          event.submitter?.removeAttribute("aria-busy");
          say(form, failed.message || form.dataset.failed);
        });
    },
    true,
  );
})();
