/**
 * Everything the UI may ask of the host. `tauri.ts` asks the Rust core, `memory.ts` answers from
 * memory for tests and a plain browser. Every method may reject with a `HostError`.
 */
import type {
  BlockHtml,
  About,
  Blog,
  BlogChanged,
  BodyRow,
  Change,
  Created,
  DeletedPost,
  DiffPiece,
  Done,
  EditReply,
  Generator,
  Habits,
  HeaderEdit,
  KeepingFailed,
  KeptTexts,
  ListPage,
  ListQuery,
  Merged,
  MergeReply,
  NewPost,
  NewPostPlan,
  OpenPost,
  OpenRequested,
  Operation,
  ParagraphState,
  PostChanged,
  PostMoved,
  PostSummary,
  PreviewStyle,
  PreviewWhole,
  Reload,
  SaveReply,
  Section,
  Session,
  Settings,
  Shown,
  StyleSheets,
  Start,
  Version,
  VersionsTrouble,
} from "./bindings";

/** A post that was opened, with its text. */
export type OpenedPost = OpenPost & { text: string };

/** What the host pushes to the window. */
export interface HostEvents {
  /** Posts appeared, changed or vanished in the open folder. */
  blogChanged: BlogChanged;
  /** The file of an open post is no longer the one that was read. Never sent for our own saves. */
  postChanged: PostChanged;
  /** Another program moved the file of an open post, which follows it. */
  postMoved: PostMoved;
  /** The system tells of no changes in the folder, so it is looked at every two seconds. */
  folderPolled: null;
  /** Something went wrong with the versions of posts. */
  /** A style sheet of the site changed, came or went, after they were asked for. */
  stylesChanged: null;
  versionsTrouble: VersionsTrouble;
  /** A second start, or the system, asks for a folder or post. */
  openRequested: OpenRequested;
  /** What is typed cannot be kept outside the blog. */
  keepingFailed: KeepingFailed;
  /** The writer closes the window: flush, then call `closeWindow`. */
  closeRequested: null;
}

export interface Backend {
  start(): Promise<Start>;

  /** Asks the writer for a folder; null when cancelled. */
  chooseFolder(): Promise<string | null>;
  /** Opens a folder, or a post's folder with that post selected. The previous blog's documents close. */
  openBlog(path: string): Promise<Blog>;
  /** What the headers of the open folder have in common. */
  habits(): Promise<Habits>;
  /** Reads the open folder by the rules of this generator, from now on. Open documents close. */
  chooseGenerator(generator: Generator): Promise<Blog>;
  /** All that is known of a post beside its text; null when there is none at this path. */
  about(path: string): Promise<About | null>;
  /** The post that an address in the post at `from` leads to. */
  linkedPost(from: string, address: string): Promise<string | null>;
  /**
   * What is not there of what each address in the post at `from` leads to, as a sentence; null where
   * that is not certain. An address `#part` is one that the post is known not to have.
   */
  missingTargets(from: string, addresses: string[]): Promise<(string | null)[]>;
  /**
   * `count` rows of the list from index `from` on, fewer at its end; and the index of the row that
   * holds the post at `near`.
   */
  list(query: ListQuery, from: number, count: number, near: string | null): Promise<ListPage>;
  /**
   * The posts that pass the query's filters and hold every word of its text in their bodies, at
   * most `limit`; null when a later call overtook this one.
   */
  searchBodies(query: ListQuery, limit: number): Promise<BodyRow[] | null>;
  /** The summaries of those of the posts that exist. */
  summaries(paths: string[]): Promise<PostSummary[]>;
  /** What a new post would be called. An empty `slug` in the plan means: ask. */
  planPost(wish: NewPost): Promise<NewPostPlan>;
  createPost(wish: NewPost): Promise<Created>;
  /** Remembers whether the generator may run the code of the open site's templates. */
  trustSite(trusted: boolean): Promise<void>;
  /** What an operation on the files of posts would change. */
  propose(operation: Operation): Promise<Shown>;
  /** Does it, wholly or not at all. The list hears of it by `blogChanged`. */
  operate(operation: Operation): Promise<Done>;
  /** Takes the last operation back; null when there is none. */
  undoOperation(): Promise<Done | null>;
  redoOperation(): Promise<Done | null>;
  /** Shows the post's file in the system's file manager. */
  reveal(path: string): Promise<void>;

