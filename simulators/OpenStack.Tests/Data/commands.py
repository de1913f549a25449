# Runs commands of the packaged client, each in a process of its own that begins where its imports are done: they take
# most of a second, which every command would spend anew. A line of the standard input is a command,
# {"id": 1, "arguments": ["server", "list"]}; a line of the standard output is what came of it,
# {"id": 1, "code": 0, "output": "...", "error": "..."}, in the order in which they end.
import contextlib
import fcntl
import importlib.metadata
import io
import json
import os
import signal
import sys
import tempfile
import traceback

from openstackclient.shell import main


def load():
    for point in importlib.metadata.distribution("python-openstackclient").entry_points:
        if point.group.startswith("openstack."):
            point.load()
    for library in ("openstack.connection", "novaclient.v2.client", "cinderclient.v3.client", "keystoneclient.v3.client"):
        importlib.import_module(library)


def run(arguments):
    output, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = ended.code
        except BaseException:
            traceback.print_exc()
            code = 1
    return {"code": code or 0, "output": output.getvalue(), "error": error.getvalue()}


def answer(command, turn):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    result = {"id": command["id"], **run(command["arguments"])}
    # One line at a time: a pipe keeps only short ones whole.
    fcntl.lockf(turn, fcntl.LOCK_EX)
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
    os._exit(0)


load()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with tempfile.TemporaryFile() as turn:
    for line in sys.stdin:
        if os.fork() == 0:
            answer(json.loads(line), turn)
