"""Edits every post of a folder with galley-cli and reads the results with other programs' readers.

    check.py CLI FOLDER        by hand: `make readers DIR=folder`

Counts what was done, refused (by reason) and wrong. The folder itself is not touched.
"""
import collections
import datetime
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

import yaml
from ruamel.yaml import YAML

HERE = os.path.dirname(os.path.abspath(__file__))
TITLE = "He said \"no\": it's #1 — 日本語 🚀"
TAG = "galley: a #new tag"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkdown", ".mkd", ".mdwn", ".mdx", ".mdoc", ".rmd")
BATCH = 200


def main(cli, folder):
    work = tempfile.mkdtemp(prefix="readers")
    try:
        copy = os.path.join(work, "posts")
        shutil.copytree(folder, copy, symlinks=True)
        files = [os.path.join(at, name) for at, _, names in os.walk(copy) for name in names
                 if name.lower().endswith(SUFFIXES) and not os.path.islink(os.path.join(at, name))]
        checks = Checks(cli, sorted(files), copy)
        checks.draft()
        checks.title()
        checks.tag()
        checks.date()
        checks.report()
        return 1 if checks.wrong else 0
    finally:
        shutil.rmtree(work)


class Checks:
    def __init__(self, cli, files, root):
        self.cli, self.files, self.root = cli, files, root
        self.original = {file: read(file) for file in files}
        self.done, self.refused, self.wrong = collections.Counter(), collections.defaultdict(list), []
        self.unread = []

    def run(self, step, files, *words):
        """Edits the files; those that refused, each with its reason."""
        refused = {}
        for at in range(0, len(files), BATCH):
            some = files[at:at + BATCH]
            before, after = (words[:1], words[1:])
            ran = subprocess.run([self.cli, *before, *some, *after], capture_output=True, text=True)
            if ran.returncode not in (0, 1):
                raise SystemExit(f"{step}: {ran.stderr[:500]}")
            for line in ran.stderr.splitlines():
                name = next((file for file in some if line.startswith(file + ":")), None)
                if name is None:
                    raise SystemExit(f"{step}: a line without its file: {line[:300]}")
                refused[name] = line[len(name) + 1:].strip()
        for file, reason in refused.items():
            self.refused[f"{step}: {general(reason)}"].append(file)
        return refused

    def restore(self):
        for file, text in self.original.items():
            if read(file) != text:
                with open(file, "wb") as out:
                    out.write(text)

    def bad(self, step, file, what):
        self.wrong.append((step, os.path.relpath(file, self.root), what))

    def draft(self):
        on = self.run("draft on", self.files, "draft", "on")
        changed = [file for file in self.files if read(file) != self.original[file]]
        self.done["drafts already, or no front matter to be one"] += len(self.files) - len(changed) - len(on)
        self.run("draft off", changed, "draft", "off")
        for file in changed:
            if read(file) != self.original[file]:
                self.bad("draft", file, diff(self.original[file], read(file)))
            else:
                self.done["draft on and off, byte identical"] += 1
        self.restore()

    def tag(self):
        self.run("tag add", self.files, "set", "--add", f"tags={json.dumps(TAG)}")
        changed = [file for file in self.files if read(file) != self.original[file]]
        self.run("tag remove", changed, "set", "--remove", f"tags={json.dumps(TAG)}")
        for file in changed:
            if read(file) != self.original[file]:
                self.bad("tag", file, diff(self.original[file], read(file)))
            else:
                self.done["tag added and removed, byte identical"] += 1
        self.restore()

    def title(self):
        before = readings(self.files)
        refused = self.run("title", self.files, "set", f"title={json.dumps(TITLE, ensure_ascii=False)}")
        after = readings(self.files)
        for file in self.files:
            if file in refused:
                if read(file) != self.original[file]:
                    self.bad("title", file, "refused, and changed")
                continue
            readers = 0
            for reader in before[file].keys() | after[file].keys():
                old, new = before[file].get(reader), after[file].get(reader)
                if not old and not new:
                    # A reader that finds no header there, before and after.
                    continue
                if new is None:
                    self.bad("title", file, f"{reader} no longer reads it")
                    continue
                readers += 1
                self.compare(reader, file, old, new)
            if readers == 0:
                self.unread.append(file)
            self.done[f"title set, read back by {'several readers' if readers > 1 else 'one reader' if readers else 'none'}"] += 1
        self.restore()

    def compare(self, reader, file, old, new):
        if old is None:
            # It could not read what was there before, so only the title can be compared.
            old = {key: value for key, value in new.items() if str(key).lower() != "title"}
        changed = [key for key in old.keys() | new.keys() if old.get(key, ...) != new.get(key, ...)]
        titles = [key for key in new if str(key).lower() == "title" and new[key] == TITLE]
        if not titles or any(key not in titles for key in changed):
            self.bad("title", file, f"{reader}: changed {changed}, title {[new.get(k) for k in new if str(k).lower() == 'title']!r}")

    def date(self):
        dated = []
        for file in self.files:
            ran = subprocess.run([self.cli, "show", "--json", file], capture_output=True, text=True)
            try:
                fields = json.loads(ran.stdout)["fields"]
            except (ValueError, KeyError):
                continue
            written = next((str(field["value"]) for field in fields if field["key"].lower() == "date"), "")
            iso = re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", written)
            try:
                day = datetime.date(*map(int, iso.groups())) + datetime.timedelta(days=1) if iso else None
            except ValueError:
                day = None
            if day:
                dated.append((file, written, day))
        for file, written, day in dated:
            key = "date"
            refused = self.run("date", [file], "set", "--date", f"{key}={day.isoformat()}")
            if file in refused:
                continue
            old, new = self.original[file], read(file)
            if len(old.splitlines()) != len(new.splitlines()) or shape(old) != shape(new) or old == new:
                self.bad("date", file, diff(old, new))
            else:
                self.done["date moved by a day in its shape"] += 1
        self.restore()

    def report(self):
        print(f"{len(self.files)} files")
        for what, count in sorted(self.done.items()):
            print(f"{count:7} {what}")
        total = sum(len(files) for files in self.refused.values())
        print(f"{total:7} refusals")
        for reason, files in sorted(self.refused.items(), key=lambda entry: -len(entry[1])):
            print(f"{len(files):12} {reason}   e.g. {os.path.relpath(files[0], self.root)}")
        for file in self.unread[:10]:
            print(f"        no reader: {os.path.relpath(file, self.root)}")
        print(f"{len(self.wrong):7} wrong")
        for step, file, what in self.wrong[:40]:
            print(f"    {step}: {file}\n{what}\n")


