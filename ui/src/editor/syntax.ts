import type { Tag } from "@lezer/highlight";
import { tags as t } from "@lezer/highlight";

/**
 * The few colours of code, for the editor and the preview alike. `name` is the end of the CSS
 * variable `--syntax-…` and of the preview's class `tok-…`.
 */
export const SYNTAX: readonly { name: string; tags: readonly Tag[] }[] = [
  { name: "keyword", tags: [t.keyword, t.modifier, t.operatorKeyword, t.self, t.bool, t.null, t.atom] },
  { name: "string", tags: [t.string, t.special(t.string), t.regexp, t.character, t.attributeValue] },
  { name: "number", tags: [t.number, t.unit, t.color] },
  { name: "comment", tags: [t.comment] },
  {
    name: "function",
    tags: [
      t.function(t.variableName),
      t.function(t.propertyName),
      t.function(t.definition(t.variableName)),
      t.macroName,
    ],
  },
  { name: "type", tags: [t.typeName, t.className, t.namespace, t.tagName] },
  { name: "meta", tags: [t.meta, t.annotation, t.attributeName, t.propertyName, t.labelName, t.escape] },
  { name: "heading", tags: [t.heading] },
  { name: "link", tags: [t.url, t.link] },
];
