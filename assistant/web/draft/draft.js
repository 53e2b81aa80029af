// The draft page (web/draft/layout.py): tabs, editing a section in place, what an instruction is about, going to a place.
// Runs once when the page stands. What the server is asked for goes through acts.js.
const page = element;
const find = (selector, within = page) => within.querySelector(selector);
const act = (detail) => document.dispatchEvent(new CustomEvent("act", { detail }));
const project = new URLSearchParams(location.search).get("p") || "";

// Tabs
const choose = (key, focus = false) => {
  for (const tab of page.querySelectorAll('[role="tab"]')) {
    const chosen = tab.id === `tab-${key}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    find(`#${tab.getAttribute("aria-controls")}`).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
};
find('[role="tablist"]').addEventListener("click", (event) => {
  const tab = event.target.closest('[role="tab"]');
  if (tab) choose(tab.id.slice(4));
});
find('[role="tablist"]').addEventListener("keydown", (event) => {
  const tabs = [...page.querySelectorAll('[role="tab"]')];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const at = tabs.indexOf(document.activeElement);
  choose(tabs[(at + step + tabs.length) % tabs.length].id.slice(4), true);
  event.preventDefault();
});

// Places in a text: its paragraphs know where they begin.
const place = (text, offset) => {
  const lines = [...text.querySelectorAll("[data-at]")];
  const line = lines.filter((one) => Number(one.dataset.at) <= offset).pop() || lines[0];
  if (!line) return null;
  let left = offset - Number(line.dataset.at);
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && left > node.data.length) {
    const next = walker.nextNode();
    if (!next) break;
    left -= node.data.length;
    node = next;
  }
  return node && [node, Math.min(left, node.data.length)];
};
const offset = (text, node, within) => {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-at]");
  if (!line || !text.contains(line)) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, within);
  return Number(line.dataset.at) + range.toString().length;
};
const show = (section, start, end) => {
  const part = document.getElementById(`part-${section}`);
  const text = part && find(".text", part);
  (part || page).scrollIntoView({ block: "center" });
  const from = text && place(text, start);
  const to = text && place(text, end);
  if (!from || !to) return;
  getSelection().setBaseAndExtent(...from, ...to);
  from[0].parentElement.scrollIntoView({ block: "center" });
};
const open = (key, id) => {
  choose(key);
  const target = id && document.getElementById(id);
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.classList.add("pointed");
  setTimeout(() => target.classList.remove("pointed"), 1600);
  find("input, textarea, button, a", target)?.focus({ preventScroll: true });
};

// Acts that only this page needs to know of; all others pass on to the server.
document.addEventListener("click", (event) => {
  const asked = event.target.closest?.("[data-do], [data-open], [data-close], [data-edit], [data-ask], [data-redo], [data-upload]");
  if (!asked || !page.contains(asked)) return;
  const data = asked.dataset;
  const here = () => { event.preventDefault(); event.stopImmediatePropagation(); };
  if (data.upload) { here(); document.querySelector(`#${data.upload} input[type="file"]`)?.click(); }
  else if (data.open) { here(); find(`#${data.open}`).showModal(); }
  else if (data.close) { here(); find(`#${data.close}`).close(); }
  else if (data.edit) { here(); edit(data.edit); }
  else if (data.redo) {
    here();
    const dialog = find("#redoing");
    find("#redo-name").textContent = document.getElementById(`part-${data.redo}`).dataset.heading;
    find("form", dialog).section.value = data.redo;
    dialog.showModal();
  }
  else if (data.ask) { here(); about(data.ask); choose("talk"); find("#instruction").focus(); }
  else if (data.do === "goto") { here(); show(data.section, Number(data.start), Number(data.end)); }
  else if (data.do === "go") {
    here();
    const said = document.querySelector(`#part-${CSS.escape(data.section)} .text`)?.dataset.text || "";
    const at = data.quote ? Math.max(0, said.indexOf(data.quote)) : 0;
    show(data.section, at, at + (data.quote || "").length);
  }
  else if (data.do === "finding") { here(); open("findings", `finding-${data.finding}`); }
  else if (data.do === "todo") { here(); open("todo", data.todo ? `todo-${data.todo}` : ""); }
  else if (data.do === "evidence") choose("evidence");
  else if (data.do === "rewrite" || data.do === "follow" || data.do === "instead") choose("talk");
  else if (data.do === "keep-mine") { here(); edit(data.section, true); }
  else if (data.do === "drop-mine") { here(); forget(data.section); document.getElementById(`part-${data.section}`)?.querySelector(".unsaved")?.remove(); }
}, true);
// A span that acts like a button does so from the keyboard too.
document.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.matches?.('span[role="button"][data-do]')) {
    event.preventDefault();
    event.target.click();
  }
});
document.addEventListener("submit", (event) => {
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target.dataset.do === "redo") choose("talk");
  // Once acts.js has read the form.
  setTimeout(() => { dialog.close(); event.target.reset(); });
}, true);

