// The behaviour of our own HTML: the memo beside the chat, copying, saving, searching within a memo.
const memocite = {
  wanted: "",
  still: false,

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
    memocite.remember();
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

  // The address of the page asks the newest question again: it can be mailed and kept.
  remember() {
    const questions = document.querySelectorAll("#conversation .question");
    if (!questions.length) return;
    const address = new URL(location.href);
    address.searchParams.set("q", questions[questions.length - 1].textContent);
    if (address.href.length < 2000) history.replaceState(history.state, "", address);
  },

  forget() {
    memocite.close();
    history.replaceState(history.state, "", location.pathname);
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
    if (memocite.still) {
      memocite.still = false;
      return;
    }
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

// Search within a memo: matches are painted over the text, which stays as it is.
const within = {
  ranges: [],
  at: -1,

  search(input) {
    const memo = input.closest(".reading");
    const words = input.value.trim().toLowerCase();
    within.ranges = words.length < 2 ? [] : within.find(memo, words);
    within.at = -1;
    CSS.highlights.set("within", new Highlight(...within.ranges));
    CSS.highlights.delete("within-now");
    memo.querySelector(".found").textContent = words.length < 2 ? "" : `${within.ranges.length} found`;
  },

  find(memo, words) {
    const ranges = [];
    for (const block of memo.querySelectorAll(".texts :is(p, h3)")) {
      if (block.offsetParent === null) continue;
      const [text, places] = within.characters(block);
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(...places[at]);
        const [node, offset] = places[at + words.length - 1];
        range.setEnd(node, offset + 1);
        ranges.push(range);
      }
    }
    return ranges;
  },

  // The text of a block as it is seen, white space collapsed, and the node and offset of each character.
  characters(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.matches("a.number") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let text = "";
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let offset = 0; offset < node.data.length; offset++) {
        const character = /\s/.test(node.data[offset]) ? " " : node.data[offset].toLowerCase();
        if (character === " " && text.endsWith(" ")) continue;
        text += character[0];
        places.push([node, offset]);
      }
    }
    return [text, places];
  },

  step(button) {
    const count = within.ranges.length;
    if (!count) return;
    const by = Number(button.dataset.step);
    within.at = (Math.max(within.at, by > 0 ? -1 : 0) + by + count) % count;
    const range = within.ranges[within.at];
    CSS.highlights.set("within-now", new Highlight(range));
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    button.closest(".reading").querySelector(".found").textContent = `${within.at + 1} of ${count}`;
  },
};

document.addEventListener("input", (event) => {
  if ("within" in event.target.dataset) within.search(event.target);
});

// Within a tab a section is found in its own memo, whatever else is on the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("gradio-app .contents a");
  const wanted = link && CSS.escape(decodeURIComponent(link.hash.slice(1)));
  const found = wanted && link.closest(".reading").querySelector(`.texts #${wanted}`);
  if (!found) return;
  event.preventDefault();
  found.scrollIntoView();
});

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step) within.step(step);
  const target = event.target.closest("[data-close], [data-copy], [data-save], [data-open], [data-passage]");
  if (!target) return;
  if ("close" in target.dataset) memocite.close();
  else if ("copy" in target.dataset) memocite.copy(target);
  else if ("save" in target.dataset) memocite.save(target.dataset.name, target.dataset.save);
  else memocite.last = target;
});

document.addEventListener("change", (event) => {
  const panel = event.target.name === "view" && event.target.closest(".panel");
  if (panel) memocite.bring(panel);
});

// What a machine may translate into: the browser's own language first, where it is among the choices.
document.addEventListener(
  "toggle",
  (event) => {
    const choice = event.target.matches(".machine") && event.target.querySelector("[data-into]");
    if (!choice || choice.querySelector("[selected]")) return;
    const codes = [...choice.options].map((option) => option.value);
    const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => codes.includes(code));
    if (wanted) choice.value = wanted;
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") memocite.close();
  if (event.key === "Enter" && "within" in (event.target.dataset ?? {})) {
    within.step(event.target.closest(".within").querySelector('[data-step="1"]'));
  }
});

// A page of its own opens at its mark.
document.addEventListener("DOMContentLoaded", () => {
  const mark = document.querySelector(".page-alone mark");
  if (mark) mark.scrollIntoView({ block: "center" });
});
