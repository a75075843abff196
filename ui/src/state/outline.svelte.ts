import type { Text } from "@codemirror/state";
import type { Section } from "../ipc/bindings";
import type { Desk } from "./desk.svelte";
import type { DocumentState } from "./document.svelte";
import type { Notices } from "./notices.svelte";
import { canMove, moveLines, reordered, stepOf } from "./sections";

/** Milliseconds without a change of the text after which its headings are asked for. */
export const outlineDelay = 300;

/** What shows the headings. */
export interface OutlinePane {
  focus(): void;
  hasFocus(): boolean;
}

/** The headings of the post in front while a pane shows them, the way to them, and moving their sections. */
export class Outline {
  #desk: Desk;
  #notices: Notices;
  #post: DocumentState | null = null;
  #sections = $state.raw<readonly Section[] | null>(null);
  /** The text that the sections are of. */
  #text: Text | null = null;
  #chosen = $state<number | null>(null);
  #current = $derived.by(() => this.#find());
  #isMoving = false;
  #pane: OutlinePane | null = null;

  constructor(desk: Desk, notices: Notices) {
    this.#desk = desk;
    this.#notices = notices;
  }

  /** In the order of the text; null before they are known. */
  get sections(): readonly Section[] | null {
    return this.#sections;
  }

  /** The heading of the section that the caret is in; -1 above the first. */
  get current(): number {
    return this.#current;
  }

  /** The heading that the keys are on: the current one unless another was chosen. */
  get active(): number {
    const last = (this.#sections?.length ?? 0) - 1;
    return Math.max(0, Math.min(this.#chosen ?? this.#current, last));
  }

  /** Null leaves it to the caret. */
  set active(index: number | null) {
    this.#chosen = index;
  }

  /**
   * Asks for the headings of the post: of another one at once, of a changed text after a pause. An
   * effect runs it again at each change. Returns what calls it off.
   */
  follow(post: DocumentState | null): () => void {
    const isChanged = (post?.edits ?? 0) > 0 && post === this.#post;
    if (post !== this.#post) this.clear();
    this.#post = post;
    if (!post) return () => undefined;
    const timer = setTimeout(() => void this.#ask(post), isChanged ? outlineDelay : 0);
    return () => clearTimeout(timer);
  }

  /** Forgets the headings: the pane closed. */
  clear(): void {
    this.#post = null;
    this.#text = null;
    this.#sections = null;
    this.#chosen = null;
  }

  /** Takes the pane that shows the headings; returns the function that takes it out again. */
  attach(pane: OutlinePane): () => void {
    this.#pane = pane;
    return () => {
      if (this.#pane === pane) this.#pane = null;
    };
  }

  /** Whether the focus is in the pane. */
  get hasFocus(): boolean {
    return this.#pane?.hasFocus() === true;
  }

  focus(): void {
    this.#pane?.focus();
  }

  /** Puts the caret at a heading and shows it at the top. */
  async go(index: number): Promise<void> {
    const found = await this.#fresh(index);
    if (!found) return;
    const { doc, text, section } = found;
    this.#desk.editor?.setCaret(doc, text.line(section.line + 1).from, { top: true });
    this.#desk.alignment.show(section.line);
    this.#desk.editor?.focus();
  }

  /** Whether the section may go before the heading `before`; their number is the end of the text. */
  canMove(index: number, before: number): boolean {
    const sections = this.#sections;
    return sections !== null && this.#post?.readOnly === null && canMove(sections, index, before);
  }

  /** Moves the section past the one before or after it. Resolves with the number that it has then. */
  async step(index: number, by: 1 | -1): Promise<number> {
    const before = stepOf(this.#sections ?? [], index, by);
    return before === null ? index : await this.move(index, before);
  }

  /**
   * Moves the section before another heading, as one step of undo. Where the text is then read
   * differently, as below an open fence, it is put back. Resolves with the number that it has then.
   */
  async move(index: number, before: number): Promise<number> {
    if (this.#isMoving || !this.canMove(index, before)) return index;
    this.#isMoving = true;
    try {
      const found = await this.#fresh(index);
      return found && this.canMove(index, before) ? await this.#move(found, index, before) : index;
    } finally {
      this.#isMoving = false;
    }
  }

  async #move({ doc, text, section }: Found, index: number, before: number): Promise<number> {
    const [sections, post, editor] = [this.#sections ?? [], this.#post, this.#desk.editor];
    if (!post || !editor) return index;
    const target = sections[before]?.line ?? text.lines;
    const { changes, follow } = moveLines(text, section.line, section.end, target);
    editor.apply(doc, changes, { fromHost: false, userEvent: "move.section", follow });
    const moved = editor.text(doc);
    const expected = reordered(sections, index, before);
    const isKnown = await this.#ask(post);
    if (!isKnown || this.#text !== moved || areAlike(expected.sections, this.#sections ?? []))
      return expected.index;
    if (this.#desk.current === post && editor.text(doc) === moved) editor.undo();
    await this.#ask(post);
    this.#notices.tell(
      "outline",
      "The section cannot go there: the text would no longer have the same headings.",
    );
    return index;
  }

  /** A heading with the text as it is now; null when there is another heading by now, or none. */
  async #fresh(index: number): Promise<Found | null> {
    const [post, editor, wanted] = [this.#post, this.#desk.editor, this.#sections?.[index]];
    if (!post || !editor || !wanted) return null;
    if (editor.text(post.id) !== this.#text) await this.#ask(post);
    const [text, section] = [this.#text, this.#sections?.[index]];
    const isSame = section?.level === wanted.level && section.text === wanted.text;
    if (!text || !isSame || this.#desk.current !== post || editor.text(post.id) !== text) return null;
    return { doc: post.id, text, section };
  }

  /** False when the host does not answer; the post says so, and the headings stay. */
  async #ask(post: DocumentState): Promise<boolean> {
    try {
      const { text, answer } = await post.ask((backend, doc) => backend.outline(doc));
      if (post === this.#post) [this.#text, this.#sections] = [text, answer];
      return true;
    } catch {
      return false;
    }
  }

  #find(): number {
    const [caret, sections, post, editor] = [
      this.#desk.caret,
      this.#sections,
      this.#desk.current,
      this.#desk.editor,
    ];
    if (!sections || !post || !editor) return -1;
    const text = editor.text(post.id);
    const line = text.lineAt(Math.min(caret, text.length)).number - 1;
    return sections.findLastIndex((section) => section.line <= line);
  }
}

interface Found {
  doc: number;
  text: Text;
  section: Section;
}

function areAlike(some: readonly Section[], others: readonly Section[]): boolean {
  const key = ({ level, text, nested }: Section): string => `${String(level)} ${String(nested)} ${text}`;
  return some.length === others.length && some.every((one, at) => key(one) === key(others[at] ?? one));
}