  openPost(path: string): Promise<OpenedPost>;
  words(doc: number): Promise<number>;
  /** Unsaved text comes back when the post is opened again, unless it is to be gone: `discard`. */
  closePost(doc: number, discard: boolean): Promise<void>;
  /** Keeps the editor's undo history, which is of this version, for the next time. */
  remember(doc: number, version: number, caret: number, history: string): Promise<void>;
  /** Makes a second post with the text of this one, and gives its path. */
  keepBeside(doc: number): Promise<string>;
  /**
   * Sends one step of typing. `version` is the version the changes apply to, `length` the document's
   * length after them in UTF-16 units. Rejects with `OutOfSync` when the host's text differs: call `resync`.
   */
  edit(doc: number, version: number, changes: Change[], length: number, preview: boolean): Promise<EditReply>;
  /** Replaces the host's text by the editor's. */
  resync(doc: number, text: string, preview: boolean): Promise<EditReply>;
  /**
   * All blocks of the preview, with the HTML of those around a line of the document, from 0. Later
   * patches of `edit` build on it.
   */
  preview(doc: number, line: number): Promise<PreviewWhole>;
  /**
   * The HTML of blocks, of all that there are or of as many as should travel at once; of very long ones
   * the start, or all of it.
   */
  previewHtml(doc: number, ids: string[], entire: boolean): Promise<BlockHtml[]>;
  /** The headings of the post, each with the lines of its section. */
  outline(doc: number): Promise<Section[]>;
  /** The line, from 0, of what `#part` of an address names, as it is written there; null without such a part. */
  lineOfPart(doc: number, part: string): Promise<number | null>;
  /** The text change that a form edit means; the caller dispatches it to the editor. */
  headerEdit(doc: number, version: number, edit: HeaderEdit): Promise<Change[]>;
  /**
   * Writes the document. `fingerprint` is `fingerprint(text)` of the editor's text: the host refuses
   * with `OutOfSync` rather than save another text. `overwrite` keeps mine in a conflict.
   */
  save(doc: number, version: number, fingerprint: number, overwrite: boolean): Promise<SaveReply>;
  /** Takes the file's text into the host's document and returns the change for the editor to apply. */
  reload(doc: number, version: number): Promise<Reload>;
  /** The text of the file as it is on disk now, for showing both; null when it is gone. */
  diskText(doc: number): Promise<string | null>;
  /**
   * Merges the host's document with what the file holds now, both changed from what was last read or
   * saved. `merged` returns the change for the editor to apply; anything else changes nothing.
   */
  merge(doc: number, version: number): Promise<MergeReply>;
  /**
   * Takes `text` for the conflicts that the last `merge` found in this version. The next save expects
   * the file as it was then.
   */
  resolve(doc: number, version: number, text: string): Promise<Merged>;

  /** The versions of an open post, the newest first. */
  versions(doc: number): Promise<Version[]>;
  /** All blocks of a version's preview, with their HTML. */
  versionPreview(doc: number, id: number): Promise<PreviewWhole>;
  /** What is different; null is no text as the older version, and the editor's text as the newer one. */
  compareVersions(doc: number, older: number | null, newer: number | null): Promise<DiffPiece[]>;
  /** What the paragraph at a UTF-16 offset was, the newest first. */
  paragraphHistory(doc: number, caret: number): Promise<ParagraphState[]>;
  /** Makes the text that of a version, byte for byte. As it was before, it becomes a version. */
  restoreVersion(doc: number, version: number, id: number): Promise<Reload>;
  /** The posts that have versions and no file, the last one that vanished first. */
  deletedPosts(): Promise<DeletedPost[]>;
  /** Writes a deleted post again, and gives its path. The list hears of it by `blogChanged`. */
  bringBack(pack: string): Promise<string>;

  /** The style sheets of the open site; `stylesChanged` tells of their changes from now on. */
  styleSheets(): Promise<StyleSheets>;
  /** Remembers how the preview of the open site looks. A frame that loads again may load what it says. */
  savePreviewStyle(style: PreviewStyle): Promise<void>;
  updateSettings(settings: Settings): Promise<void>;
  saveSession(session: Session): Promise<void>;
  /** Where texts are kept outside the blog, how much that is, and whether anything is kept of the post. */
  keptTexts(doc: number | null): Promise<KeptTexts>;
  /** Removes every version, and the undo histories of closed posts. */
  clearKept(): Promise<void>;
  /** Keeps nothing of the post any more, and removes what was kept; or keeps it again. */
  exclude(doc: number, on: boolean): Promise<void>;
  openExternal(url: string): Promise<void>;
  setTitle(title: string): Promise<void>;
  closeWindow(): Promise<void>;

  /** Returns the function that stops listening. */
  listen<E extends keyof HostEvents>(event: E, handler: (payload: HostEvents[E]) => void): () => void;
}
