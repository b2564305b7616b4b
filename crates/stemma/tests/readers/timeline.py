"""A timeline, shown by TimelineJS itself in a browser."""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from shared import folder

folder, store = folder()
package = Path(sys.argv[2]) / "@knight-lab/timelinejs/dist"
source = folder / "timelinejs/story-1.json"
told = json.loads(source.read_text())

PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="%(package)s/css/timeline.css">
<div id="timeline" style="width: 1200px; height: 700px"></div><pre id="result"></pre>
<script src="%(package)s/js/timeline.js"></script>
<script>
let harmed = 0;
const told = %(told)s;
const timeline = new TL.Timeline("timeline", told, {hash_bookmark: false});
const say = () => {
  const config = timeline.config;
  if (!config) return;
  document.getElementById("result").textContent = JSON.stringify({
    events: config.events.map(one => ({id: one.unique_id, group: one.group, start: one.start_date.getDisplayDate
      ? one.start_date.data.date_obj.toISOString().slice(0, 10) : null, end: !!one.end_date})),
    title: config.title && config.title.text.headline,
    errors: config.messages.errors, harmed,
    slides: document.querySelectorAll(".tl-slide").length,
    markers: document.querySelectorAll(".tl-timemarker").length,
    quotations: [...document.querySelectorAll(".tl-slide blockquote")].map(one => one.textContent),
  });
};
timeline.on("loaded", say);
setTimeout(say, 4000);
</script>
"""


class Result(HTMLParser):
    inside = False
    text = ""

    def handle_starttag(self, tag, attributes):
        self.inside = dict(attributes).get("id") == "result"

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        self.text += data if self.inside else ""


browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
assert browser, "no browser: cargo xtask tools installs one"
with tempfile.TemporaryDirectory() as work:
    page = Path(work) / "page.html"
    page.write_text(PAGE % {"package": package.as_uri(), "told": json.dumps(told).replace("<", "\\u003c")})
    options = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
        --disable-component-update --disable-sync --allow-file-access-from-files --virtual-time-budget=8000 --dump-dom
        --window-size=1280,900""".split()
    ran = subprocess.run([browser, *options, f"--user-data-dir={work}/profile", page.as_uri()],
                         capture_output=True, text=True, timeout=120)
parser = Result()
parser.feed(ran.stdout)
assert parser.text, ran.stderr[-2000:]
shown = json.loads(parser.text)
assert shown["errors"] == [] and shown["harmed"] == 0, shown
story = store["stories"][0]
assert html.unescape(shown["title"]) == story["title"], shown["title"]
dated = [entry for entry in store["timeline"] if entry["story"] == story["id"] and re.match(r"\d", entry["value"])]
reported = [one for one in store["accounts"] if one["id"] in story["accounts"] and one["published"]["value"]]
assert len(shown["events"]) == len(dated) + len(reported), (len(shown["events"]), len(dated), len(reported))
# A slide each and one for the title; a marker each.
assert shown["slides"] == len(shown["events"]) + 1, shown["slides"]
assert shown["markers"] == len(shown["events"]), shown["markers"]
# Words are shown as they stand in their account.
assert sorted(shown["quotations"]) == sorted(entry["what"] for entry in dated), shown["quotations"]
print("timeline:", len(dated), "days,", len(reported), "reports")