def read(file):
    with open(file, "rb") as found:
        return found.read()


def general(reason):
    return re.sub(r"`[^`]*`", "`…`", re.sub(r"\d+", "N", reason))[:150]


def shape(text):
    return re.sub(rb"\d+", b"0", text)


def diff(old, new):
    lines = [text.decode("utf-8", "replace").splitlines() for text in (old, new)]
    return "\n".join(list(difflib.unified_diff(*lines, lineterm="", n=0))[2:12])


def readings(files):
    """What each reader makes of each header: `{file: {reader: mapping}}`."""
    found = {file: of_python(file) for file in files}
    for program in (["node", os.path.join(HERE, "read.cjs")], go_reader()):
        if program is None:
            continue
        lines = "".join(json.dumps(file) + "\n" for file in files)
        ran = subprocess.run(program, input=lines, capture_output=True, text=True)
        if ran.returncode != 0:
            raise SystemExit(ran.stderr[:2000])
        for line in ran.stdout.splitlines():
            answer = json.loads(line)
            found[answer["file"]].update(answer["readings"])
    return found


def go_reader():
    built = os.path.join(os.environ.get("READERS", HERE), "goyaml")
    return [built] if os.path.exists(built) else None


def of_python(file):
    try:
        text = read(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}
    found = {}
    toml = re.match(r"\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+", text, re.S | re.M)
    header = re.match(r"\s*---[ \t]*\r?\n(.*?)^(---|\.\.\.)[ \t]*\r?$", text, re.S | re.M)
    if toml:
        attempt(found, "tomllib", lambda: tomllib.loads(toml[1].replace("\r\n", "\n")))
    elif header:
        attempt(found, "PyYAML", lambda: yaml.safe_load(header[1]))
        attempt(found, "ruamel 1.2", lambda: YAML(typ="safe", pure=True).load(header[1]))
    elif text.lstrip().startswith("{"):
        attempt(found, "json", lambda: json.JSONDecoder().raw_decode(text.lstrip())[0])
    elif text.startswith("---json"):
        attempt(found, "json", lambda: json.JSONDecoder().raw_decode(text[7:].lstrip())[0])
    return found


def attempt(found, reader, load):
    try:
        value = load()
    except Exception:  # What a reader refuses, it does not read: any of its errors says so.
        return
    if isinstance(value, dict):
        found[reader] = value
    elif value is None:
        found[reader] = {}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
