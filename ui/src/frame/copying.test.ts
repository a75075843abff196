import { beforeEach, expect, it } from "vitest";
import { copyTex } from "./copying";

const root = document.createElement("main");
copyTex(root);

beforeEach(() => {
  document.body.replaceChildren(root);
  root.innerHTML =
    '<p id="plain">plain</p><p id="math">so <span class="math inline" data-tex="a^2"><i>a</i><i>2</i></span> is</p>' +
    '<div class="math display" data-tex="b"><i>B</i></div>';
});

function copied(from: Node, to: Node = from): Record<string, string> {
  const selection = document.getSelection()!;
  const range = document.createRange();
  range.setStart(from, 0);
  range.setEnd(to, to.childNodes.length || (to.nodeValue ?? "").length);
  selection.removeAllRanges();
  selection.addRange(range);
  const data: Record<string, string> = {};
  const event = Object.assign(new Event("copy"), {
    clipboardData: { setData: (type: string, text: string) => (data[type] = text) },
  });
  document.dispatchEvent(event);
  return data;
}

it("copies formulas as TeX", () => {
  const data = copied(root.querySelector("#math")!, root.lastElementChild!);
  expect(data["text/plain"]?.replaceAll(/\s+/g, " ").trim()).toMatch(/^so \$a\^2\$ is ?\$\$b\$\$$/);
  expect(data["text/html"]).toContain("<i>2</i>");
  expect(root.querySelector(".measured")).toBeNull();
});

it("copies a formula of which a part is selected as a whole", () =>
  expect(copied(root.querySelector("i")!.firstChild!)["text/plain"]).toBe("$a^2$"));

it("leaves other copies to the browser", () => expect(copied(root.querySelector("#plain")!)).toEqual({}));
