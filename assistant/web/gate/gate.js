// Watches over an open page whose login has ended: says so, offers the login in a second tab, and leaves what is typed alone.
// Runs before Gradio does. Where no login is needed nothing is ever refused, and this stays silent.
(() => {
  const root = new URL("..", document.currentScript.src);
  const session = new URL("gate/session", root);
  const asked = window.fetch.bind(window);
  const EXPIRED = "登录已过期，请重新登录，未保存的内容还在。";
  let person = null;
  let bar = null;
  let closed = false;
  let looked = 0;
  let looking = null;

  const say = (text, link, href, target) => {
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "gate-bar";
      bar.setAttribute("role", "alert");
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("gate/gate.css", root).href }));
    }
    if (bar.isConnected && bar.dataset.said === text) return;
    bar.dataset.said = text;
    const words = Object.assign(document.createElement("span"), { textContent: text });
    bar.replaceChildren(words, Object.assign(document.createElement("a"), { textContent: link, href, target }));
    document.body?.append(bar);
    document.documentElement.classList.add("gate-closed");
  };
  const expired = () => {
    closed = true;
    say(EXPIRED, "重新登录（新窗口）", new URL("login?expired=1&next=/gate/back", root).href, "_blank");
  };
  const changed = () => {
    closed = true;
    say("现在登录的是另一位用户，这一页还是原来那位的。请先复制未保存的内容，再刷新。", "刷新", location.href, "_self");
  };
  const opened = () => {
    closed = false;
    bar?.remove();
    // What Gradio has complained of meanwhile goes by itself.
    setTimeout(() => closed || document.documentElement.classList.remove("gate-closed"), 12_000);
  };

  // Who is logged in now, and whether it is still the one who opened this page.
  const look = () => (looking ??= ask().finally(() => (looking = null)));
  const ask = async () => {
    looked = Date.now();
    try {
      const answer = await asked(...marked(session.href, { cache: "no-store" }));
      if (answer.status === 401) expired();
      if (!answer.ok) return;
      const now = (await answer.json()).person;
      person ??= now;
      if (now !== person) changed();
      else if (closed) opened();
    } catch {
      // The server is away: the page itself tells that.
    }
  };
  const ours = (url) => new URL(url, location.href).origin === location.origin;
  // A refusal may have been under way when somebody logged in again.
  const refused = (url, status) => status === 401 && ours(url) && look();

  // A page's clocks go on asking while nobody is there: that must not keep the login from going idle.
  let touched = Date.now();
  for (const touch of ["pointerdown", "keydown", "wheel"]) addEventListener(touch, () => (touched = Date.now()), { capture: true, passive: true });
  const marked = (target, options) => {
    if (Date.now() - touched < 300_000 || target instanceof Request || !ours(target)) return [target, options];
    const headers = new Headers(options?.headers);
    headers.set("x-unattended", "1");
    return [target, { ...options, headers }];
  };

  window.fetch = async (...request) => {
    const url = String(request[0]?.url ?? request[0]);
    if (closed && ours(url)) {
      // The page's clocks go on ticking: the server is asked now and then only.
      if (Date.now() - looked > 3000) await look();
      if (closed) return new Response(JSON.stringify({ detail: EXPIRED, error: EXPIRED }), { status: 401, headers: { "content-type": "application/json" } });
    }
    const answer = await asked(...marked(...request));
    refused(answer.url || url, answer.status);
    return answer;
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    this.addEventListener("loadend", () => refused(this.responseURL || location.href, this.status));
    return send.apply(this, body);
  };
  const Source = window.EventSource;
  if (Source) {
    window.EventSource = class extends Source {
      constructor(...request) {
        super(...request);
        // It does not tell the status it failed with.
        this.addEventListener("error", () => look());
      }
    };
  }
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  window.addEventListener("focus", look);
  look();
})();
