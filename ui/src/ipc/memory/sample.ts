/** The posts that a plain browser shows: path below the folder, then the file's text. */
export const sampleFiles: Readonly<Record<string, string>> = {
  "a-quiet-place-to-write.md": `---
title: A quiet place to write
date: 2025-03-02T09:30:00+01:00
draft: true
slug: a-quiet-place-to-write
tags: [writing, tools]
description: What a writing desk should do, and what it should leave alone.
weight: 10
featured: false
cover:
  image: desk.jpg
  alt: A desk by a window
---

A good desk is *mostly empty*. The text is in front of you, and **nothing else asks for attention**.

## What belongs on it

- The post you write.
- The page as your readers will see it.
- The few facts about it: title, date, tags.

> The first draft is just you telling yourself the story.

\`\`\`js
export const words = (text) => text.trim().split(/\\s+/).length;
\`\`\`

Read more at [the handbook](https://example.org/handbook).
`,
  "field-notes.md": `---
title: "Field notes: what the river said"
date: 2025-02-11T18:05:00+01:00
draft: false
slug: field-notes
tags: [nature, notes]
---

It had rained for three days, and the river said so.

## Upstream

The path was under water.
`,
  "long-title.md": `---
title: On the very long titles that some of us cannot help giving to perfectly ordinary posts about gardens
date: 2025-01-20
draft: false
tags: [writing, gardens, notes, long reads]
---

Short text, long title.
`,
  "broken-header.md": `---
title: Broken
this line is no key
---

The header above has a mistake.
`,
  "undated.md": `# Undated

A page without a header.
`,
};
