/**
 * Buttons of the figures: save one as SVG or PNG, choose one of several. Runs in the page: its text is all that goes there,
 * so it uses nothing from outside.
 *
 * @param root what holds them; the whole page by default.
 * @returns ends what watches them.
 */
export function figureScript(root: ParentNode = document): () => void {
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

  for (const button of root.querySelectorAll<HTMLButtonElement>("figure button[data-as]")) {
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

  for (const choice of root.querySelectorAll<HTMLElement>(".choice")) {
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
  for (const sheet of root.querySelectorAll("figure .sheet")) watch.observe(sheet);
  return () => watch.disconnect();
}
