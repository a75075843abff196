import { describe, expect, it } from "vitest";
import { isDay, isOffset, isTime, stepDay, stepOffset, stepTime } from "./date-parts";

describe("the parts of a date", () => {
  it("knows the days of each month", () => {
    expect(isDay("2024-02-29")).toBe(true);
    expect(isDay("2025-02-29")).toBe(false);
    expect(isDay("2025-2-9")).toBe(false);
  });

  it("allows a time without seconds, with a fraction, or none", () => {
    for (const time of ["", "09:30", "23:59:59", "01:02:03.250"]) expect(isTime(time)).toBe(true);
    for (const time of ["24:00", "9:30", "12:60"]) expect(isTime(time)).toBe(false);
  });

  it("allows Z and offsets with or without a colon", () => {
    for (const offset of ["", "Z", "+05:30", "-0800"]) expect(isOffset(offset)).toBe(true);
    for (const offset of ["CET", "+25:00", "5:30"]) expect(isOffset(offset)).toBe(false);
  });

  it("steps the part that the caret is in", () => {
    expect(stepDay("2024-12-31", 10, 1)).toBe("2025-01-01");
    expect(stepDay("2024-12-31", 6, 1)).toBe("2025-01-31");
    expect(stepDay("2024-03-31", 6, -1)).toBe("2024-02-29");
    expect(stepDay("2024-02-29", 0, 1)).toBe("2025-02-28");
    expect(stepTime("23:59", 1, 1)).toBe("00:59");
    expect(stepTime("23:00", 4, -1)).toBe("23:59");
    expect(stepTime("10:20:59.5", 7, 1)).toBe("10:20:00.5");
    expect(stepOffset("-0800", 0, 1)).toBe("-0745");
    expect(stepOffset("Z", 0, 1)).toBe("+00:15");
  });

  it("leaves alone what it cannot read", () => {
    expect(stepDay("soon", 0, 1)).toBeNull();
    expect(stepTime("", 0, 1)).toBeNull();
  });
});
