import { expect, it } from "vitest";
import { moment } from "./moment";

it("says when in the writer's own days", () => {
  const now = new Date(2026, 4, 3, 9, 0);
  const at = (...parts: [number, number, number, number, number]): string =>
    moment(new Date(...parts).getTime(), now);
  expect(at(2026, 4, 3, 0, 5)).toMatch(/^today at /);
  expect(at(2026, 4, 2, 23, 59)).toMatch(/^yesterday at /);
  expect(at(2026, 4, 1, 23, 59)).toMatch(/^on .*2026 at /);
});
