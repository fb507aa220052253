element.addEventListener("click", (event) => {
  const target = event.target.closest(
    "[data-open], [data-passage], [data-ask], [data-judge], [data-every], [data-translate]",
  );
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (target.dataset.ask) {
    trigger("suggest", { question: target.dataset.ask });
  } else if ("every" in target.dataset) {
    memocite.still = true;
    trigger("complete", { ...target.dataset });
  } else if ("translate" in target.dataset) {
    memocite.still = true;
    target.disabled = true;
    target.textContent = "Translating …";
    const into = target.closest(".machine").querySelector("[data-into]").value;
    trigger("translate", { ...target.dataset, into });
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
