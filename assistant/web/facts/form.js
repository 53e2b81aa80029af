// The form of the facts in the browser: every change goes into an outbox that survives a reload, is sent in its order, and
// leaves the outbox once the server has saved it. Runs once (layout.py).
const PATIENCE = 20_000;
const RECENT = 10 * 60_000;
const $ = (selector, within = document) => within.querySelector(selector);
const sheet = () => $("#sheet");
const fieldAt = (path) => $(`[data-path="${CSS.escape(path)}"]`, sheet() ?? document);
const project = () => sheet()?.dataset.project ?? "";
const key = () => `facts:${project()}`;

// Should Gradio put the page together anew without loading it: two of this script would send everything twice.
if (document.documentElement.dataset.facts) location.reload();
document.documentElement.dataset.facts = "1";

let outbox = []; // {id, revision, op, …}
let sent = null; // the changes on their way: {serial, upto, timer}
let attempts = 0;
let fault = "";
let last = 0;
let place = null; // where the person is: {path, start, end}
let number = ""; // the sheet that was open last
let offered = []; // what an earlier page left, while nobody has said what to do with it
let typing = null; // a field that is not left yet: it must outlive the page too
let undo = null; // what brings a removed row back
let fresh = true; // nothing of this page's own was sent yet
const recent = new Map(); // path → {id, text}: what a sheet drawn earlier does not show

// localStorage may be full or forbidden: then the page alone remembers.
const keep = () => {
  try {
    const all = [...offered, ...outbox, ...(typing ? [typing] : [])];
    if (all.length) localStorage.setItem(key(), JSON.stringify(all));
    else localStorage.removeItem(key());
  } catch { /* nothing to do */ }
};
const kept = () => {
  try {
    const found = JSON.parse(localStorage.getItem(key()) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => one && typeof one === "object") : [];
  } catch {
    return [];
  }
};

const say = () => {
  const bar = $("#saved");
  if (!bar) return;
  const waiting = outbox.length;
  bar.className = fault ? "failed" : waiting ? "saving" : "saved";
  if (fault) bar.textContent = `有${waiting}处改动没有保存：${fault}　内容留在这台电脑上，关掉网页也不会丢。`;
  else if (attempts > 1) bar.textContent = "服务没有回应，正在重试……内容留在这台电脑上，关掉网页也不会丢。";
  else if (waiting) bar.textContent = "正在保存……";
  else if (last) bar.textContent = `已保存 ${new Date().toTimeString().slice(0, 5)}`;
  if (undo && !waiting && !fault) {
    const { name, ...change } = undo;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "link";
    back.textContent = "撤消";
    back.onclick = () => { undo = null; push(change); };
    bar.append(`　已${name}　`, back);
  }
  if (!fault || !waiting) return;
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "plain small";
  retry.textContent = "再试一次";
  retry.onclick = () => { fault = ""; attempts = 0; send(); };
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "plain small";
  drop.textContent = "放弃这些改动";
  drop.onclick = () => { outbox = []; typing = null; keep(); location.reload(); };
  bar.append(" ", retry, " ", drop);
};

const send = () => {
  say();
  if (sent || fault || !outbox.length || !sheet()) return;
  const revision = outbox[0].revision;
  let many = outbox.findIndex((one) => one.revision !== revision);
  if (many < 0) many = outbox.length;
  // Rows that move end a batch: what was typed after them is told apart from what was typed before.
  const structural = outbox.slice(0, many).findIndex((one) => !["fill", "settle"].includes(one.op));
  if (structural >= 0) many = structural + 1;
  many = Math.min(many, 2000);
  const batch = outbox.slice(0, many);
  const serial = String(batch[batch.length - 1].id);
  attempts += 1;
  sent = { serial, timer: setTimeout(() => { sent = null; send(); }, Math.min(PATIENCE, 4000 * attempts)) };
  const changes = JSON.stringify(batch.map(({ id, revision: _, ...change }) => change));
  const where = $(".sheets [aria-current]")?.dataset.sheet ?? "0";
  document.dispatchEvent(new CustomEvent("act", { detail: { do: "fill", sheet: where, serial, revision, changes } }));
};

const push = (...changes) => {
  if (sheet()?.dataset.view !== "sheet") return;
  for (const change of changes) {
    last = Math.max(last + 1, Date.now());
    outbox.push({ id: last, revision: sheet().dataset.revision, ...change });
    if (change.op === "fill") recent.set(change.path, { id: last, text: change.text });
  }
  keep();
  send();
};

