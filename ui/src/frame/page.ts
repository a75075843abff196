import { Body } from "./body";
import { reportClicks } from "./clicks";
import { CodeColours } from "./code";
import { copyTex } from "./copying";
import { DeadLinks } from "./dead-links";
import { diagrams } from "./diagrams";
import { Embeds, frameSurroundings } from "./embeds";
import { Expansion } from "./expansion";
import { Find } from "./find";
import { formulas } from "./formulas";
import { showFragment } from "./fragment";
import { pageHead } from "./head";
import { Images } from "./images";
import { forwardKeys } from "./keys";
import { frameLibraries } from "./libraries";
import { guardNavigation } from "./links";
import type { HostMessage, Look, Send } from "./messages";
import { Pictures } from "./pictures";
import { Printing } from "./printing";
import { rests } from "./rest";
import { Scroll } from "./scroll";
import { dress } from "./style";
import { Supply } from "./supply";
import { tables } from "./tables";
import { reportTasks, tasks } from "./tasks";
import { frameViewport } from "./viewport";
import type { Viewport } from "./viewport";

/** Everything in the frame: the head when the post is shown as a page, and the body. */
export class Page {
  readonly #root: HTMLElement;
  readonly #code: CodeColours;
  readonly #diagrams: Pictures;
  readonly #images: Images;
  readonly #links: DeadLinks;
  readonly #embeds: Embeds;
  readonly #body: Body;
  readonly #scroll: Scroll;
  readonly #expansion: Expansion;
  readonly #supply: Supply;
  readonly #find: Find;
  readonly #printing: Printing;

  constructor(
    root: HTMLElement,
    send: Send,
    viewport: Viewport = frameViewport,
    libraries = frameLibraries,
    surroundings = frameSurroundings,
  ) {
    this.#root = root;
    // Style sheets dress the article; the blocks begin at the top of the body, whatever these make of it.
    const [article, body] = [document.createElement("article"), document.createElement("div")];
    [article.id, body.id] = ["article", "body"];
    article.append(body);
    root.replaceChildren(article);
    this.#code = new CodeColours(send);
    this.#diagrams = new Pictures(diagrams(libraries));
    this.#images = new Images(body, send);
    this.#links = new DeadLinks(body, () => this.#body.list.entries, send);
    const ask = (card: HTMLElement, player: string): void => {
      const entry = this.#body.shown.find(({ element }) => element?.contains(card));
      if (entry === undefined) return;
      const { top } = viewport.box(entry.element!);
      send({ type: "player", player, line: this.#body.list.lineOf(entry.index), y: top });
    };
    this.#embeds = new Embeds(body, ask, surroundings);
    const set = new Pictures(formulas(libraries));
    const long = rests((block) => {
      const entry = this.#body.shown.find(({ element }) => element === block);
      if (entry !== undefined) this.#supply.entire(entry);
    });
    const features = [this.#images, this.#links, this.#embeds, tables, tasks, long, set];
    this.#body = new Body(body, [this.#code, this.#diagrams, ...features], viewport, (entries) =>
      this.#supply.near(entries),
    );
    this.#supply = new Supply(this.#body.list, send);
    this.#scroll = new Scroll(this.#body, viewport, send);
    this.#expansion = new Expansion(body, this.#body, this.#scroll, this.#supply);
    this.#printing = new Printing(body, this.#expansion, [set, this.#diagrams]);
    this.#find = new Find(body, this.#body, { scroll: this.#scroll, supply: this.#supply, viewport, send });
    guardNavigation(root, send, (id) => void this.#goTo(id));
    copyTex(root);
    reportTasks(body, this.#body, send);
    reportClicks(body, this.#body, (message) => {
      this.#scroll.lead();
      send(message);
    });
    forwardKeys(document, send);
    // Pictures load, the pane gets wider: told between layout and paint, so nothing is seen to jump.
    const sizes = new ResizeObserver(() => this.#scroll.resized());
    for (const element of [root, body]) sizes.observe(element);
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case "begin":
      case "reset":
        this.#expansion.end();
        this.#links.forget();
        this.#find.end();
        this.#supply.reset(message.type === "begin");
        this.#body.reset(message.whole);
        this.#scroll.toTop();
        break;
      case "complete":
      case "patch":
        if (message.type === "patch") this.#body.patch(message.patch);
        else this.#body.complete(message.whole);
        this.#supply.changed();
        this.#find.changed();
        this.#links.later();
        this.#scroll.later();
        break;
      case "html":
        this.#body.filled(this.#supply.arrived(message.blocks));
        this.#links.later();
        this.#scroll.settle();
        break;
      case "look":
        this.#look(message);
        break;
      case "align":
        this.#scroll.align(message.line, message.y);
        break;
      case "beside":
        this.#scroll.beside(message.top, message.bottom);
        break;
      case "alone":
        this.#scroll.alone();
        break;
      case "caret":
        this.#scroll.caretAt(message.line);
        break;
      case "find":
        void this.#find.look(message.text);
        break;
      case "find-beside":
        this.#find.step(message.by);
        break;
      case "print":
        void this.#printing.print();
        break;
      case "play":
        this.#scroll.show(this.#body.list.indexOfLine(message.line), message.y);
        this.#embeds.play(message.player);
        break;
      case "tokens":
        this.#code.colour(message.key, message.tokens);
        break;
      case "missing":
        this.#links.told(message.links);
        break;
      case "links-stale":
        this.#links.forget();
        break;
    }
  }

  /** The place may be in a block whose HTML is not here. */
  async #goTo(id: string): Promise<void> {
    if (showFragment(this.#body, this.#scroll, id)) return;
    await this.#supply.all();
    showFragment(this.#body, this.#scroll, id);
  }

  #look({ theme, sheets, networkImages, page }: Look): void {
    dress(theme, sheets, () => this.#scroll.later());
    this.#images.fromNetwork = networkImages;
    document.documentElement.toggleAttribute("data-page", page !== null);
    this.#diagrams.refresh();
    const head = this.#root.querySelector(".page-head");
    // Who sees where the post begins wants to see its title.
    const isAtHead = page !== null && head === null && this.#scroll.isAtStart;
    head?.remove();
    if (page !== null) this.#root.prepend(pageHead(page));
    if (isAtHead) this.#scroll.toTop();
    else this.#scroll.later();
  }
}
