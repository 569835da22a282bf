/** Code within a sentence breaks before an option, never inside one, and a long path after its slashes and underscores. */
const breakable = (code) =>
  code
    .split(" ")
    .map((word) => {
      if (/^-{1,2}\w/.test(word)) return `<span class="flag">${word}</span>`;
      return word.length > 12 ? word.replace(/([/_,])(?=\w)/g, "$1<wbr>") : word;
    })
    .join(" ");

/** Changes how a Markdown renderer writes code within a sentence. */
export function breakInlineCode(markdown) {
  const plain = markdown.renderer.rules.code_inline;
  markdown.renderer.rules.code_inline = (...given) =>
    plain(...given).replace(
      /^(<code[^>]*>)([\s\S]*)(<\/code>)$/,
      (_, begin, code, end) => begin + breakable(code) + end,
    );
}
