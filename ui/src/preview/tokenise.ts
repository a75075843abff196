import { highlightTree, tagHighlighter } from "@lezer/highlight";
import { codeLanguage } from "../editor/code-language";
import { SYNTAX } from "../editor/syntax";
import type { Token } from "../frame/messages";

/**
 * Colours for the preview from the grammars of the editor, so that both show code alike. A grammar
 * is loaded at its first use. Null for a language that is not known.
 */
export async function tokenise(language: string, text: string): Promise<Token[] | null> {
  const description = codeLanguage(language);
  if (description === null) return null;
  const { language: grammar } = await description.load();
  const tokens: Token[] = [];
  highlightTree(grammar.parser.parse(text), highlighter, (from, to, className) => {
    tokens.push([from, to, className]);
  });
  return tokens;
}

const highlighter = tagHighlighter(
  SYNTAX.flatMap(({ name, tags }) => tags.map((tag) => ({ tag, class: `tok-${name}` }))),
);
