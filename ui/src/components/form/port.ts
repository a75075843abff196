import { createContext } from "svelte";
import type { HeaderEdit } from "../../ipc/bindings";
import type { FieldLink } from "../base/typing.svelte";
import type { Path } from "./fields";

/** What the fields of one form share. */
export interface FormPort {
  /** Changes the header. Never rejects: what is refused is told to the writer. */
  edit(change: HeaderEdit): Promise<void>;
  link: FieldLink;
  /** The words that other posts have there, the most used first. */
  options(path: Path): readonly string[];
  /** Puts the caret on the line, from 1, in the text. */
  show(line: number): void;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
  /** Addresses at which the image of this path may be, the likeliest first. */
  images(path: string): string[];
}

export const [getForm, setForm] = createContext<FormPort>();

/** The id of the control for a path; unique in the window, for one form shows at a time. */
export function fieldId(path: Path): string {
  return `field-${path.join(".")}`;
}
