import { describe, expect, it } from "vitest";
import { generator } from "./fake-layout";
import { Sums } from "./sums";

describe("sums", () => {
  it("are those of a plain list after any changes", () => {
    const random = generator(3);
    for (let round = 0; round < 30; round++) {
      const sums = new Sums();
      const model: number[] = [];
      for (let step = 0; step < 40; step++) {
        const start = random(model.length + 1);
        const removed =
          random(10) === 0 ? random(model.length - start + 1) : Math.min(3, model.length - start);
        const values = Array.from({ length: random(step % 7 === 0 ? 2_500 : 4) }, () => random(90));
        sums.splice(start, removed, values);
        model.splice(start, removed, ...values);
        if (model.length > 0) {
          const [at, value] = [random(model.length), random(50)];
          sums.set(at, value);
          model[at] = value;
        }
        expectSame(sums, model, random);
      }
    }
  });

  it("find places in a long list in no time", () => {
    const sums = new Sums();
    sums.splice(
      0,
      0,
      Array.from({ length: 300_000 }, () => 60),
    );
    const start = performance.now();
    for (let i = 0; i < 1_000; i++) {
      sums.splice(150_000 - i, 1, [61, 61]);
      sums.find(sums.before(299_000) + 1);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("of nothing are nothing", () => {
    const sums = new Sums();
    expect([sums.length, sums.total, sums.find(5), sums.before(0), sums.get(0)]).toEqual([0, 0, 0, 0, 0]);
  });
});

function expectSame(sums: Sums, model: readonly number[], random: (below: number) => number): void {
  const before = (index: number): number => model.slice(0, index).reduce((sum, value) => sum + value, 0);
  expect(sums.length).toBe(model.length);
  expect(sums.total).toBe(before(model.length));
  for (let i = 0; i < 3; i++) {
    const index = random(model.length + 1);
    expect(sums.before(index)).toBe(before(index));
    expect(sums.get(index)).toBe(model[index] ?? 0);
    const sum = random(sums.total + 20);
    const found = sums.find(sum);
    expect(before(found)).toBeLessThanOrEqual(sum);
    if (found < model.length) expect(before(found + 1)).toBeGreaterThan(sum);
  }
}
