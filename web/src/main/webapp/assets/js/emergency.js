// Counts down while a record is open in an emergency, and takes the content away when it is over. The server serves none then.
(() => {
  const strip = document.querySelector("[data-emergency]");
  if (!strip) {
    return;
  }
  const end = Date.now() + Number(strip.dataset.seconds) * 1000;
  const left = strip.querySelector("[data-left]");
  const banner = strip.closest(".banner");

  const over = () => {
    [...banner.parentElement.children].filter((part) => part !== banner).forEach((part) => part.remove());
    [...banner.children].filter((part) => part !== strip).forEach((part) => part.remove());
    [...strip.children].filter((part) => !part.matches(".banner-emergency-over")).forEach((part) => part.remove());
    strip.querySelector("[data-over]").hidden = false;
  };

  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (seconds === 0) {
      window.clearInterval(timer);
      over();
      return;
    }
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  const timer = window.setInterval(tick, 1000);
  tick();
})();
