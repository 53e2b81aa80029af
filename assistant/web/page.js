// Runs before Gradio does.
(() => {
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

  // Left for another page, or for a file to take away: then the page stays.
  addEventListener("beforeunload", () => {
    document.documentElement.dataset.leaving = "";
    setTimeout(() => delete document.documentElement.dataset.leaving, 4000);
  });

  // The list of an open select scrolls, so that a browser would stop at it on the way to the next control; it closes then,
  // and the focus is lost.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab") for (const list of document.querySelectorAll("[role=listbox]")) list.tabIndex = -1;
  }, true);

  // The skip link: past the frame, to what the page is about. (A link would lose the project in the address.)
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a.skip")) return;
    event.preventDefault();
    const parts = [...document.querySelectorAll("main > .column > *")];
    const content = parts.find((part) => part.offsetHeight && !part.querySelector(".masthead, .project-bar")) ?? behindTheBar();
    if (!content) return;
    content.tabIndex = -1;
    content.focus();
  });

  // Where one block holds the project's bar and the content: what stands after the bar.
  function behindTheBar() {
    let part = document.querySelector(".project-bar");
    while (part && !(part.nextElementSibling && part.nextElementSibling.offsetHeight)) part = part.parentElement;
    return part?.nextElementSibling;
  }
})();
