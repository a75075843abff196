import { describe, expect, it } from "vitest";
import { fromNow } from "./states";

describe("how far a moment is", () => {
  it("is said in the largest unit that fits", () => {
    expect(fromNow(3 * 86_400 + 50, 0, "en")).toBe("in 3 days");
    expect(fromNow(7300, 0, "en")).toBe("in 2 hours");
    expect(fromNow(90, 0, "en")).toBe("in 1 minute");
    expect(fromNow(0, 40_000_000, "en")).toBe("last year");
  });
});
