/**
 * The part of a file's name that is its slug: a bundle's is its folder's, Jekyll's comes after a date,
 * the language of a translation after it.
 */
export function slugIn(path: string, language: string | null): string {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  const stem = name.startsWith("index.") ? (parts.at(-2) ?? name) : name.replace(/\.[^.]+$/, "");
  const ending = language === null ? "" : `.${language}`;
  const bare = ending !== "" && stem.endsWith(ending) ? stem.slice(0, -ending.length) : stem;
  return bare.replace(/^\d{4}-\d{2}-\d{2}-/, "");
}
