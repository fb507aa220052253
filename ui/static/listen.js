element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-open], [data-passage], [data-ask], [data-judge], [data-every]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (target.dataset.ask) {
    trigger("suggest", { question: target.dataset.ask });
  } else if ("every" in target.dataset) {
    memocite.still = true;
    trigger("complete", { ...target.dataset });
  } else if (target.dataset.judge) {
    memocite.still = true;
    const word = target.closest(".judge").querySelector("[data-word]").value;
    trigger("judge", { ...target.dataset, word });
  } else {
    memocite.wanted = target.dataset.view || "";
    trigger("show", { ...target.dataset });
    memocite.open();
  }
});
watch("value", () => memocite.grown(element));
