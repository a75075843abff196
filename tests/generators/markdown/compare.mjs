// Compares HTML block by block: node compare.mjs built.json said.json [differences.txt]. Prints, by
// post, how many top-level blocks there are and how many of them are equal.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseFragment } from 'parse5';

const [builtFile, saidFile, report] = process.argv.slice(2);
const built = JSON.parse(readFileSync(builtFile, 'utf8'));
const said = JSON.parse(readFileSync(saidFile, 'utf8'));

const BLOCKS = new Set(
  ('address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'footnotes form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot ' +
    'th thead tr ul br input').split(' '),
);
/** Attributes that a renderer adds and that show nothing. */
const UNSEEN = /^(aria-.*|role|rel|target|loading|decoding|data-footnote.*|itemprop)$/;

const attribute = (node, name) => node.attrs?.find((found) => found.name === name)?.value;
const classes = (node) => (attribute(node, 'class') ?? '').split(/\s+/);
const elements = (node) => (node.childNodes ?? []).filter((child) => child.tagName);

function text(node) {
  if (node.nodeName === '#text') return node.value;
  return (node.childNodes ?? []).map(text).join('');
}

function isNote(node) {
  const [link, ...others] = elements(node);
  if (node.tagName !== 'sup' || link?.tagName !== 'a' || others.length > 0) return false;
  return /^#(user-content-)?fn/.test(attribute(link, 'href') ?? '');
}

function isBackLink(node) {
  const named = classes(node).some((name) => /^(reversefootnote|.*footnote-backref|headerlink)$/.test(name));
  return node.tagName === 'a' && (named || attribute(node, 'data-footnote-backref') !== undefined);
}

/** The code block that a highlighter's wrappers hold. */
function codeBlock(node) {
  if (node.tagName === 'pre') return node;
  const [only, ...others] = elements(node);
  const isWrapper = ['div', 'figure'].includes(node.tagName) && classes(node).some((name) => /highlight/.test(name));
  return isWrapper && only && others.length === 0 ? codeBlock(only) : undefined;
}

/** An address as browsers take it: `https://a.b` is `https://a.b/`, `%C3%A9` is `é`. */
function decoded(address) {
  const whole = /^https?:/.test(address) && URL.canParse(address) ? new URL(address).href : address;
  try {
    return decodeURIComponent(whole.replace(/\+/g, ' '));
  } catch {
    return whole;
  }
}

function attributesOf(node) {
  const name = node.tagName;
  const kept = new Map();
  for (const { name: key, value } of node.attrs) {
    if (UNSEEN.test(key) || (value === '' && (key === 'alt' || key === 'id'))) continue;
    if (key === 'class' && (name === 'code' || /task-list|^footnote/.test(value))) continue;
    if (key === 'id' && (name === 'sup' || (name === 'li' && /fn[:-]/.test(value)))) continue;
    if (key === 'style' && (name === 'td' || name === 'th')) {
      const align = /^text-align:\s*(\w+);?$/.exec(value);
      if (align) kept.set('align', align[1]);
      else kept.set(key, value);
    } else if (key === 'href' || key === 'src') kept.set(key, decoded(value));
    else if (name === 'input' && key !== 'checked') continue;
    else if (name === 'input') kept.set(key, '');
    else kept.set(key, value.trim().replace(/\s+/g, ' '));
  }
  const sorted = [...kept].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('');
}

function written(node) {
  if (node.nodeName === '#text') return node.value.replace(/[ \t\r\n\f]+/g, ' ').replace(/</g, '&lt;');
  if (!node.tagName || isBackLink(node)) return '';
  if (isNote(node)) return `[^${text(node).replace(/[[\]]/g, '').trim()}]`;
  const code = codeBlock(node);
  if (code) return `<pre>${text(code).replace(/\s+$/, '').replace(/</g, '&lt;')}</pre>`;
  if (node.tagName === 'span' && classes(node)[0] === 'math') return `\\(${text(node)}\\)`;
  if (node.tagName === 'div' && classes(node)[0] === 'math') return `\\[${text(node)}\\]`;
  let children = node.childNodes ?? [];
  let name = node.tagName === 's' || node.tagName === 'strike' ? 'del' : node.tagName;
  if (classes(node).includes('footnotes')) {
    name = 'footnotes';
    children = children.filter((child) => child.tagName === 'ol');
    return `<footnotes>${children.map(written).join('')}</footnotes>`;
  }
  if (name === 'tbody' && elements(node).length === 0) return '';
  return `<${name}${attributesOf(node)}>${children.map(written).join('')}</${name}>`;
}

/** Whitespace that shows nothing is left out: around the tags of blocks and of line breaks. */
function tidied(html) {
  const before = /(<pre>[^]*?<\/pre>)|\s+(<\/?([a-z][a-z0-9]*)(?:\s[^\s=]+="(?:[^"\\]|\\.)*")*>)/g;
  const after = /(<pre>[^]*?<\/pre>)|(<\/?([a-z][a-z0-9]*)(?:\s[^\s=]+="(?:[^"\\]|\\.)*")*>)\s+/g;
  const without = (whole, code, tag, name) => (code ? code : BLOCKS.has(name) ? tag : whole);
  return html
    .replace(before, without)
    .replace(after, without)
    .replace(/ +/g, (spaces) => (html.startsWith('<pre>') ? spaces : ' '))
    .trim();
}

/** The top-level blocks; what stands between them is one as well. */
function blocks(html) {
  const found = [];
  let loose = '';
  const end = () => {
    const block = tidied(loose);
    if (block !== '') found.push(block);
    loose = '';
  };
  for (const node of parseFragment(html).childNodes) {
    if (node.tagName && (BLOCKS.has(node.tagName) || codeBlock(node))) {
      end();
      const block = tidied(written(node));
      if (block !== '' && block !== '<p></p>') found.push(block);
    } else {
      loose += written(node);
    }
  }
  end();
  return found;
}

/** The pairs of equal blocks in order, by the longest common subsequence. */
function align(one, other) {
  const rows = one.length + 1;
  const columns = other.length + 1;
  const length = new Uint32Array(rows * columns);
  for (let i = rows - 2; i >= 0; i--) {
    for (let j = columns - 2; j >= 0; j--) {
      length[i * columns + j] =
        one[i] === other[j]
          ? length[(i + 1) * columns + j + 1] + 1
          : Math.max(length[(i + 1) * columns + j], length[i * columns + j + 1]);
    }
  }
  const gaps = [];
  let gap = [[], []];
  let [i, j] = [0, 0];
  const close = () => {
    if (gap[0].length + gap[1].length > 0) gaps.push(gap);
    gap = [[], []];
  };
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      close();
      i++;
      j++;
    } else if (j === other.length || (i < one.length && length[(i + 1) * columns + j] >= length[i * columns + j + 1])) {
      gap[0].push(one[i++]);
    } else {
      gap[1].push(other[j++]);
    }
  }
  close();
  return { equal: length[0], gaps };
}

const counts = {};
let differences = '';
for (const [name, html] of Object.entries(built)) {
  const [theirs, ours] = [blocks(html), blocks(said[name])];
  const { equal, gaps } = align(theirs, ours);
  counts[name] = { equal, blocks: Math.max(theirs.length, ours.length) };
  for (const [those, these] of gaps) {
    differences += `@@ ${name}\n${those.map((block) => `- ${block}\n`).join('')}${these.map((block) => `+ ${block}\n`).join('')}`;
  }
}
if (report) writeFileSync(report, differences);
process.stdout.write(JSON.stringify(counts));
