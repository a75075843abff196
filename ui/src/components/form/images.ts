/** Where generators keep the files of a site's root, beside the content: the first that has the image wins. */
const roots = ["", "static/", "public/", "assets/", "source/", "src/"];

/**
 * Addresses at which the image of a header may be. `base` is where the host serves the blog's files,
 * `post` the post's path below the blog's folder. Addresses of the network give none.
 */
export function imageSources(base: string, post: string, path: string): string[] {
  const clean = path.trim().split(/[?#]/)[0] ?? "";
  if (clean === "" || /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(clean)) return [];
  const folder = post.includes("/") ? post.slice(0, post.lastIndexOf("/") + 1) : "";
  const beside = resolved(folder + clean);
  const below = roots.map((root) => resolved(root + clean.replace(/^\//, "")));
  const paths = clean.startsWith("/") ? below : [beside, ...below];
  return [...new Set(paths.filter((found) => found !== null))].map((found) => base + found);
}

/** The path with `..` resolved and its parts encoded; null when it leaves the folder. */
function resolved(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") parts.push(encodeURIComponent(decoded(part)));
  }
  return parts.length > 0 ? parts.join("/") : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
