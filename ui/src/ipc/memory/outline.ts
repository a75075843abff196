/** The headings of a text, found naively, for tests and a plain browser. Core has the real ones. */
import type { Section } from "../bindings";
import { readHeader } from "./header";

/** The sections below the header; lines count from the start of the text. */
export function outlineOf(text: string): Section[] {
  const first = text.slice(0, readHeader(text).form.to).split("\n").length - 1;
  const lines = text.split("\n");
  const sections: Section[] = [];
  let fenced = false;
  for (let line = first; line < lines.length; line += 1) {
    const [written, below] = [lines[line] ?? "", lines[line + 1] ?? ""];
    if (/^(?:```|~~~)/.test(written)) fenced = !fenced;
    const marks = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(written);
    const underlined = lines[line - 1]?.trim() === "" && /^[\p{L}\p{N}]/u.test(written);
    const bar = underlined ? /^(=|-)\1*[ \t]*$/.exec(below)?.[1] : undefined;
    if (fenced || (!marks && bar === undefined)) continue;
    const level = marks?.[1]?.length ?? (bar === "=" ? 1 : 2);
    const shown = (marks ? (marks[2] ?? "") : written).replace(/[*`]/g, "").trim();
    sections.push({ level, text: shown, line, end: lines.length, nested: false });
  }
  return sections.map((section, index) => {
    const next = sections.slice(index + 1).find(({ level }) => level <= section.level);
    return { ...section, end: next?.line ?? lines.length };
  });
}
