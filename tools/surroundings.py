"""The same surroundings for every kernel that the tests and the tools start, whatever the user's own are."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

INHERITED = {"JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "MPLBACKEND", "MATPLOTLIBRC", "PYTHONWARNINGS", "PYTHONSTARTUP"}
PLAIN = {  # the plainest code paths of the libraries: what a processor without AVX would run
    "ATEN_CPU_CAPABILITY": "default",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "MKL_CBWR": "COMPATIBLE",
    "OPENBLAS_CORETYPE": "Nehalem",
}


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
    kernel = folder / "jupyter_data_dir/kernels/python3"
    kernel.mkdir(parents=True)
    start = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": start, "display_name": "Python 3 (ipykernel)", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    # matplotlib lists the fonts once for a new folder, and warns on stderr if that takes long
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], capture_output=True, check=False)
