// Entering results by keyboard, and the list of files as it is now. The page works without it.
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
    document.querySelector("[data-upload-rows]").replaceWith(now.querySelector("[data-upload-rows]"));
    document.dispatchEvent(new CustomEvent("upload:shown"));
    const kept = [...now.querySelectorAll(".lab-value")].map((field) => field.value);
    const version = document.querySelector(".lab-entry [name=version]");
    if (version && values().every((field, i) => field.defaultValue === kept[i])) {
      version.value = now.querySelector(".lab-entry [name=version]").value;
    }
  };

  document.addEventListener("upload:attached", () => showFiles().catch(() => window.location.reload()));
})();
