// Comfort only: everything here also works without a script.
document.documentElement.classList.add("scripted");

// Searches and filters are sent by themselves.
for (const form of document.querySelectorAll("form[data-live]")) {
  let timer;
  const send = () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    form.requestSubmit();
  };
  form.addEventListener("change", send);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(timer);
    timer = setTimeout(send, 450);
  });
}

// A link whose text goes to the clipboard instead.
for (const link of document.querySelectorAll("a[data-copy]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    const answer = await fetch(link.href);
    await navigator.clipboard.writeText(await answer.text());
    const before = link.textContent;
    link.textContent = "Copied";
    setTimeout(() => { link.textContent = before; }, 1600);
  });
}
