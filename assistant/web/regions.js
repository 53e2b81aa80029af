// Runs once, in the page's hidden feed (web/regions.py): what it brings goes where it belongs.
const waiting = new Map();
const latest = new Map(); // answers may overtake each other: what is older than what stands there is past
const busy = (target) => target.matches("[data-busy]") || target.querySelector("[data-busy]");
const put = (target, html) => {
  target.innerHTML = html;
  target.dispatchEvent(new CustomEvent("region", { bubbles: true }));
};
const deliver = () => {
  for (const [name, html] of waiting) {
    const targets = document.querySelectorAll(`[data-region="${CSS.escape(name)}"]`);
    if (!targets.length || [...targets].some(busy)) continue;
    waiting.delete(name);
    for (const target of targets) put(target, html);
  }
};
const take = () => {
  const number = Number(element.querySelector("[data-number]")?.dataset.number || 0);
  for (const part of element.querySelectorAll("[data-for]")) {
    const name = part.dataset.for;
    if (number < (latest.get(name) || 0)) continue;
    latest.set(name, number);
    waiting.set(name, part.dataset.html);
  }
  deliver();
};
watch("value", take);
take();
// A region that was being typed in, or that came later than what is meant for it.
document.addEventListener("region", deliver);
document.addEventListener("focusout", () => setTimeout(deliver));
setInterval(deliver, 500);
