#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs tenon_tests in several processes and says what happened to every single test.

A test that ends its process, hangs, or never starts is a failure of that test; the others still run. The last line is
"N passed, N failed, N skipped". Why not plain sharding: there one crash takes the rest of the shard with it, silently.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

BEGIN = re.compile(r"\[ RUN      \] (\S+)$")
END = re.compile(r"\[ +(OK|FAILED|SKIPPED) +\] ([^\s,]+)(?:, where .*)? \((\d+) ms\)$")


class Outcome:
    def __init__(self, name):
        self.name = name
        self.status = "failed"
        self.seconds = 0.0
        self.text = "did not run: no process got to it"


class Run:
    """What all workers know together."""

    def __init__(self, names):
        self.outcomes = {name: Outcome(name) for name in names}
        self.finished = 0
        self.running = {}  # worker -> (name, since)
        self.processes = {}  # worker -> its process
        self.stopped = False
        self.lock = threading.Lock()

    def stop(self, *_):
        """SIGINT, SIGTERM: ends the processes; what they did not get to is told in the summary."""
        self.stopped = True
        for process in list(self.processes.values()):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)

    def begin(self, worker, name):
        with self.lock:
            self.running[worker] = (name, time.monotonic())

    def end(self, worker, name, status, seconds, text):
        with self.lock:
            self.running.pop(worker, None)
            outcome = self.outcomes.get(name)
            if outcome is None:
                return
            self.finished += 1
            outcome.status, outcome.seconds, outcome.text = status, seconds, text
        if status == "failed":
            print(f"\nFAILED {name} ({seconds:.1f} s)\n{indent(text)}", flush=True)

    def count(self, status):
        return sum(1 for outcome in self.outcomes.values() if outcome.status == status)

    def slowest(self, count):
        return sorted(self.outcomes.values(), key=lambda outcome: -outcome.seconds)[:count]


def indent(text):
    lines = text.rstrip().splitlines()
    if len(lines) > 80:
        lines = lines[:40] + [f"... {len(lines) - 80} more lines in build/test-results ..."] + lines[-40:]
    return "\n".join("  | " + line for line in lines)


