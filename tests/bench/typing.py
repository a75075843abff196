#!/usr/bin/python3
"""typing.py HARNESS ARGUMENTS: the harness of ../shared/bench with Galley in its table of editors.

GALLEY is the program. The regions are those of the panes in the harness's window of 1400x900 pixels.
`galley-unkept` is Galley with the post excluded from what is kept, so without a journal. With
PLACE=middle the keys go to the paragraph that begins with MARK, with the caret behind it. The mode
`long` is a burst of 200 keys a second for ten seconds, and then the page against that of a fresh start.
The mode `open` opens a post from the list, in a program that has a short one open."""
import json, os, sys

harness = sys.argv.pop(1)
source = open(harness, encoding="utf8").read()
assert source.rstrip().endswith("\nmain()"), "the harness no longer ends with main()"
__file__ = harness
exec(compile(source.rstrip()[: -len("main()")], harness, "exec"))

MARK = "zmiddle"
SECONDS = 10
# The harness sets it in its own main.
NAME = "post-5k"


def unkept(home):
    ini(home + "/.config/net.galley.editor/excluded.json", json.dumps({"version": 1, "posts": [home + "/post.md"]}))


APPS["galley"] = dict(cmd=[os.environ["GALLEY"], "{doc}"], ed=(300, 130, 510, 730), pv=(850, 75, 520, 790))
APPS["galley-unkept"] = dict(APPS["galley"], home=unkept)
goto_start = goto_paragraph


def goto_middle(s, watched):
    """by the editor's own search, which is there at any length"""
    goto_start(s, watched)
    s.key("f", ("Control_L",)); settle(watched, .5, 10)
    for letter in MARK:
        s.key(letter)
    s.key("Return"); settle(watched, 1, 20)
    s.key("Escape"); s.key("End"); settle(watched, 1, 20)


if os.environ.get("PLACE") == "middle":
    goto_paragraph = goto_middle


def start(s, home, doc, work):
    """the app with the post open, quiet, and the caret at the start of the first paragraph"""
    process, _, _, _, editor, page = open_wait(s, "galley", home, doc)
    x, y, width, _ = APPS["galley"]["ed"]
    s.click(x + width // 2, y + 30); s.move(x + width // 2, 895)
    settle([editor, page], .5, 20)
    goto_start(s, [editor, page])
    return process, editor, page


def least_difference(one, other):
    """pixels that differ, wherever each page is scrolled to within some lines"""
    height, most = len(one), 80
    return min(diff(one[max(0, by):height + min(0, by)], other[max(0, -by):height - max(0, by)]) for by in range(-most, most + 1))


def long_burst(doc, work):
    os.makedirs(work, exist_ok=True)
    s = Screen(171, tmp=work)
    home, copy = prep("galley", doc, work, "long")
    process, editor, page = start(s, home, copy, work)
    try:
        letters = "abcdefghijklmnopqrstuvwxyz0123456789"
        text = "".join(letters[(i * 7) % 36] + " " * (i % 9 == 8) for i in range(20 * 9 * SECONDS))[: 200 * SECONDS]
        began = time.perf_counter()
        for i, letter in enumerate(text):
            while time.perf_counter() < began + i * .005: time.sleep(.0003)
            s.key("space" if letter == " " else letter)
        sent = time.perf_counter() - began
        quiet = settle([editor, page], 1.5, 120)
        s.key("Home", ("Control_L",)); settle([editor, page], 1, 20)
        typed = page.v.copy(); s.shot(os.path.join(work, "typed.png"))
        s.key("s", ("Control_L",)); time.sleep(3)
        saved = open(copy, encoding="utf8").read()
        end_tree(process); time.sleep(.5)
        fresh_home, fresh = prep("galley", copy, work, "fresh")
        process, editor, page = start(s, fresh_home, fresh, work)
        s.key("Home", ("Control_L",)); settle([editor, page], 1, 20)
        different = least_difference(typed, page.v.copy())
        print(json.dumps(dict(sent_s=round(sent, 2), quiet_after_ms=round((quiet - began - sent) * 1e3) if quiet else None,
            whole=text in saved, page_pixels_other_than_fresh=different)))
    finally:
        s.shot(os.path.join(work, "long.png"))
        end_tree(process); s.close()


def opened(doc, work):
    """from the key that opens the post above in the list to the first picture of each pane that has nearly
    all of what is there at the end: colours of code and scroll bars come and go after it"""
    os.makedirs(work, exist_ok=True)
    s = Screen(171, tmp=work)
    home, short = prep("galley", doc, work, "open")
    above = os.path.join(home, "long.md")
    os.rename(short, above)
    with open(short, "w", encoding="utf8") as file: file.write("a post that is short, but not so short that nobody sees it\n\n" * 6)
    process, _, _, _, editor, page = open_wait(s, "galley", home, short)
    try:
        x, y, width, _ = APPS["galley"]["ed"]
        s.click(x + width // 2, y + 30); s.move(x + width // 2, 895)
        settle([editor, page], 2, 20)
        before = {"editor": editor.v.copy(), "page": page.v.copy()}
        frames = {"editor": [], "page": []}
        began = last = time.perf_counter()
        s.key("Up", ("Alt_L",))
        while (now := time.perf_counter()) - last < 2 and now - began < 60:
            for name, watch in (("editor", editor), ("page", page)):
                if watch.changed(200):
                    frames[name].append((now - began, watch.last))
                    last = now
            time.sleep(.001)
        nearly = {name: diff(before[name], of[-1][1]) // 20 for name, of in frames.items() if of}
        print(json.dumps({name: round(first_match(frames[name], most) * 1e3) for name, most in nearly.items()}))
    finally:
        end_tree(process); s.close()


if sys.argv[1] == "long":
    long_burst(sys.argv[2], sys.argv[3])
elif sys.argv[1] == "open":
    opened(sys.argv[2], sys.argv[3])
else:
    main()
