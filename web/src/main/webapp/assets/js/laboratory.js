// Entering results by keyboard, and files that show how far they are. The page works without it.
(() => {
  const values = () => [...document.querySelectorAll(".lab-value")];

  // Enter and the arrows go to the next figure, so that a hand can stay on the number block.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches(".lab-value")) {
      return;
    }
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const fields = values();
      fields[fields.indexOf(event.target) + step]?.focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".lab-value")) {
      event.target.select();
    }
  });

  // A new file changes the list of files and the version of the results. Figures that are typed but not kept stay; a version
  // in which somebody kept other figures is not taken on, so that sending these is refused.
  const showFiles = async () => {
    const answer = await fetch(window.location.pathname);
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    const notices = now.getElementById("messages");
    document.getElementById("messages").replaceChildren(...notices.children);
    const files = now.querySelector("#files .lab-files");
    const before = document.querySelector("#files .lab-files, #files .lab-none");
    before.replaceWith(files);
    const kept = [...now.querySelectorAll(".lab-value")].map((field) => field.value);
    const version = document.querySelector(".lab-entry [name=version]");
    if (version && values().every((field, i) => field.defaultValue === kept[i])) {
      version.value = now.querySelector(".lab-entry [name=version]").value;
    }
  };

  const form = document.querySelector(".lab-upload");
  if (!form) {
    return;
  }
  const problem = form.querySelector("[data-upload-problem]");
  const progress = form.querySelector("progress");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const request = new XMLHttpRequest();
    const file = form.elements.file.files[0];
    const address = new URL(form.action);
    address.searchParams.set("name", file.name);
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Form-Token", document.querySelector("meta[name=form-token]").content);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) {
        progress.value = (100 * sent.loaded) / sent.total;
      }
    });
    request.addEventListener("loadend", () => {
      button.disabled = false;
      progress.hidden = true;
      if (request.status === 204) {
        form.reset();
        showFiles().catch(() => window.location.reload());
      } else {
        problem.textContent = request.status === 422 ? request.responseText : form.dataset.failed;
      }
    });
    problem.textContent = "";
    progress.hidden = false;
    progress.value = 0;
    button.disabled = true;
    request.send(file);
  });
})();
