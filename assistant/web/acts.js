// Runs once, in the page's hidden ear (web/acts.py).
const form = (element) => Object.fromEntries(new FormData(element));
document.addEventListener("click", (event) => {
  const asked = event.target.closest?.("[data-do]");
  if (!asked || asked.disabled || /^(INPUT|SELECT|TEXTAREA|FORM)$/.test(asked.tagName) || asked.isContentEditable) return;
  event.preventDefault();
  trigger("click", { ...asked.dataset });
});
document.addEventListener("submit", (event) => {
  const asked = event.target.closest?.("form[data-do]");
  if (!asked) return;
  event.preventDefault();
  trigger("click", { ...asked.dataset, ...form(asked) });
});
document.addEventListener("change", (event) => {
  const asked = event.target.closest?.("input[data-do], select[data-do], textarea[data-do]");
  if (asked) trigger("click", { ...asked.dataset, value: asked.type === "checkbox" ? String(asked.checked) : asked.value });
});
// Other scripts of the page (an editor) ask the same way.
document.addEventListener("act", (event) => trigger("click", event.detail));
