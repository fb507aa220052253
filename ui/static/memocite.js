// The behaviour of our own HTML: the memo beside the chat, copying, saving, searching within a memo.
const memocite = {
  wanted: "",

  narrow: () => matchMedia("(max-width: 899px)").matches,

  open() {
    document.body.classList.add("memo-open");
  },

  close() {
    document.body.classList.remove("memo-open");
    memocite.last?.focus();
  },

  // A memo was opened: show the right text, as soon as it is drawn, and bring the quote into view.
  shown() {
    requestAnimationFrame(() => {
      const panel = document.querySelector("#memo .panel");
      if (!panel) return memocite.close();
      memocite.open();
      const quoted = panel.dataset.quoted;
      const other = quoted === "here" ? "there" : "here";
      if (memocite.narrow()) memocite.view(panel, memocite.wanted === "other" ? other : quoted);
      else if (memocite.wanted === "other") memocite.view(panel, "both");
      memocite.wanted = "";
      memocite.bring(panel);
    });
  },

  view(panel, name) {
    const choice = panel.querySelector(`input[name=view][value=${name}]`);
    if (choice) choice.checked = true;
  },

  // Scrolls only the memo, never the page.
  bring(panel) {
    const box = panel.querySelector(".scroll");
    const marks = [...panel.querySelectorAll("mark, .aligned")];
    const mark = marks.find((found) => found.offsetParent !== null);
    if (!box || !mark) return;
    const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + top - box.clientHeight / 3 });
  },

  // The conversation has grown: the newest question stands at the top of it.
  grown(element) {
    const last = element.querySelector(".exchange:last-of-type");
    const box = element.closest("#conversation");
    if (!last || !box) return;
    const top = last.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + top - 8 });
  },

  save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  },

  async copy(button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1500);
  },
};

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-close], [data-copy], [data-save], [data-open], [data-passage]");
  if (!target) return;
  if ("close" in target.dataset) memocite.close();
  else if ("copy" in target.dataset) memocite.copy(target);
  else if ("save" in target.dataset) memocite.save(target.dataset.name, target.dataset.save);
  else memocite.last = target;
});

document.addEventListener("change", (event) => {
  if (event.target.name === "view") memocite.bring(event.target.closest(".panel"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") memocite.close();
});
