"""First step of every `make` command: the virtual environment. Standard library only, for any Python from 3.7 on.

`python3 -I integrity_portal/prepare.py run|test|check|quality|proof|bench|requirements`
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
QUALITY = ["-m", "integrity_portal.quality"]


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def stop(sentence: str) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def need_new_python() -> None:
    """Go on with a newer Python of this machine where `python3` is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in (13, 12, 11, 14):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, "-I", *sys.argv])
    stop(
        f"需要 Python 3.11 或更新版本，本机的 python3 是 {sys.version.split()[0]}。"
        "请先安装，例如：apt-get install -y python3.11 python3.11-venv"
    )


def digest(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()


def stamp(requirements: Path) -> Path:
    """Where the venv keeps the hash of the list that was installed into it."""
    return VENV / f".{requirements.name}.sha256"


def is_ready(requirements: Path) -> bool:
    if not os.access(PYTHON, os.X_OK) or not stamp(requirements).exists():
        return False
    return stamp(requirements).read_text(encoding="utf-8") == digest(requirements)


def has_pip() -> bool:
    return (
        PYTHON.exists()
        and not subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode
    )


def make_venv() -> None:
    """Make `.venv`, or say what is missing for it."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    remedy = f"请先运行：apt-get install -y python3-venv（或 python{version}-venv），然后再试。"
    try:
        import ensurepip
        import venv

        del ensurepip, venv
    except ImportError:
        stop(f"缺少 Python 的 venv 组件。{remedy}")
    say("正在建立 Python 环境 .venv …")
    command = [sys.executable, "-I", "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode:
        stop(f"建立 .venv 失败：{made.stdout}{made.stderr}\n若缺少 venv 组件，{remedy}")


def install(requirements: Path) -> None:
    """Install the pinned list; the only step that needs a network."""
    say(f"正在安装 {requirements.name} 中的软件包（清单有变化时才需要；需要联网，约半分钟）…")
    began = time.monotonic()
    options = ["--quiet", "--require-hashes", "--disable-pip-version-check", "-r", str(requirements)]
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", *options], check=False, capture_output=True, text=True
    )
    if done.returncode:
        lines = done.stderr.splitlines()
        stop(
            "安装软件包失败，请检查网络后重试：\n"
            + "\n".join([line for line in lines if "ERROR" in line] or lines[-5:])
        )
    stamp(requirements).write_text(digest(requirements), encoding="utf-8")
    say(f"已安装，用时 {time.monotonic() - began:.0f} 秒。")


def ensure(requirements: Path) -> None:
    """Bring `.venv` up to the list; does nothing, and needs no network, when the list is unchanged."""
    if is_ready(requirements):
        return
    if not os.access(ROOT, os.W_OK):
        stop(
            f"当前用户不能写入 {ROOT}，无法建立 .venv。请用该文件夹的所有者运行，或把代码复制到自己的文件夹。"
        )
    with requirements.open(encoding="utf-8") as listed:
        fcntl.flock(listed, fcntl.LOCK_EX)  # another make may be doing the same
        if is_ready(requirements):
            return
        if not has_pip():
            make_venv()
        install(requirements)


def main(target: str) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    need_new_python()
    ensure(ROOT / ("requirements.txt" if target == "run" else "requirements-dev.txt"))
    os.chdir(ROOT)
    if target == "run":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the supervisor is ready to hear it
    module = ["-m", "integrity_portal.supervisor"] if target == "run" else [*QUALITY, target]
    os.execv(PYTHON, [str(PYTHON), *module])


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit("已中断。")
    except PermissionError as error:
        stop(f"没有权限：{error.filename}。请用该文件夹的所有者运行，或把代码复制到自己的文件夹。")
