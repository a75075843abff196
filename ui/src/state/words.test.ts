import { describe, expect, it } from "vitest";
import { dateInWords, readingMinutes, shortDate } from "./words";

describe("facts in words", () => {
  it("says at least one minute", () => {
    expect([0, 100, 329, 331, 2200].map(readingMinutes)).toEqual([1, 1, 1, 2, 10]);
  });

  it("names the day as written, whatever the offset and the reader's zone", () => {
    const parts = { date: "2025-03-02", time: "23:59:59", offset: "-11:00" };
    expect(dateInWords(parts, "en-GB")).toBe("2 March 2025");
    expect(shortDate("2025-03-02T00:00:01+14:00", "en-GB")).toBe("2 Mar 2025");
    expect(shortDate("2013/7/3 20:46:25", "en-GB")).toBe("3 Jul 2013");
  });

  it("leaves what is no date as it is", () => {
    expect(dateInWords({ date: "soon", time: null, offset: null })).toBeNull();
    expect(shortDate("spring 2025")).toBe("spring 2025");
  });
});
