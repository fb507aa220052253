element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-open], [data-passage], [data-ask], [data-judge]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (target.dataset.ask) {
    trigger("suggest", { question: target.dataset.ask });
  } else if (target.dataset.judge) {
    const word = target.closest(".judge").querySelector("[data-word]").value;
    trigger("judge", { ...target.dataset, word });
  } else {
    memocite.wanted = target.dataset.view || "";
    trigger("show", { ...target.dataset });
    memocite.open();
  }
});
watch("value", () => memocite.grown(element));
