"""Our page at a million projects: filter to painted, frames while panning, memory of the tab."""

import tempfile
from pathlib import Path

from benchmarks.processes import resident_mb
from benchmarks.registers import write_register
from benchmarks.relay import relay
from benchmarks.spread import Spread
from benchmarks.watching import OURS, Watched, launch
from tests.browser.server import serve

SIZE = 1_000_000
ROUNDS = 4
PANS = 12
SERVER_SECONDS = 900
SECONDS_GOAL, FRAME_GOAL_MS, MEMORY_GOAL_MB, KILOBYTES_GOAL = 1.5, 100, 600, 150

PAN = """async ([steps, pixels]) => {
  const { map } = document.querySelector("iframe").contentWindow;
  const frames = [];
  let last = performance.now();
  let counting = true;
  const count = (now) => {
    frames.push(now - last);
    last = now;
    if (counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  for (let step = 0; step < steps; step += 1) {
    map.panBy([step % 2 ? pixels : -pixels, pixels / 2], { animate: true, duration: 0.25 });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  counting = false;
  return frames.slice(1);
}"""


def report() -> list[str]:
    """Open, filter and pan; return Markdown lines."""
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), SIZE)
        served = serve(env={"TWOZONES_DATA": folder}, start_seconds=SERVER_SECONDS)
        with (
            served as address,
            relay(address) as between,
            launch("--enable-precise-memory-info") as browser,
        ):
            watched = Watched(browser, between, OURS, SIZE)
            pressed = []
            for number in range(ROUNDS):
                count = _count(watched, number)
                pressed += [watched.press(number, count), watched.press(number, SIZE)]
            frames = watched.page.evaluate(PAN, [PANS, 200])
            memory = _memory_mb(watched)
    seconds = Spread.of([one.seconds for one in pressed])
    traffic = Spread.of([one.socket / 1000 for one in pressed])
    longest = Spread.of(frames)
    return [
        f"## {SIZE:,} projects, ours alone",
        "",
        "| | ours | goal |",
        "|---|---|---|",
        f"| click to painted | {seconds.text('s')} | ≤ {SECONDS_GOAL} s |",
        f"| over the socket | {traffic.text('KB')} | ≤ {KILOBYTES_GOAL} KB |",
        f"| a frame while panning | {longest.text('ms')} | longest ≤ {FRAME_GOAL_MS} ms |",
        f"| memory of the tab, workers included | {memory:.0f} MB | ≤ {MEMORY_GOAL_MB} MB |",
    ]


def _count(watched: Watched, number: int) -> int:
    """Return the count beside a sector."""
    label = watched.page.locator(".st-key-sector button").nth(number).inner_text()
    return int(label.split()[-1])


def _memory_mb(watched: Watched) -> float:
    """Return the resident memory of the tab's process, which runs its frames and workers."""
    session = watched.page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pids = [process["id"] for process in processes if process["type"] == "renderer"]
    return max(resident_mb(pid) for pid in pids)
