import type { FieldHabit, Habits } from "../bindings";
import { readHeader } from "./header";

/** What the headers of these texts have in common, as the host would say it. */
export function habitsOf(texts: Iterable<string>): Habits {
  const fields = new Map<string, FieldHabit & { words: Map<string, number> }>();
  let posts = 0;
  for (const text of texts) {
    const { form } = readHeader(text);
    if (form.format !== null) posts += 1;
    for (const field of form.fields) {
      const { path, control } = field;
      const empty = { path, control, posts: 0, usual: false, options: [], about: null, instead: null };
      const known = fields.get(path.join(".")) ?? { ...empty, words: new Map<string, number>() };
      known.posts += 1;
      for (const word of field.items) known.words.set(word, (known.words.get(word) ?? 0) + 1);
      fields.set(path.join("."), known);
    }
  }
  const used = [...fields.values()].map(({ words, ...field }) => ({
    ...field,
    usual: field.posts >= posts * 0.8,
    options: [...words].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([word]) => word),
  }));
  return { posts, ignoresCase: false, fields: used.sort((a, b) => b.posts - a.posts) };
}
