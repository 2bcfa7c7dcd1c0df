// Sets light or dark before anything is painted: as chosen by the person, or as the device is set.
(() => {
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = localStorage.getItem("theme");
    const dark = chosen === "dark" || (chosen !== "light" && device.matches);
    document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  };
  apply();
  device.addEventListener("change", apply);
  window.chooseTheme = (choice) => {
    if (choice === "auto") {
      localStorage.removeItem("theme");
    } else {
      localStorage.setItem("theme", choice);
    }
    apply();
  };
})();
