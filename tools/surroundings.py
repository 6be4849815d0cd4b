"""The same surroundings for every kernel that the tests and the tools start, whatever the user's own are.

    python tools/surroundings.py plain -m pytest notebooks

runs Python as if on another processor: ``plain``, ``avx2`` or the machine's ``own``.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

INHERITED = {"JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "MPLBACKEND", "MATPLOTLIBRC", "PYTHONSTARTUP"}
PLAIN = {  # the plainest code paths of the libraries: what a processor without AVX would run
    "ATEN_CPU_CAPABILITY": "default",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "MKL_CBWR": "COMPATIBLE",
    "OPENBLAS_CORETYPE": "Nehalem",
}
AVX2 = {  # the code paths of most processors since 2013
    "ATEN_CPU_CAPABILITY": "avx2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "MKL_CBWR": "AVX2",
    "OPENBLAS_CORETYPE": "Haswell",
}
PROCESSORS = {"own": {}, "avx2": AVX2, "plain": PLAIN}  # what an x86 machine can be told to compute like


def isolate():
    """Give this process, and all that it starts, settings of its own for Jupyter, IPython and matplotlib.

    The kernel called python3 is then the Python that runs this, even where another one is installed under that name.
    The settings lie in a folder that is removed when the process ends. A second call changes nothing.
    """
    if "COURSE_SURROUNDINGS" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="course-"))
    owner = os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    os.environ["COURSE_SURROUNDINGS"] = str(folder)
    for name in INHERITED:
        os.environ.pop(name, None)
    for name in ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        os.environ[name] = str(folder / name.lower())
        (folder / name.lower()).mkdir()
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "0"  # look into JUPYTER_DATA_DIR first
    os.environ["PYTHONIOENCODING"] = "utf-8"
    os.environ["RUFF_CACHE_DIR"] = str(folder / "ruff")  # the course's own folder may be closed to writing
    kernel = folder / "jupyter_data_dir/kernels/python3"
    kernel.mkdir(parents=True)
    start = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": start, "display_name": "Python 3 (ipykernel)", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    # matplotlib lists the fonts once for a new folder, and warns on stderr if that takes long
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], capture_output=True, check=False)


def processor(name):
    """Return the environment in which Python computes like one of the PROCESSORS, whatever the user's own says."""
    names = {*PLAIN, "NPY_DISABLE_CPU_FEATURES"}
    environment = {key: value for key, value in os.environ.items() if key not in names} | PROCESSORS[name]
    if name != "own":
        # torch.compile's store does not say for which processor its code was made, and would hand over the wrong one
        store = f"torchinductor_{name}_{os.getuid() if hasattr(os, 'getuid') else 'user'}"
        environment["TORCHINDUCTOR_CACHE_DIR"] = str(Path(tempfile.gettempdir()) / store)
        ask = "import numpy; print(*numpy.__config__.show(mode='dicts')['SIMD Extensions'].get('found', []))"
        found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=environment)
        beyond_avx2 = ("AVX512", "X86_V4")
        skip = [part for part in found.stdout.split() if name == "plain" or part.startswith(beyond_avx2)]
        environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(skip)
    return environment


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in PROCESSORS:
        sys.exit(__doc__)
    sys.exit(subprocess.run([sys.executable, *sys.argv[2:]], env=processor(sys.argv[1]), check=False).returncode)
