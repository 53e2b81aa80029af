// Runs before Gradio does. Gradio takes its own words from the browser's language, and says some in English only.
(() => {
  for (const [name, value] of [["language", "zh-CN"], ["languages", ["zh-CN", "zh"]]]) {
    Object.defineProperty(navigator, name, { get: () => value });
  }

  // Files that are too large or of the wrong kind are refused here, in Chinese, before they are sent; where several
  // may be chosen, the good ones go on. The rule stands in the page: endings, limits, and the place for the refusal.
  const megabytes = (bytes) => `${Math.ceil(bytes / 100_000) / 10}MB`;
  const fault = (file, rule) => {
    const name = file.name.toLowerCase();
    const endings = rule.endings.split(" ");
    if (!endings.some((ending) => name.endsWith(ending))) return rule.files ? "不支持这种文件。" : `不支持这种文件，请上传 ${endings.join("、")} 文件。`;
    const limit = Number(name.endsWith(".zip") ? rule.archiveLimit : rule.limit);
    return file.size > limit ? `文件过大（${megabytes(file.size)}），最多${megabytes(limit)}。` : "";
  };
  const tooMuch = (files, rule) => {
    if (files.length > Number(rule.files)) return `一次选了${files.length}个文件，最多${rule.files}个，请分几次加入。`;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return size > Number(rule.total) ? `这些文件共${megabytes(size)}，一次最多${megabytes(Number(rule.total))}。` : "";
  };
  const refuse = (place, lines) => {
    document.querySelector("[data-refusal]")?.remove();
    if (!lines.length) return;
    const note = document.createElement("div");
    note.className = "trouble";
    note.dataset.refusal = "";
    note.setAttribute("role", "alert");
    for (const line of lines.slice(0, 8)) note.appendChild(document.createElement("p")).textContent = line;
    if (lines.length > 8) note.appendChild(document.createElement("p")).textContent = `……共${lines.length}个`;
    const inner = document.querySelector(`${place} .card, ${place} .trouble`);
    if (inner) inner.before(note);
    else document.querySelector(place)?.prepend(note);
  };
  let passing = false;
  const guard = (event) => {
    if (passing) return;
    const files = [...(event.target.files || event.dataTransfer?.files || [])];
    const rule = document.querySelector("[data-endings]")?.dataset;
    if (!files.length || !rule) return;
    const many = rule.files && tooMuch(files, rule);
    const bad = many ? files : files.filter((file) => fault(file, rule));
    refuse(rule.place, many ? [many] : bad.map((file) => (rule.files ? `${file.name}：` : "") + fault(file, rule)));
    if (!bad.length) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    const input = event.target.files ? event.target : event.target.closest?.("button, .block")?.querySelector("input[type=file]");
    const kept = new DataTransfer();
    for (const file of files) if (!bad.includes(file)) kept.items.add(file);
    if (input) input.files = kept.files;
    if (!input || !kept.files.length) return;
    passing = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    passing = false;
  };
  window.addEventListener("change", guard, true);
  window.addEventListener("drop", guard, true);

  // From the outline or a finding to its section.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part]");
    if (!link) return;
    event.preventDefault();
    document.querySelector("#tabs button[role=tab]")?.click();
    requestAnimationFrame(() => document.getElementById(`part-${link.dataset.part}`)?.scrollIntoView({ block: "start" }));
  });

  const CHINESE = {
    "Connection Lost": "连接已断开",
    "Connection to the server was lost. Attempting reconnection...": "与服务的连接断开了，正在重新连接……",
    "Connection errored out. ": "连接出错，请刷新页面。",
    "Error": "错误",
    "Warning": "提醒",
  };
  const translate = (node) => {
    const said = node.nodeType === Node.TEXT_NODE && CHINESE[node.data.trim()] || CHINESE[node.data];
    if (said) node.data = said;
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE || !node.closest(".toast-wrap")) continue;
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) translate(walker.currentNode);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
