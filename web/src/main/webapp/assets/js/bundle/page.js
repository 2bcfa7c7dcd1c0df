// The page that verifies a downloaded record: takes the files, has the worker check them, and shows what it says. Everything that
// comes out of a file is shown as text, never as markup.
import { fingerprints } from "./fingerprints.js";
import { json } from "./verdict-text.js";

const LARGEST_ROOT = 1 << 20;
const RESOURCES = "resources/";

const at = (id) => document.getElementById(id);

const word = (name, ...values) =>
  values.reduce(
    (text, value, place) => text.replace(`{${place}}`, () => String(value)),
    document.querySelector(`#bundle-words [data-word="${name}"]`).textContent,
  );

const newWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

let worker = null;
let running = false;
let roots = [];
let bundle = null;
let shown = null;

// --- what is chosen

const isRoot = (file) => file.name.endsWith(".pem") || file.name.endsWith(".json");

const chooseRoots = async (files) => {
  roots = await Promise.all(
    files
      .filter((file) => isRoot(file) && file.size <= LARGEST_ROOT)
      .map(async (file) => ({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
  );
  mark("roots", false);
  const list = at("bundle-fingerprints");
  list.replaceChildren();
  for (const { name, content } of roots.filter((each) => each.name.endsWith(".pem"))) {
    const found = (await fingerprints(content)) ?? [word("unreadable")];
    list.append(element("dt", name), ...found.map((each) => element("dd", each)));
  }
  at("bundle-trusted").hidden = list.childElementCount === 0;
};

const chooseBundle = (file) => {
  bundle = file ?? null;
  mark("file", false);
};

const droppedFiles = async (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length === 0 ? [...transfer.files] : (await Promise.all(entries.map(filesOf))).flat();
};

/** The file, or those of the folder. */
const filesOf = async (entry) => {
  if (entry.isFile) {
    return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const more = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (more.length === 0) {
      return (await Promise.all(found.filter((each) => each.isFile).map(filesOf))).flat();
    }
    found.push(...more);
  }
};

/** Shows in the field what was dropped, so that the page says what it will check. */
const fill = (field, files) => {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  field.files = transfer.files;
  field.dispatchEvent(new Event("change"));
};

const drop = async (event) => {
  event.preventDefault();
  at("bundle-page").classList.remove("bundle-drop");
  const files = await droppedFiles(event.dataTransfer);
  const zip = files.find((file) => file.name.endsWith(".zip"));
  if (zip !== undefined) {
    fill(at("bundle-file"), [zip]);
  }
  if (files.some(isRoot)) {
    fill(at("bundle-roots"), files.filter(isRoot));
  }
};

// --- checking

const verify = (event) => {
  event.preventDefault();
  if (running) {
    return;
  }
  mark("file", bundle === null);
  mark("roots", roots.length === 0);
  const missing = bundle === null ? "bundle-file" : roots.length === 0 ? "bundle-roots" : null;
  if (missing !== null) {
    at(missing).focus();
    return;
  }
  setRunning(true);
  at("bundle-result").hidden = true;
  at("bundle-bar").removeAttribute("value");
  say(word("checking"));
  worker ??= newWorker();
  worker.onmessage = ({ data }) => answered(data);
  worker.onerror = (failed) => answered({ not: failed.message ?? "" });
  worker.postMessage({ file: bundle, roots });
};

/** Says at the field that nothing is chosen, or takes that back. */
const mark = (name, wrong) => {
  const field = at(`bundle-${name}`);
  at(`wrong-${name}`).hidden = !wrong;
  field.setAttribute("aria-invalid", String(wrong));
  field.setAttribute("aria-describedby", wrong ? `hint-${name} wrong-${name}` : `hint-${name}`);
};

const stop = () => {
  worker.terminate();
  worker = newWorker();
  setRunning(false);
  say(word("stopped"));
  at("bundle-verify").focus();
};

const setRunning = (now) => {
  running = now;
  at("bundle-stop").hidden = !now;
  at("bundle-progress").hidden = !now;
  at("bundle-verify").disabled = now;
};

const answered = (answer) => {
  if (answer.total !== undefined) {
    at("bundle-bar").max = answer.total;
    at("bundle-bar").value = answer.done;
    return;
  }
  setRunning(false);
  if (answer.verdict === undefined) {
    notChecked(answer.not);
  } else {
    show(answer);
  }
  at("bundle-result").hidden = false;
  at("bundle-result").focus();
  say(at("bundle-verdict").textContent);
};

// --- what came of it

const LOOKS = {
  valid: ["verdict-passed", "bi-patch-check-fill"],
  refused: ["verdict-failed", "bi-exclamation-triangle-fill"],
  not: ["verdict-unknown", "bi-question-circle-fill"],
};

const banner = (result, summary) => {
  const [look, icon] = LOOKS[result];
  at("bundle-banner").className = `verdict ${look}`;
  at("bundle-banner").querySelector(".bi").className = `bi ${icon}`;
  at("bundle-verdict").textContent = word(result);
  at("bundle-summary").textContent = summary;
};

const notChecked = (what) => {
  shown = null;
  banner("not", word("not-text", what));
  for (const id of ["bundle-problems", "bundle-facts", "bundle-records"]) {
    at(id).replaceChildren();
  }
  for (const id of ["bundle-open-channel", "bundle-records-title", "bundle-unproved", "bundle-take"]) {
    at(id).hidden = true;
  }
};

const show = ({ verdict, worded, firstBlockKnown }) => {
  shown = verdict;
  const good = verdict.records.filter((each) => each.result === "valid").length;
  banner(verdict.result, word(`${verdict.result}-text`, good, verdict.records.length));
  at("bundle-open-channel").hidden = firstBlockKnown;
  at("bundle-problems").replaceChildren(...worded.bundle.map((each) => element("li", each)));
  at("bundle-facts").replaceChildren(...facts(verdict));
  at("bundle-records-title").hidden = verdict.records.length === 0;
  at("bundle-records").replaceChildren(
    ...verdict.records.map((each, place) => recordItem(each, worded.records[place])),
  );
  showUnproved(verdict.unproved ?? []);
  at("bundle-take").hidden = false;
};

/** Files to read by their names, and how many there are of the others: what they say is not what was checked. */
const showUnproved = (paths) => {
  const named = paths.filter((path) => !path.startsWith(RESOURCES));
  const others = paths.length - named.length;
  const all = others === 0 ? named : [...named, `${RESOURCES} (${others})`];
  at("bundle-unproved").hidden = paths.length === 0;
  at("bundle-unproved").textContent = word("unproved", all.join(", "));
};

const facts = ({ patient, channel, head }) =>
  patient === undefined
    ? []
    : [
        ...fact("patient", patient),
        ...fact("channel", channel),
        ...fact("head", `${head.number} · ${head.hash}`),
      ];

const fact = (name, value) => [element("dt", word(name)), element("dd", value)];

const recordItem = (record, problems) => {
  const good = record.result === "valid";
  const item = element("li");
  item.className = `check ${good ? "check-passed" : "check-failed"}`;
  const icon = element("i");
  icon.className = `bi ${good ? "bi-check-circle-fill" : "bi-x-circle-fill"}`;
  icon.setAttribute("aria-hidden", "true");
  const text = element("div");
  const name = element("p");
  name.className = "check-name";
  const what = (record.type ?? word("record")).replaceAll("-", " ");
  const result = element("span", word(good ? "proved" : "not-proved"));
  result.className = "check-result";
  name.append(element("span", what.charAt(0).toUpperCase() + what.slice(1)), result);
  text.append(name, ...about(record));
  if (problems.length > 0) {
    const list = element("ul");
    list.className = "bundle-problems";
    list.append(...problems.map((each) => element("li", each)));
    text.append(list);
  }
  item.append(icon, text);
  return item;
};

const about = ({ signedAt, author, block, anchoredAt, seal }) => {
  const lines = [];
  if (signedAt !== undefined) {
    lines.push(`${word("signed")} ${day(signedAt)} · ${word("author")} ${author}`);
  }
  if (block !== undefined) {
    lines.push(`${word("anchored")} ${block}${anchoredAt === undefined ? "" : ` · ${day(anchoredAt)}`}`);
  }
  lines.push(`${word("seal")} ${seal}`);
  return lines.map((line) => {
    const paragraph = element("p", line);
    paragraph.className = "check-why bundle-line";
    return paragraph;
  });
};

const day = (text) => {
  const moment = new Date(text);
  return Number.isNaN(moment.getTime())
    ? text
    : moment.toLocaleString("en-GB", {
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        timeZone: "UTC",
        timeZoneName: "short",
      });
};

const element = (name, text) => {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
};

const say = (text) => {
  at("bundle-status").textContent = text;
};

const copy = async () => {
  await navigator.clipboard.writeText(json(shown));
  at("bundle-copy").textContent = word("copied");
  say(word("copied"));
  setTimeout(() => {
    at("bundle-copy").textContent = word("copy");
  }, 1500);
};

// --- begin

if (!isSecureContext || crypto.subtle === undefined) {
  at("bundle-insecure").hidden = false;
} else {
  // Loaded now, so that nothing is asked of the network later: the worker, and the font of signs that are still hidden.
  worker = newWorker();
  document.fonts.load("1em bootstrap-icons").catch(() => undefined);
  at("bundle-form").hidden = false;
  at("bundle-form").addEventListener("submit", verify);
  at("bundle-stop").addEventListener("click", stop);
  at("bundle-copy").addEventListener("click", copy);
  at("bundle-file").addEventListener("change", (event) => chooseBundle(event.target.files[0]));
  at("bundle-roots").addEventListener("change", (event) => chooseRoots([...event.target.files]));
  const page = at("bundle-page");
  page.addEventListener("dragover", (event) => {
    event.preventDefault();
    page.classList.add("bundle-drop");
  });
  page.addEventListener("dragleave", () => page.classList.remove("bundle-drop"));
  page.addEventListener("drop", drop);
}