const leave = (field) => {
  delete field.dataset.busy;
  if (typing) {
    typing = null;
    keep();
  }
  if (field.value === field.dataset.before) return;
  undo = null;
  const before = field.dataset.before;
  field.dataset.before = field.value;
  push({ op: "fill", path: field.dataset.path, text: field.value, before });
};

const receive = (receipt) => {
  const { serial, revision, moved } = receipt.dataset;
  if (sent?.serial !== serial) return;
  clearTimeout(sent.timer);
  sent = null;
  attempts = 0;
  if (receipt.dataset.fault) {
    fault = receipt.dataset.fault;
    say();
    return;
  }
  outbox = outbox.filter((one) => one.id > Number(serial));
  if (!moved) {
    // The page shows that state now. Where rows moved, what was typed since belongs to the rows as they stood.
    for (const one of outbox) if (one.revision === sheet().dataset.revision) one.revision = revision;
    sheet().dataset.revision = revision;
  }
  keep();
  for (const one of receipt.querySelectorAll("i[data-at]")) spell(one.dataset.at, one.dataset.text, Number(serial));
  for (const one of receipt.querySelectorAll("b[data-at]")) mark(one.dataset.at, one.dataset.wrong);
  send();
};
const spell = (path, text, serial) => {
  const field = fieldAt(path);
  if (!field || "busy" in field.dataset || (recent.get(path)?.id ?? 0) > serial) return;
  if (field.value !== text) field.value = text;
  field.dataset.before = text;
  if (recent.has(path)) recent.get(path).text = text;
};
const mark = (path, wrong) => {
  const field = fieldAt(path);
  if (wrong) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
};

// A sheet was drawn: what was typed since stands in it again, and the person is where they were.
const drawn = () => {
  const now = sheet();
  const main = $("#facts");
  if (!now || !main) return;
  main.dataset.view = now.dataset.view;
  const shown = Number(now.dataset.serial || 0);
  for (const [path, { id, text }] of recent) {
    const field = fieldAt(path);
    if (field && id > shown) field.dataset.before = field.value = text;
  }
  const focus = now.dataset.focus;
  now.dataset.focus = "";
  const target = focus && (fieldAt(focus) ?? $(`[data-path^="${CSS.escape(focus)}"]`, now) ?? $(`[data-table="${CSS.escape(focus)}"] [data-path]`, now));
  if (target) {
    target.closest("[data-below]")?.removeAttribute("hidden");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  } else if (place && document.activeElement === document.body) {
    const again = fieldAt(place.path);
    again?.focus({ preventScroll: true });
    if (again?.setSelectionRange && place.start !== null) again.setSelectionRange(place.start, place.end);
  }
  if (number !== now.dataset.number && !target) $("#facts-main")?.scrollTo(0, 0);
  number = now.dataset.number;
  offer();
};

const resume = (found) => {
  offered = [];
  outbox = [...found, ...outbox];
  for (const one of found) {
    last = Math.max(last, Number(one.id) || 0);
    if (one.op !== "fill") continue;
    recent.set(one.path, { id: one.id, text: one.text });
    const field = fieldAt(one.path);
    if (field) field.dataset.before = field.value = one.text;
  }
  keep();
  send();
};

// What an earlier page could not save: of just now it is saved, older changes are offered, for the facts may be others by now.
const offer = () => {
  if (!fresh || !project()) return;
  fresh = false;
  const found = kept();
  const box = $("#unsent");
  if (!found.length || !box) return;
  if (found.every((one) => Date.now() - one.id < RECENT)) {
    resume(found);
    return;
  }
  offered = found;
  const fills = found.filter((one) => one.op === "fill");
  const words = fills.slice(-3).map((one) => `“${String(one.text).slice(0, 20)}”`).join("、");
  box.className = "note warning";
  box.textContent = `上次有${found.length}处改动没有保存${words ? `：${words}${fills.length > 3 ? "等" : ""}` : ""}。`;
  const buttons = [["现在保存", () => resume(found)], ["放弃", () => { offered = []; keep(); }]];
  for (const [name, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain small";
    button.textContent = name;
    button.onclick = () => { box.className = ""; box.replaceChildren(); act(); };
    box.append(" ", button);
  }
};

// Cells copied from a spreadsheet fill the cells from here on to the right and down.
const paste = (event) => {
  const field = event.target.closest?.("table.grid [data-path]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!field || field.disabled || !/[\t\n]/.test(text.replace(/\s+$/, ""))) return;
  if (!text.includes("\t") && !("single" in field.dataset) && field.tagName === "TEXTAREA") return;
  const [, table, at, name] = field.dataset.path.match(/^(.+)\[(\d+)\]\.(\w+)$/) ?? [];
  const order = field.closest("[data-order]")?.dataset.order.split(" ") ?? [];
  const from = order.indexOf(name);
  if (from < 0) return;
  event.preventDefault();
  const changes = [];
  text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").forEach((line, down) => {
    line.split("\t").forEach((value, right) => {
      const column = order[from + right];
      if (!column) return;
      const path = `${table}[${Number(at) + down}].${column}`;
      const there = fieldAt(path);
      const choice = there?.tagName === "SELECT" && [...there.options].find((one) => one.text === value.trim());
      const typed = choice ? choice.value : value.trim();
      const before = there?.dataset.before ?? "";
      if (typed === before) return;
      if (there) there.dataset.before = there.value = typed;
      changes.push({ op: "fill", path, text: typed, before });
    });
  });
  if (changes.length) push(...changes);
};

