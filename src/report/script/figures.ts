/**
 * Buttons of the page: save a figure as SVG or PNG, choose one of several, copy the methods. Runs in the page: its text is
 * all that goes there, so it uses nothing from outside.
 */
export function figureScript(): void {
  function save(content: Blob, name: string): void {
    const url = URL.createObjectURL(content);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  function savePng(text: string, { width, height, name }: { width: number; height: number; name: string }): void {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [3 * width, 3 * height];
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((png) => png && save(png, `${name}.png`));
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  }

  for (const button of document.querySelectorAll<HTMLButtonElement>("figure button[data-as]")) {
    button.addEventListener("click", () => {
      const figure = button.closest("figure");
      const svg = figure?.querySelector("svg");
      if (!figure || !svg) return;
      const text = new XMLSerializer().serializeToString(svg);
      const name = figure.dataset.name ?? "figure";
      if (button.dataset.as === "svg") return save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
      savePng(text, { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height, name });
    });
  }

  for (const choice of document.querySelectorAll<HTMLElement>(".choice")) {
    const select = choice.querySelector("select");
    const figures = choice.querySelectorAll("figure");
    select?.addEventListener("change", () => {
      figures.forEach((figure, at) => {
        figure.hidden = at !== select.selectedIndex;
      });
    });
  }

  // A figure that is wider than the screen has a hint.
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      target.parentElement?.classList.toggle("wide", target.scrollWidth > target.clientWidth + 8);
    }
  });
  for (const sheet of document.querySelectorAll("figure .sheet")) watch.observe(sheet);

  // The part that is read is marked in the list of parts.
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const link of document.querySelectorAll("nav a[aria-current]")) link.removeAttribute("aria-current");
        document.querySelector(`nav a[href="#${target.id}"]`)?.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-15% 0px -75% 0px" },
  );
  for (const part of document.querySelectorAll("main section")) seen.observe(part);

  const copy = document.getElementById("copy-methods");
  copy?.addEventListener("click", () => {
    const text = document.getElementById("methods-text");
    const selection = window.getSelection();
    if (!text || !selection) return;
    selection.selectAllChildren(text);
    // The clipboard of navigator is closed to some pages opened from disk; this one is not.
    const done = document.execCommand("copy");
    copy.textContent = done ? "Copied" : "Press Ctrl+C to copy";
  });
}