// What an instruction is about: everything, a section, or what is selected in one.
const asking = find("#asking");
const about = (section, start, end) => {
  const name = document.getElementById(`part-${section}`)?.dataset.heading || "";
  asking.section.value = section || "";
  asking.start.value = start ?? "";
  asking.end.value = end ?? "";
  find("#scope-name").textContent = !section ? "范围：全文" : end > start ? `范围：“${name}”中选中的${end - start}字` : `范围：${name}`;
  find("#scope-clear").hidden = !section;
  const comment = find('form[data-do="comment"]');
  if (!comment) return;
  comment.section.value = section || "";
  const text = document.querySelector(`#part-${CSS.escape(section || "")} .text`);
  comment.dataset.quote = text && end > start ? text.dataset.text.slice(start, end) : "";
};
find("#scope-clear").addEventListener("click", () => about(""));
document.addEventListener("mouseup", () => setTimeout(selected));
document.addEventListener("keyup", (event) => { if (event.shiftKey) selected(); });
const selected = () => {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  const text = range.startContainer.parentElement?.closest(".text[data-section]:not([data-busy])");
  if (!text || !text.contains(range.endContainer)) return;
  const start = offset(text, range.startContainer, range.startOffset);
  const end = offset(text, range.endContainer, range.endOffset);
  if (start !== null && end > start) about(text.dataset.section, start, end);
};
asking.instruction.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (asking.instruction.value.trim()) asking.requestSubmit();
});

// Typed words wait in this browser until the server has them.
const kept = (section) => `baogao:${project}:${section}`;
const remember = (section, value) => { try { localStorage.setItem(kept(section), JSON.stringify(value)); } catch { /* full or forbidden */ } };
const forget = (section) => { try { localStorage.removeItem(kept(section)); } catch { /* forbidden */ } };
const remembered = (section) => { try { return JSON.parse(localStorage.getItem(kept(section))); } catch { return null; } };

asking.instruction.value = remembered("?") || "";
asking.instruction.addEventListener("input", () => remember("?", asking.instruction.value));

// Editing in place
const edit = (section, unsaved = false) => {
  const text = document.querySelector(`#part-${CSS.escape(section)} .text`);
  if (!text || text.dataset.busy !== undefined) return;
  const mine = unsaved && remembered(section);
  text.dataset.busy = "";
  text.dataset.before = text.innerHTML;
  text.textContent = mine ? mine.text : text.dataset.text;
  text.setAttribute("contenteditable", "plaintext-only");
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-label", `编辑“${text.closest(".part").dataset.heading}”`);
  const tools = document.createElement("p");
  tools.className = "tools editing";
  tools.innerHTML = '<button type="button" class="plain small primary">保存（Ctrl+S）</button><button type="button" class="plain small">取消（Esc）</button><span class="hint">没保存的内容也会留在这台电脑上</span>';
  text.after(tools);
  const [save, cancel] = tools.querySelectorAll("button");
  save.onclick = () => finish(text, true);
  cancel.onclick = () => finish(text, false);
  text.oninput = () => remember(section, { revision: text.dataset.revision, text: typed(text) });
  text.onkeydown = (event) => {
    if (event.key === "Escape") finish(text, false);
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); finish(text, true); }
  };
  text.focus();
};
const typed = (text) => text.innerText.replace(/\u00a0/g, " ").replace(/\n$/, "");
const finish = (text, save) => {
  const { section, revision, text: before } = text.dataset;
  const words = typed(text);
  text.nextElementSibling?.remove();
  for (const name of ["contenteditable", "role", "aria-multiline", "aria-label"]) text.removeAttribute(name);
  text.oninput = text.onkeydown = null;
  if (save && words !== before) {
    remember(section, { revision, text: words });
    text.classList.add("saving");
    act({ do: "edit", section, revision, text: words });
  } else {
    forget(section);
    text.innerHTML = text.dataset.before;
  }
  delete text.dataset.busy;
};
page.addEventListener("dblclick", (event) => {
  const text = event.target.closest(".text[data-section]");
  if (text && find(`[data-edit="${CSS.escape(text.dataset.section)}"]`)) edit(text.dataset.section);
});
addEventListener("beforeunload", (event) => {
  if (find("[data-busy]")) event.preventDefault();
});

// What the server brings
const offer = (part) => {
  const section = part.dataset.section;
  const text = find(".text", part);
  const mine = remembered(section);
  if (!text || !mine || text.dataset.busy !== undefined) return;
  if (mine.text === text.dataset.text) { forget(section); return; }
  if (part.querySelector(".unsaved") || text.classList.contains("saving")) return;
  const note = document.createElement("p");
  note.className = "unsaved note warning";
  note.setAttribute("role", "status");
  note.innerHTML = `这一节有一段没有保存的修改。<button type="button" class="link" data-do="keep-mine">继续编辑</button> <button type="button" class="link" data-do="drop-mine">放弃</button>`;
  for (const button of note.querySelectorAll("button")) button.dataset.section = section;
  text.before(note);
};
// A link from another page leads to a place of the text, once that stands.
let place_wanted = new URLSearchParams(location.hash.slice(1)).get("at");
const arrive = () => {
  const [section, start, end] = (place_wanted || "").split(/\.(?=\d+(?:\.\d+)?$)/);
  if (!section || !document.querySelector(`#part-${CSS.escape(section)} .text, #part-${CSS.escape(section)} .pending`)) return;
  place_wanted = "";
  setTimeout(() => show(section, Number(start), Number(end)));
};
document.addEventListener("region", (event) => {
  const name = event.target.dataset.region || "";
  if (place_wanted && name.startsWith("part:")) arrive();
  if (name === "trouble" && event.target.querySelector(".returned")) choose("talk");
  if (name.startsWith("part:")) offer(event.target.closest(".part"));
  if (name === "talk") {
    const log = find(".talk");
    if (log) log.scrollTop = log.scrollHeight;
    const last = [...page.querySelectorAll(".said.mine > p")].pop();
    if (last && last.textContent === asking.instruction.value.trim()) {
      asking.instruction.value = "";
      forget("?");
    }
  }
  if (name === "trouble" && event.target.textContent) {
    for (const text of page.querySelectorAll(".text.saving")) {
      text.classList.remove("saving");
      offer(text.closest(".part"));
    }
    event.target.scrollIntoView({ block: "nearest" });
  }
});