// Enter and the arrows go up and down a column, as in a spreadsheet.
const step = (field, by) => {
  const [, table, at, name] = field.dataset.path.match(/^(.+)\[(\d+)\]\.(\w+)$/) ?? [];
  const next = table && fieldAt(`${table}[${Number(at) + by}].${name}`);
  next?.focus();
  next?.select?.();
  return Boolean(next);
};
const keyed = (event) => {
  const field = event.target.closest?.("[data-path]");
  if (!field || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const single = field.tagName === "INPUT" || "single" in field.dataset;
  if (event.key === "Enter" && single && !event.shiftKey) {
    event.preventDefault();
    leave(field);
    step(field, 1);
  }
  const edge = field.tagName === "INPUT" || (field.tagName === "TEXTAREA" && !field.value.includes("\n") && field.clientHeight < 40);
  if (edge && (event.key === "ArrowDown" || event.key === "ArrowUp") && step(field, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
};

const rowTexts = (row) => {
  const fields = [...sheet().querySelectorAll("[data-path]")].filter((one) => one.dataset.path.startsWith(`${row}.`) && one.value);
  return Object.fromEntries(fields.map((one) => [one.dataset.path.slice(row.length + 1), one.value]));
};

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("#sheet [data-path]");
  if (!field || field.tagName === "SELECT") return;
  field.dataset.busy = "";
  const { path, before } = field.dataset;
  typing = { id: Date.now(), revision: sheet().dataset.revision, op: "fill", path, text: field.value, before };
  keep();
});
document.addEventListener("change", (event) => {
  const field = event.target.closest?.("#sheet [data-path]");
  if (field) leave(field);
});
document.addEventListener("focusin", (event) => {
  const field = event.target.closest?.("#sheet [data-path]");
  place = field ? { path: field.dataset.path, start: null, end: null } : event.target === document.body ? place : null;
});
document.addEventListener("focusout", (event) => {
  const field = event.target.closest?.("#sheet [data-path]");
  if (field) leave(field);
});
document.addEventListener("click", (event) => {
  const more = event.target.closest?.("#sheet button[data-more]");
  if (more) {
    const below = $(`[data-below="${CSS.escape(more.dataset.more)}"]`, sheet());
    below.hidden = !below.hidden;
    more.setAttribute("aria-expanded", String(!below.hidden));
    if (!below.hidden) $("[data-path]", below)?.focus();
  }
  const asked = event.target.closest?.("#sheet button[data-op]");
  if (!asked || asked.disabled) return;
  const { op, at, text, row, by } = asked.dataset;
  undo = op === "remove" ? { name: asked.getAttribute("aria-label"), op: "insert", row, texts: rowTexts(row) } : null;
  if (op === "fill") push({ op, path: at, text, before: fieldAt(at)?.dataset.before ?? "" });
  else push(op === "settle" ? { op, path: at } : { op, row, by });
  if (op === "fill") spell(at, text, Infinity);
});
document.addEventListener("keydown", keyed);
document.addEventListener("paste", paste);
document.addEventListener("region", (event) => {
  const name = event.target.dataset?.region;
  if (name === "sheet") drawn();
  if (name === "receipt" && event.target.firstElementChild) receive(event.target.firstElementChild);
});
window.addEventListener("online", () => { clearTimeout(sent?.timer); sent = null; send(); });
window.addEventListener("pagehide", () => {
  const field = document.activeElement?.closest?.("#sheet [data-path]");
  if (field) leave(field);
});
