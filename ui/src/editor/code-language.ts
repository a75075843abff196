import { LanguageDescription } from "@codemirror/language";
import { languages } from "@codemirror/language-data";

/**
 * The language of a fence, by the name at the start of its info string (`rust,ignore`, `js{1,3}`).
 * Names are compared whole: the library's looser search would take `text` for TeX.
 */
export function codeLanguage(info: string): LanguageDescription | null {
  const name = /^[\w+#.-]*/.exec(info)?.[0] ?? "";
  return name === "" ? null : LanguageDescription.matchLanguageName(languages, name, false);
}
