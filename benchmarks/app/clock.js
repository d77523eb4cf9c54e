// Notes in the page itself when a control moved, what was asked, and when what it changed was on
// the screen: a change is seen at the next frame, and noted when that frame has been painted.
(() => {
  const notes = [], waiting = [], painted = new MessageChannel();
  const words = (id) => { const found = document.getElementById(id); return found ? found.textContent : ""; };
  const seen = { status: "", which: "", why: "" };
  let drawn = false;
  window.benchNotes = notes;
  const note = (kind, text) => notes.push({ kind, text, at: performance.now() });
  painted.port1.onmessage = () => { while (waiting.length) note(...waiting.shift()); };
  for (const kind of ["input", "change", "click"]) {
    document.addEventListener(kind, (event) => note(kind, event.target.id || ""), { capture: true });
  }
  const plain = window.fetch;
  window.fetch = (path, given) => {
    note("asked", `${path} ${(given && given.body) || ""}`);
    return plain(path, given);
  };
  new MutationObserver((changes) => {
    drawn = drawn || changes.some(({ target }) => {
      const around = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      return around && around.closest("#panels");
    });
  }).observe(document, { subtree: true, childList: true, attributes: true });
  const look = () => {
    const before = waiting.length;
    for (const id of Object.keys(seen)) {
      if (words(id) !== seen[id]) { seen[id] = words(id); waiting.push([id, seen[id]]); }
    }
    if (drawn) { drawn = false; waiting.push(["chart", ""]); }
    if (waiting.length > before) painted.port2.postMessage(0);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
