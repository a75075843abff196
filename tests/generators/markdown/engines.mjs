// The HTML that a generator's own Markdown renderer makes of posts:
// node engines.mjs RENDERER posts.json built.json, both of them maps by name.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [renderer, from, to] = process.argv.slice(2);

/** Each makes a function from Markdown to HTML, set up as the generator does by default. */
const renderers = {
  async hexo() {
    const registered = [];
    globalThis.hexo = {
      // Where images are is not the renderer's to say.
      config: { url: 'http://example.org', root: '/', marked: { prependRoot: false } },
      extend: { renderer: { register: (...all) => registered.push(all) } },
      execFilterSync() {},
    };
    require('hexo-renderer-marked');
    const render = registered[0][2];
    return (text) => render.call(globalThis.hexo, { text }, {});
  },

  async astro() {
    const { createMarkdownProcessor } = await import('@astrojs/markdown-remark');
    const processor = await createMarkdownProcessor({ syntaxHighlight: false });
    return async (text) => (await processor.render(text)).code;
  },

  async eleventy() {
    const library = require('markdown-it')({ html: true });
    library.disable('code');
    return (text) => library.render(text);
  },

  async plain() {
    const plugins = ['remark-parse', 'remark-gfm', 'remark-rehype', 'rehype-raw', 'rehype-stringify'];
    const { unified } = await import('unified');
    const processor = unified();
    for (const name of plugins) {
      processor.use((await import(name)).default, name === 'remark-rehype' ? { allowDangerousHtml: true } : {});
    }
    return async (text) => String(await processor.process(text));
  },
};

const render = await renderers[renderer]();
const built = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(from, 'utf8')))) {
  built[name] = await render(text);
}
writeFileSync(to, JSON.stringify(built));
