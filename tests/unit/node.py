"""Our modules of JavaScript asked from Python, for what both languages must answer alike."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from layers.assets import STATIC

_BESIDE_PYTHON = str(Path(sys.executable).parent)
_WRAPPED = """
import {{ text }} from "node:stream/consumers";
import * as module from "{module}";
const request = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(await (async () => {{ {body} }})()));
"""


def ask_module(name: str, body: str, request: object) -> object:
    """Run statements on a module such as ``engine/search.js`` and return what they return.

    They find its exports in ``module`` and what is asked in ``request``.
    """
    node = shutil.which("node", path=os.pathsep.join([os.environ["PATH"], _BESIDE_PYTHON]))
    assert node
    source = _WRAPPED.format(module=(STATIC / name).as_uri(), body=body)
    answered = subprocess.run(
        [node, "--input-type=module", "--eval", source],
        input=json.dumps(request),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(answered.stdout)
