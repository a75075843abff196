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

  /** Directives as boxes; the others stay the text that they are, as in Starlight. */
  async 'astro-directives'() {
    const { createMarkdownProcessor } = await import('@astrojs/markdown-remark');
    const { default: remarkDirective } = await import('remark-directive');
    const boxes = () => (tree, file) => {
      const read = (node) => {
        node.children = node.children?.map((child) => {
          if (child.type === 'textDirective' || child.type === 'leafDirective') {
            const source = String(file).slice(child.position.start.offset, child.position.end.offset);
            const text = { type: 'text', value: source };
            return child.type === 'textDirective' ? text : { type: 'paragraph', children: [text] };
          }
          return child;
        });
        node.children?.forEach(read);
        if (node.type !== 'containerDirective') return;
        const { id, class: own } = node.attributes;
        const classes = [...boxClasses(node.name), ...(own ? [own] : [])];
        node.data = { hName: 'div', hProperties: { ...(id ? { id } : {}), className: classes } };
        let [title] = node.children;
        if (!title?.data?.directiveLabel) {
          title = { type: 'paragraph', children: [{ type: 'text', value: capital(node.name) }] };
          node.children.unshift(title);
        }
        title.data = { hProperties: { className: ['markdown-alert-title'] } };
      };
      read(tree);
    };
    const remarkPlugins = [remarkDirective, boxes];
    const processor = await createMarkdownProcessor({ syntaxHighlight: false, remarkPlugins });
    return async (text) => (await processor.render(text)).code;
  },

  async 'astro-wikilinks'() {
    const { createMarkdownProcessor } = await import('@astrojs/markdown-remark');
    const { default: wikiLink } = await import('remark-wiki-link');
    const options = { pageResolver: (name) => [name], hrefTemplate: encodeURI };
    const processor = await createMarkdownProcessor({
      syntaxHighlight: false,
      remarkPlugins: [[wikiLink, options]],
    });
    const classes = / class="internal( new)?"/g;
    return async (text) => (await processor.render(text)).code.replace(classes, '');
  },

  async 'eleventy-emoji'() {
    const library = require('markdown-it')({ html: true });
    library.use(require('markdown-it-emoji').full).disable('code');
    return (text) => library.render(text);
  },

  /** The containers of two names as boxes. */
  async 'eleventy-containers'() {
    const library = require('markdown-it')({ html: true });
    library.disable('code');
    for (const name of ['note', 'tip']) {
      const render = (tokens, at) => {
        if (tokens[at].nesting < 0) return '</div>';
        const title = tokens[at].info.trim().slice(name.length).trim() || capital(name);
        const inner = library.renderInline(title);
        return `<div class="${boxClasses(name).join(' ')}"><p class="markdown-alert-title">${inner}</p>`;
      };
      library.use(require('markdown-it-container'), name, { render });
    }
    return (text) => library.render(text);
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

function capital(name) {
  return name[0].toUpperCase() + name.slice(1);
}

/** The classes of Galley's boxes. */
function boxClasses(name) {
  const kinds = { note: 'note', tip: 'tip', caution: 'warning', danger: 'caution' };
  return ['markdown-alert', ...(kinds[name] ? [`markdown-alert-${kinds[name]}`] : [])];
}

const render = await renderers[renderer]();
const built = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(from, 'utf8')))) {
  built[name] = await render(text);
}
writeFileSync(to, JSON.stringify(built));
