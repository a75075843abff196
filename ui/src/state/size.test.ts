import { expect, it } from "vitest";
import { sizeOf } from "./size";

it("says sizes in the largest unit that fits", () => {
  expect([0, 999, 1_000, 12_345, 999_600, 50_000_000, 2_345_000_000].map(sizeOf)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.0 KB",
    "12.3 KB",
    "1.0 MB",
    "50.0 MB",
    "2.3 GB",
  ]);
});
