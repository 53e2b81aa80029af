// Runs before Gradio does. Gradio takes its own words from the browser's language, and says some in English only.
(() => {
  for (const [name, value] of [["language", "zh-CN"], ["languages", ["zh-CN", "zh"]]]) {
    Object.defineProperty(navigator, name, { get: () => value });
  }

  // A file that is too large or of the wrong kind is refused here, in Chinese, before it is sent.
  const LIMIT = 2_000_000;
  const fault = (file) => {
    if (!/\.(ya?ml|json)$/i.test(file.name)) return "不支持这种文件，请上传 .yaml、.yml 或 .json 事实文件。";
    if (file.size > LIMIT) return `文件过大（${Math.round(file.size / 1000)}KB），最多2000KB。`;
    return "";
  };
  const refuse = (text) => {
    document.querySelector("#facts-card [data-refusal]")?.remove();
    const card = document.querySelector("#facts-card .card, #facts-card .trouble");
    const note = document.createElement("div");
    note.className = "trouble";
    note.dataset.refusal = "";
    note.setAttribute("role", "alert");
    note.textContent = text;
    card?.before(note);
  };
  const guard = (event) => {
    const file = (event.target.files || event.dataTransfer?.files || [])[0];
    const text = file && fault(file);
    if (!text) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.target.value) event.target.value = "";
    refuse(text);
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
