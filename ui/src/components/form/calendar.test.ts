import { describe, expect, it } from "vitest";
import { addDays, addMonths, firstDayOfWeek, weekdays, weeksOf } from "./calendar";

describe("the days of a month", () => {
  it("fill whole weeks, from the first day of the week where the writer lives", () => {
    const weeks = weeksOf("2025-03-02", 1);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.map((day) => day.number)).toEqual([24, 25, 26, 27, 28, 1, 2]);
    expect(weeks[0]?.map((day) => day.inMonth)).toEqual([false, false, false, false, false, true, true]);
    expect(weeks.at(-1)?.[0]).toEqual({ date: "2025-03-31", number: 31, inMonth: true });
    expect(weeksOf("2026-02-14", 0)).toHaveLength(4);
    expect(weeksOf("2026-02-14", 0)[0]?.[0]?.date).toBe("2026-02-01");
  });

  it("steps over months, years and leap days", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2025-01-01", -1)).toBe("2024-12-31");
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-01-31", -1)).toBe("2023-12-31");
    expect(addMonths("2024-02-29", 12)).toBe("2025-02-28");
  });

  it("names the days in the writer's language", () => {
    expect(weekdays(1, "en")).toEqual(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
    expect(weekdays(0, "en")[0]).toBe("Su");
    expect(firstDayOfWeek("C")).toBe(1);
    expect([0, 1, 6]).toContain(firstDayOfWeek("en-US"));
  });
});
