import { Body } from "./body";
import { CodeColours } from "./code";
import { pageHead } from "./head";
import { Images } from "./images";
import { forwardKeys } from "./keys";
import { guardNavigation } from "./links";
import type { HostMessage, Look, Send } from "./messages";
import { Scroll } from "./scroll";
import { tables } from "./tables";

/** Everything in the frame: the head when the post is shown as a page, and the body. */
export class Page {
  readonly #root: HTMLElement;
  readonly #code: CodeColours;
  readonly #body: Body;
  readonly #scroll: Scroll;

  constructor(root: HTMLElement, send: Send) {
    this.#root = root;
    const body = document.createElement("article");
    body.id = "body";
    root.replaceChildren(body);
    this.#code = new CodeColours(send);
    this.#body = new Body(body, [this.#code, new Images(body), tables]);
    this.#scroll = new Scroll(this.#body, send);
    guardNavigation(root, send);
    forwardKeys(document, send);
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case "reset":
        this.#body.reset(message.patch);
        this.#scroll.toTop();
        break;
      case "patch":
        this.#body.patch(message.patch);
        break;
      case "look":
        this.#look(message);
        break;
      case "scroll":
        this.#scroll.toLine(message.line);
        break;
      case "tokens":
        this.#code.colour(message.key, message.tokens);
        break;
    }
  }

  #look({ theme, page }: Look): void {
    document.documentElement.dataset.theme = theme;
    document.documentElement.toggleAttribute("data-page", page !== null);
    this.#root.querySelector(".page-head")?.remove();
    if (page !== null) this.#root.prepend(pageHead(page));
  }
}
