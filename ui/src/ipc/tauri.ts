/** The host behind Tauri: the generated calls, with errors as `HostError`. */
import type { Backend, HostEvents } from "./backend";
import { commands, events } from "./bindings";
import { HostError } from "./error";
import { takeText } from "./long-texts";

export function tauriBackend(): Backend {
  return {
    start: told(commands.start),
    chooseFolder: told(commands.chooseFolder),
    openBlog: told(commands.openBlog),
    habits: told(commands.habits),
    chooseGenerator: told(commands.chooseGenerator),
    about: told(commands.about),
    linkedPost: told(commands.linkedPost),
    missingTargets: told(commands.missingTargets),
    list: told(commands.list),
    searchBodies: told(commands.searchBodies),
    summaries: told(commands.summaries),
    planPost: told(commands.planPost),
    createPost: told(commands.createPost),
    trustSite: silent(told(commands.trustSite)),
    propose: told(commands.propose),
    operate: told(commands.operate),
    undoOperation: told(commands.undoOperation),
    redoOperation: told(commands.redoOperation),
    reveal: silent(told(commands.reveal)),
    openPost: told(async (path: string) => {
      const post = await commands.openPost(path);
      return { ...post, text: post.text ?? takeText(post.doc) };
    }),
    words: told(commands.words),
    closePost: told(commands.closePost),
    remember: silent(told(commands.remember)),
    keepBeside: told(commands.keepBeside),
    edit: told(commands.edit),
    resync: told(commands.resync),
    preview: told(commands.preview),
    previewHtml: told(commands.previewHtml),
    outline: told(commands.outline),
    lineOfPart: told(commands.lineOfPart),
    headerEdit: told(commands.headerEdit),
    save: told(commands.save),
    reload: told(commands.reload),
    diskText: told(commands.diskText),
    versions: told(commands.versions),
    versionPreview: told(commands.versionPreview),
    compareVersions: told(commands.compareVersions),
    paragraphHistory: told(commands.paragraphHistory),
    restoreVersion: told(commands.restoreVersion),
    deletedPosts: told(commands.deletedPosts),
    bringBack: told(commands.bringBack),
    merge: told(commands.merge),
    resolve: told(commands.resolve),
    styleSheets: told(commands.styleSheets),
    savePreviewStyle: silent(told(commands.savePreviewStyle)),
    updateSettings: silent(told(commands.updateSettings)),
    saveSession: silent(told(commands.saveSession)),
    keptTexts: told(commands.keptTexts),
    clearKept: silent(told(commands.clearKept)),
    exclude: silent(told(commands.exclude)),
    openExternal: silent(told(commands.openExternal)),
    setTitle: silent(told(commands.setTitle)),
    closeWindow: silent(told(commands.closeWindow)),
    listen<E extends keyof HostEvents>(event: E, handler: (payload: HostEvents[E]) => void) {
      const source = events[event] as unknown as {
        listen(callback: (event: { payload: HostEvents[E] }) => void): Promise<() => void>;
      };
      const listening = source.listen(({ payload }) => handler(payload));
      return () => void listening.then((stop) => stop());
    },
  };
}

/** The same call, rejecting with a `HostError`. */
function told<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (reason) {
      throw HostError.from(reason);
    }
  };
}

function silent<A extends unknown[]>(call: (...args: A) => Promise<unknown>): (...args: A) => Promise<void> {
  return async (...args) => void (await call(...args));
}