def list_tests(binary, pattern):
    listed = subprocess.run([binary, "--gtest_list_tests", f"--gtest_filter={pattern}"], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    names, suite = [], ""
    for line in listed.splitlines():
        word = line.split("  # ")[0].rstrip()
        if line.startswith("  "):
            if not word.strip().startswith("DISABLED_"):
                names.append(suite + word.strip())
        elif word.endswith("."):
            suite = word
    return names


def in_tier(name, tier):
    """Suites named …Slow are left out of `quick`, suites named …Soak run in `all` only."""
    suite = name.split(".")[0]
    kinds = [part for part in suite.split("/")]
    if any(part.endswith("Soak") for part in kinds):
        return tier == "all"
    return tier != "quick" or not any(part.endswith("Slow") for part in kinds)


def usual_signals():
    """In the child: tests send signals, which may be ignored here (nohup, or a shell's background)."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def run_process(options, run, worker, names, attempt):
    """Runs `names` in one process; returns those that it did not get to."""
    base = options.results / f"{worker}-{attempt}"
    flags, log = base.with_suffix(".flags"), base.with_suffix(".log")
    flags.write_text(f"--gtest_filter={':'.join(names)}\n")
    left = dict.fromkeys(names)
    current, text, started = None, [], time.monotonic()
    with open(log, "w") as keep:
        process = subprocess.Popen([options.binary, f"--gtest_flagfile={flags}", "--gtest_color=no"], text=True,
                                   errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, start_new_session=True,
                                   preexec_fn=usual_signals)
        run.processes[worker] = process
        timed_out = threading.Event()

        def watch():
            while process.poll() is None:
                since = run.running.get(worker, (None, time.monotonic()))[1]
                if time.monotonic() - since > options.test_minutes * 60:
                    timed_out.set()
                    os.killpg(process.pid, signal.SIGKILL)
                    return
                time.sleep(1)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        for line in process.stdout:
            keep.write(line)
            keep.flush()
            if found := BEGIN.search(line.rstrip()):
                current, text, started = found[1], [], time.monotonic()
                run.begin(worker, current)
            elif (found := END.search(line.rstrip())) and found[2] == current:
                status = {"OK": "passed", "FAILED": "failed", "SKIPPED": "skipped"}[found[1]]
                run.end(worker, current, status, int(found[3]) / 1000, "".join(text))
                left.pop(current, None)
                current = None
            elif current:
                text.append(line)
        code = process.wait()
    if current:
        why = f"took more than {options.test_minutes} minutes" if timed_out.is_set() else f"ended the process (code {code})"
        run.end(worker, current, "failed", time.monotonic() - started, "".join(text) + f"\n{current} {why}")
        left.pop(current, None)
    elif left and len(left) == len(names):
        with run.lock:  # nothing ran at all: no use in starting it again
            for name in left:
                run.outcomes[name].text = f"did not run: the process ended with code {code}, see {log}"
        return []
    return list(left)


def work(options, run, worker, names):
    attempt = 0
    while names and not run.stopped:
        names = run_process(options, run, worker, names, attempt)
        attempt += 1


def report_progress(run, options, done):
    last, warned, began = 0.0, False, time.monotonic()
    while not done.wait(1):
        now = time.monotonic()
        if now - last > 30:
            last = now
            running = ", ".join(f"{name} ({now - since:.0f} s)" for name, since in list(run.running.values()))
            print(f"{run.finished} of {len(run.outcomes)} tests, {(now - began) / 60:.0f} min; running: {running}", flush=True)
        if not warned and now - began > options.watch_minutes * 60:
            warned = True
            print(f"\nThe tests have been running for {options.watch_minutes:g} minutes. The slowest so far:", flush=True)
            for outcome in run.slowest(15):
                print(f"  {outcome.seconds:8.1f} s  {outcome.name}", flush=True)


def skip_reason(text):
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.rstrip().endswith(": Skipped")]
    return lines[0] if lines else "no reason given"


def close(run, options):
    reasons = collections.Counter(skip_reason(o.text) for o in run.outcomes.values() if o.status == "skipped")
    for reason, count in sorted(reasons.items()):
        print(f"skipped {count}: {reason}")
    if part := os.environ.get("TENON_SLICE"):
        print(f"long suites took the part of TENON_SLICE={part}; setting it repeats it")
    print("slowest: " + ", ".join(f"{o.name} {o.seconds:.1f} s" for o in run.slowest(5)))
    for outcome in run.outcomes.values():
        if outcome.status == "failed":
            print(f"failed: {outcome.name}")
    summary = {"tests": [vars(outcome) for outcome in run.outcomes.values()],
               "passed": run.count("passed"), "failed": run.count("failed"), "skipped": run.count("skipped")}
    (options.results / "summary.json").write_text(json.dumps(summary, indent=1))
    print(f"{summary['passed']} passed, {summary['failed']} failed, {summary['skipped']} skipped", flush=True)
    return 0 if summary["passed"] and not summary["failed"] else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--tier", choices=["quick", "default", "all"], default="default")
    parser.add_argument("--filter", default="*")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--results", type=pathlib.Path, default=pathlib.Path("build/test-results"))
    parser.add_argument("--watch-minutes", type=float, default=45)
    parser.add_argument("--test-minutes", type=float, default=20)
    options = parser.parse_args()
    options.results.mkdir(parents=True, exist_ok=True)
    for old in options.results.glob("*"):
        old.unlink()

    names = [name for name in list_tests(options.binary, options.filter) if in_tier(name, options.tier)]
    run, done = Run(names), threading.Event()
    signal.signal(signal.SIGINT, run.stop)
    signal.signal(signal.SIGTERM, run.stop)
    reporter = threading.Thread(target=report_progress, args=(run, options, done), daemon=True)
    reporter.start()
    # Every n-th test goes to worker n: long suites are spread over all of them.
    workers = [threading.Thread(target=work, args=(options, run, f"worker{index}", names[index::options.processes]))
               for index in range(options.processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    done.set()
    return close(run, options)


if __name__ == "__main__":
    sys.exit(main())
