const isOption = (word) => /^-{1,2}\w/.test(word);

/** Code within a sentence breaks before an option, never inside one, and a long path after its slashes and underscores. */
const breakable = (code) =>
  code
    .split(" ")
    .map((word) => {
      if (isOption(word)) return `<span class="flag">${word}</span>`;
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

/** Keeps options in blocks of commands whole: the space before one is outside of what does not break. */
export const wholeOptions = {
  name: "whole-options",
  line(line) {
    line.children = line.children.flatMap((span) => {
      const text = span.children?.[0]?.value ?? "";
      if (!isOption(text.trim())) return [span];
      span.children[0].value = text.trimStart();
      this.addClassToHast(span, "flag");
      return [{ type: "text", value: text.slice(0, text.length - text.trimStart().length) }, span];
    });
  },
};
