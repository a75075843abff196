import { Language, LanguageSupport, ParseContext } from "@codemirror/language";
import type { Line, Text } from "@codemirror/state";
import { NodeProp, Parser, Tree, TreeFragment } from "@lezer/common";
import type { Input, PartialParse } from "@lezer/common";
import { safeStart } from "./safe-start";

/** A range of the text, in UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** UTF-16 units that are read before what is in view, and behind it. */
const BEFORE = 32_768;
const BEHIND = 32_768;
/**
 * Of a longer line nothing is read. The parser takes time by the square of what is open in a line: a
 * hundred thousand brackets are seconds, as many lists minutes.
 */
const LONGEST_LINE = 10_000;
/** The same of a row of a table with more cells: each is some nodes, and a piece of its own on the page. */
const MOST_CELLS = 200;

/**
 * `support` with a parser that reads the text around what is in view and leaves the rest unread until
 * it comes into view, so that a key costs the same in a post of any length. Lezer's Markdown parser
 * reuses what it has read, but walks along all of it, 50 ms at 5 MB; and CodeMirror, which gives it
 * 20 ms for a key, then begins again with the next.
 */
export function nearViewport(support: LanguageSupport): LanguageSupport {
  const { data, parser, name } = support.language;
  return new LanguageSupport(new Language(data, new ViewportParser(parser), [], name), support.support);
}

/** On a tree: the range that was meant to be read, and how far that was done. */
const readIn = new NodeProp<{ span: Span; end: number }>({ perNode: true });

class ViewportParser extends Parser {
  constructor(private readonly whole: Parser) {
    super();
  }

  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    const context = ParseContext.get();
    if (context === null) return this.whole.createParse(input, fragments, ranges);
    const span = spanAround(context, fragments);
    return new SpanParse(this.whole, input, fragments.flatMap(insideWhatWasRead), span);
  }
}

/**
 * The range that was read last, for as long as it holds all that is in view; so most keys change
 * nothing about it, and the context still knows what to read when it comes into view.
 */
function spanAround(context: ParseContext, fragments: readonly TreeFragment[]): Span {
  const { doc } = context.state;
  const { viewport } = context;
  const kept = lastSpan(fragments);
  if (kept !== null && kept.from <= viewport.from && kept.to >= Math.min(viewport.to, doc.length))
    return kept;
  const span = chooseSpan(doc, viewport);
  if (span.from > 0) context.skipUntilInView(0, span.from);
  if (span.to < doc.length) context.skipUntilInView(span.to, doc.length);
  return span;
}

function chooseSpan(doc: Text, viewport: Span): Span {
  const to = Math.min(doc.length, viewport.to + BEHIND);
  const span = {
    from: safeStart(doc, Math.max(0, viewport.from - BEFORE)),
    to: to === doc.length ? to : doc.lineAt(to).to,
  };
  return withoutLongLines(doc, span, viewport.from);
}

/** What of the span lies below the last long line that begins above a position, and above the next one. */
function withoutLongLines(doc: Text, { from, to }: Span, position: number): Span {
  const span = { from, to };
  for (let line = doc.lineAt(from); line.from < to; line = doc.line(line.number + 1)) {
    if (isTooMuch(line)) {
      if (line.from >= position) return { ...span, to: Math.max(span.from, line.from - 1) };
      span.from = Math.min(to, line.to + 1);
    }
    if (line.number === doc.lines) break;
  }
  return span;
}

function isTooMuch({ length, text }: Line): boolean {
  return length > LONGEST_LINE || (length > 2 * MOST_CELLS && text.split("|").length > MOST_CELLS);
}

/** The span of the tree that the fragments are of, moved along with the text; `null` where its edges changed. */
function lastSpan(fragments: readonly TreeFragment[]): Span | null {
  const tree = fragments.find(({ tree }) => tree.prop(readIn) !== undefined)?.tree;
  const span = tree?.prop(readIn)?.span;
  if (span === undefined) return null;
  const ofIt = fragments.filter((fragment) => fragment.tree === tree);
  const from = moved(ofIt, span.from);
  const to = moved(ofIt, span.to);
  return from === null || to === null ? null : { from, to };
}

/** Where a position in the tree is in the text now. */
function moved(fragments: readonly TreeFragment[], position: number): number | null {
  for (const { from, to, offset } of fragments) {
    const now = position - offset;
    if (from <= now && now <= to) return now;
  }
  return null;
}

/** Of a fragment, what was read: the parser takes text without nodes for blank lines. */
function insideWhatWasRead(fragment: TreeFragment): TreeFragment[] {
  const { tree, offset, openStart, openEnd } = fragment;
  const read = tree.prop(readIn);
  if (read === undefined) return [];
  const from = Math.max(fragment.from, read.span.from - offset);
  const to = Math.min(fragment.to, read.end - offset);
  if (from >= to) return [];
  return [
    new TreeFragment(from, to, tree, offset, openStart || from > fragment.from, openEnd || to < fragment.to),
  ];
}

/**
 * Reads one span, or its start where it is told to stop before. The parser inside is never told to
 * stop: it would remember that its nested languages are not done, and do them all again each time.
 */
class SpanParse implements PartialParse {
  stoppedAt: number | null = null;
  private parse: PartialParse | null = null;
  /** Where the parser inside stops by itself. */
  private end = 0;

  constructor(
    private readonly parser: Parser,
    private readonly input: Input,
    private readonly fragments: readonly TreeFragment[],
    private readonly span: Span,
  ) {}

  /** Half of a span is of no use, since what is in view may be in the other half. */
  readonly parsedPos = 0;

  stopAt(position: number): void {
    if (position < this.span.to) this.stoppedAt = position;
  }

  advance(): Tree | null {
    if (this.parse === null) {
      this.end = Math.min(this.span.to, this.stoppedAt ?? this.input.length);
      if (this.end >= this.span.from) {
        const { from } = this.span;
        this.parse = this.parser.startParse(this.input, this.fragments, [{ from, to: this.end }]);
      }
    }
    if (this.parse === null || (this.stoppedAt !== null && this.stoppedAt < this.end)) return Tree.empty;
    const tree = this.parse.advance();
    return tree === null ? null : this.placed(tree);
  }

  /** The tree of the span's own start, moved to the span's place in the whole text. */
  private placed(tree: Tree): Tree {
    const { from } = this.span;
    const places = tree.positions.map((place) => place + from);
    const length = this.stoppedAt ?? this.input.length;
    return new Tree(tree.type, tree.children, places, length, [[readIn, { span: this.span, end: this.end }]]);
  }
}
