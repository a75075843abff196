import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { yamlLanguage } from "@codemirror/lang-yaml";
import { ParseContext } from "@codemirror/language";
import type { LanguageSupport } from "@codemirror/language";
import { parseMixed } from "@lezer/common";
import type { Parser } from "@lezer/common";
import { tags } from "@lezer/highlight";
import type { BlockContext, BlockParser, Line, MarkdownConfig } from "@lezer/markdown";
import { codeLanguage } from "./code-language";
import { nearViewport } from "./viewport-parser";

/**
 * GitHub's Markdown with the header of a post before it, which is a block of its own: a wrapping
 * language for the header would have to read the whole body again on every keystroke.
 */
export function wholePostLanguage(): LanguageSupport {
  return markdown({
    base: markdownLanguage,
    codeLanguages: codeLanguage,
    completeHTMLTags: false,
    extensions: [frontMatter],
  });
}

/** The language of the editor, which reads what is in view. */
export function postLanguage(): LanguageSupport {
  return nearViewport(wholePostLanguage());
}

const FENCES = { "---": "YamlHeader", "+++": "TomlHeader" } as const;

const headerBlock: BlockParser = {
  name: "FrontMatter",
  before: "LinkReference",
  parse: (cx, line) => cx.lineStart === 0 && parseHeader(cx, line),
};

const frontMatter: MarkdownConfig = {
  defineNodes: [
    { name: "FrontMatter", block: true },
    { name: "FrontMatterMark", style: tags.processingInstruction },
    { name: "YamlHeader", block: true },
    { name: "TomlHeader", block: true },
  ],
  parseBlock: [headerBlock],
  wrap: parseMixed((node) => {
    if (node.name === "YamlHeader") return { parser: yamlLanguage.parser };
    if (node.name === "TomlHeader") return { parser: tomlParser() };
    return null;
  }),
};

/** A header that is not closed yet runs to the end; a first line `---` before a blank one is a ruler. */
function parseHeader(cx: BlockContext, line: Line): boolean {
  const fence = line.text.trimEnd();
  if (!(fence === "---" || fence === "+++") || cx.peekLine().trim() === "") return false;
  const marks = [cx.elt("FrontMatterMark", 0, fence.length)];
  const from = line.text.length + 1;
  let to = from;
  let end = from;
  while (cx.nextLine()) {
    end = cx.lineStart + line.text.length;
    if (line.text.trimEnd() === fence) {
      marks.push(cx.elt("FrontMatterMark", cx.lineStart, end));
      cx.nextLine();
      break;
    }
    to = end;
  }
  const [open, ...close] = marks;
  if (open === undefined) return false;
  const content = to > from ? [cx.elt(FENCES[fence], from, to)] : [];
  cx.addElement(cx.elt("FrontMatter", 0, end, [open, ...content, ...close]));
  return true;
}

/** TOML's grammar loads on first need; until then the header is plain and parsed again later. */
function tomlParser(): Parser {
  const toml = codeLanguage("toml");
  if (toml?.support !== undefined) return toml.support.language.parser;
  return ParseContext.getSkippingParser(toml?.load());
}
