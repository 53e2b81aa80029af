// Light or dark, before anything is drawn: the person's choice on this browser, or the system's. tokens.css reads data-look.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => {
    try {
      return localStorage.getItem("look");
    } catch {
      return null; // storage may be forbidden: the choice holds until the page is left
    }
  };
  let choice = kept();
  const apply = () => {
    const look = ["light", "dark"].includes(choice) ? choice : system.matches ? "dark" : "light";
    root.dataset.look = look;
    // Gradio marks the body, after a look at this attribute when it starts.
    document.body?.classList.toggle("dark", look === "dark");
    document.querySelector("gradio-app")?.setAttribute("theme_mode", look);
    const control = document.getElementById("look");
    if (control) control.value = ["light", "dark"].includes(choice) ? choice : "system";
  };
  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", () => { choice = kept(); apply(); });
  // The page is there, but no module has run.
  document.addEventListener("readystatechange", apply);
  document.addEventListener("change", (event) => {
    if (event.target.id !== "look") return;
    choice = event.target.value;
    try {
      localStorage.setItem("look", choice);
    } catch {
      // see above
    }
    apply();
  });
  // The masthead comes later, with Gradio; and again when it is drawn anew.
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.querySelector?.("#look")) return apply();
  }).observe(root, { childList: true, subtree: true });
})();
