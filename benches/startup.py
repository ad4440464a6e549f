#!/usr/bin/env python3
"""Time from start to the first whole frame in a pseudo-terminal, and the most memory held.

usage: benches/startup.py [PROGRAM [ARG ...]]      (after: cargo build --release)

Unix; memory on Linux only. Prints the median, the least and the most of twenty runs.
"""
import fcntl, os, pty, select, statistics, struct, sys, termios, time

COMMAND = sys.argv[1:] or ["target/release/summitry", "demo"]
END_OF_FRAME = b"\x1b[?2026l"  # the end of the synchronized update that a frame is written in


def run():
    """Milliseconds to the end of the first frame, and resident memory at its height in MB."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execvp(COMMAND[0], COMMAND)
    seen = b""
    while END_OF_FRAME not in seen:
        if not select.select([terminal], [], [], 20)[0]:
            sys.exit("no frame within 20 seconds")
        seen += os.read(terminal, 65536)
    took = (time.perf_counter() - start) * 1000
    memory = 0
    try:
        with open(f"/proc/{child}/status") as status:
            memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        pass
    os.write(terminal, b"q")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(child, 0)
    return took, memory


runs = [run() for _ in range(20)]
for name, unit, values in (("first frame", "ms", [r[0] for r in runs]), ("memory", "MB", [r[1] for r in runs])):
    print(f"{name}: median {statistics.median(values):.1f} {unit}, {min(values):.1f} to {max(values):.1f}")
