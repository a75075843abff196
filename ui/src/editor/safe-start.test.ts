import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { safeStart } from "./safe-start";

/** The line at which reading starts for a position in the line `| here`. */
function lineFor(text: string): string {
  const doc = Text.of(text.split("\n"));
  return doc.lineAt(safeStart(doc, text.indexOf("here"))).text;
}

describe("where reading Markdown may begin", () => {
  it("is behind the last blank line", () => expect(lineFor("a\n\nb\nhere\n\nc")).toBe("b"));

  it("is the start where no line is blank", () => expect(lineFor("a\nb\nhere")).toBe("a"));

  it("is not within fenced code", () => expect(lineFor("a\n\n```sh\n\nb\n\nhere\n```")).toBe("```sh"));

  it("takes a fence as closed only by its own kind, at least as long", () => {
    expect(lineFor("~~~~\n\n```\n\n~~~\n\nhere")).toBe("~~~~");
    expect(lineFor("~~~\n\n~~~~ \n\nhere")).toBe("here");
    expect(lineFor("```a`b\n\nhere")).toBe("here");
  });

  it("is not where a list or a quote may go on", () => {
    expect(lineFor("- a\n\n  b\n\n  here")).toBe("- a");
    expect(lineFor("- a\n\n  ```\n  b\n\n  here\n  ```")).toBe("- a");
  });

  it("does not take the header's lines for text", () => {
    expect(lineFor("---\ntitle: a\n\nb: |\n  ```\n---\n\nc\nhere")).toBe("c");
  });

  it("is the line itself where a good one is too far away", () => {
    expect(lineFor("~~~\n" + "line\n".repeat(40_000) + "\nhere")).toBe("here");
  });
});
