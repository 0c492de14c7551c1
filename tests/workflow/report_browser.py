#!/usr/bin/env python3
"""Opens pages in headless Chromium and says what is wrong with them: report_browser.py CHROMIUM SCRATCH PAGE...

Speaks the browser's debugging protocol over its pipe; needs nothing but Python. With TIDEMARK_SHOTS=FOLDER each page is
also written there as PNG and PDF, to be looked at.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import urllib.parse

WIDTHS = (1280, 800, 390)
SLICE = 1500  # pixels of one picture: more would be too small to look at
PAPER = 695  # 184 mm, what A4 leaves between the margins, in CSS pixels
checks = (pathlib.Path(__file__).parent / "report_browser.js").read_text(encoding="utf-8")


class Browser:
    def __init__(self, program, profile):
        to_read, self.to_write = os.pipe()
        self.from_read, to_answer = os.pipe()

        def wire():
            # Out of the way first: 3 and 4 may be taken by the very ends that go there.
            high_read, high_answer = os.dup(to_read), os.dup(to_answer)
            while min(high_read, high_answer) < 5:
                high_read, high_answer = os.dup(high_read), os.dup(high_answer)
            os.dup2(high_read, 3)
            os.dup2(high_answer, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--remote-debugging-pipe",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_answer)
        self.number, self.pending, self.events = 0, b"", []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.pending:
            got = os.read(self.from_read, 1 << 20)
            if not got:
                raise SystemExit("the browser ended")
            self.pending += got
        whole, self.pending = self.pending.split(b"\0", 1)
        return json.loads(whole)

    def call(self, method, **parameters):
        self.number += 1
        order = {"id": self.number, "method": method, "params": parameters}
        if getattr(self, "session", None):
            order["sessionId"] = self.session
        os.write(self.to_write, json.dumps(order).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.message())

    def open(self, address, script):
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        # Another page first: an address that differs in nothing but its fragment would not be loaded again.
        for each in ("about:blank", address):
            self.events = []
            self.call("Page.navigate", url=each)
            self.wait("Page.loadEventFired")

    def ask(self, expression):
        result = self.call("Runtime.evaluate", expression=f"{checks}\n{expression}", returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression}: {json.dumps(result['exceptionDetails'])[:600]}")
        return result["result"].get("value")

    def width(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def key(self, name, code):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": "\r"} if name == "Enter" and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, **extra)

    def end(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait(30)


def by_keyboard(browser):
    """The tabulator reaches the skip link first, then all that can be reached, in the order of the page, each with a ring."""
    faults = []
    wanted = browser.ask("reachable()")
    seen = []
    for _ in range(len(wanted) + 3):
        browser.key("Tab", 9)
        at = browser.ask("focused()")
        if at is None or (seen and at["index"] == seen[0]):
            break
        seen.append(at["index"])
        if not at["ring"]:
            faults.append(f"no ring around {at['name']}")
        if not at["visible"]:
            faults.append(f"{at['name']} has the focus and is not in view")
    if seen != list(range(len(wanted))):
        missed = [wanted[index] for index in range(len(wanted)) if index not in seen]
        faults.append(f"the tabulator does not go through the page in its order: {len(seen)} of {len(wanted)}, not {missed[:3]}")
    return faults


def by_skip_link(browser, address):
    browser.open(address, script=False)
    browser.key("Tab", 9)
    browser.key("Enter", 13)
    browser.key("Tab", 9)
    return [] if browser.ask("inside_content()") else ["the skip link does not lead into the content"]


def by_fold(browser, address):
    """Folds are closed at first, on paper their tables stand all the same, and the keyboard opens them without a script."""
    browser.open(address, script=False)
    faults = browser.ask("fold_faults(false)")
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    faults += [f"print: {fault}" for fault in browser.ask("fold_faults(true, true)")]
    browser.call("Emulation.setEmulatedMedia", media="", features=[])
    for index in range(browser.ask("folds()")):
        browser.ask(f"focus_fold({index})")
        browser.key("Enter", 13)
    return faults + browser.ask("fold_faults(true)")


def beyond_paper(pdf):
    """Words of a PDF that lie outside its pages, and whether there are any words at all."""
    text = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    page, outside, words = (0.0, 0.0), [], 0
    for line in text.splitlines():
        field = dict(part.split("=", 1) for part in line.replace('"', "").replace(">", " ").split() if "=" in part)
        if "<page" in line:
            page = float(field["width"]), float(field["height"])
        elif "<word" in line:
            words += 1
            if float(field["xMin"]) < 0 or float(field["xMax"]) > page[0] or float(field["yMax"]) > page[1] or float(field["yMin"]) < 0:
                outside.append(line.split(">", 1)[1].split("<")[0])
    return ([f"beyond the paper: {outside[:4]}"] if outside else []) + ([] if words else ["no word on paper"])


def faults_of(browser, page, scratch, shots):
    address = "file://" + urllib.parse.quote(str(page.resolve()))
    faults = []
    browser.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": "light"}])
    browser.width(WIDTHS[0])
    browser.open(address, script=True)
    with_script = browser.ask("document.body.innerText")
    browser.open(address, script=False)
    if browser.ask("document.body.innerText") != with_script:
        faults.append("another text without scripts")
    for event in browser.events:
        name, said = event.get("method", ""), event.get("params", {})
        if name == "Network.requestWillBeSent" and said["request"]["url"] not in (address, "about:blank"):
            faults.append(f"asks for {said['request']['url']}")
        if name in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            faults.append(f"console: {json.dumps(said)[:200]}")
    faults += browser.ask("structure_faults()")
    faults += [f"keyboard: {fault}" for fault in by_keyboard(browser) + by_skip_link(browser, address) + by_fold(browser, address)]
    # From here on the folds are open.
    faults += browser.ask("contrast_faults()")
    for width in WIDTHS:
        browser.width(width)
        faults += [f"{width} px: {fault}" for fault in browser.ask("width_faults()")]
    browser.width(WIDTHS[0])
    faults += [f"drawing: {fault}" for fault in browser.ask("drawing_faults()")]
    browser.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    faults += [f"dark: {fault}" for fault in browser.ask("contrast_faults()")]
    browser.call("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    browser.width(PAPER)
    faults += [f"print: {fault}" for fault in browser.ask("width_faults()") + browser.ask("print_faults()") + browser.ask("contrast_faults()")]
    browser.call("Emulation.setEmulatedMedia", media="", features=[])
    browser.open(address, script=False)
    pdf = scratch / f"{page.stem}.pdf"
    pdf.write_bytes(base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]))
    faults += [f"print: {fault}" for fault in beyond_paper(pdf)]
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
        (shots / pdf.name).write_bytes(pdf.read_bytes())
        for width in WIDTHS:
            browser.width(width)
            high = browser.ask("document.documentElement.scrollHeight")
            for part, top in enumerate(range(0, high, SLICE)):
                clip = {"x": 0, "y": top, "width": width, "height": min(SLICE, high - top), "scale": 1}
                picture = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
                (shots / f"{page.stem}.{width}.{part:02d}.png").write_bytes(base64.b64decode(picture["data"]))
    return faults


def main():
    program, scratch, pages = sys.argv[1], pathlib.Path(sys.argv[2]), [pathlib.Path(page) for page in sys.argv[3:]]
    shots = pathlib.Path(os.environ["TIDEMARK_SHOTS"]) if "TIDEMARK_SHOTS" in os.environ else None
    browser = Browser(program, scratch / "profile")
    count = 0
    for page in pages:
        for fault in faults_of(browser, page, scratch, shots):
            print(f"{page.name}: {fault}")
            count += 1
    browser.end()
    return 1 if count else 0


sys.exit(main())
