/** Marks the part that is read in the list of parts, and copies the methods. Runs in the page, as the other scripts do. */
export function partScript(): void {
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
