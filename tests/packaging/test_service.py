"""
From nothing to a service of systemd, as docs/operations.md says, on a machine of its own.

A real systemd is process 1 of its own namespaces; its root is a copy of this machine's that is written to nowhere.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.programs import program
from tests.support.timeouts import PATIENCE

ROOT = Path(__file__).parents[2]
SYSTEMD = Path("/lib/systemd/systemd")
PYTHON = "/usr/bin/python3"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("CHATD_PACKAGING" not in os.environ, reason="needs the network; set CHATD_PACKAGING=1"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make namespaces with a systemd"),
]

# What is in the folder `out` stays; everything else of the root is a memory that ends with the namespaces.
MACHINE = """
set -e
out=$1 root=$1/root
mkdir $root && mount -t tmpfs tmpfs $root
mkdir $root/upper $root/work $root/new
mount -t overlay overlay -o lowerdir=/,upperdir=$root/upper,workdir=$root/work $root/new
new=$root/new
# None of this machine's own services.
rm -rf $new/etc/systemd/system/*.wants
mount -t proc proc $new/proc
mount --rbind /sys $new/sys
mount --rbind /dev $new/dev
mount -t tmpfs tmpfs $new/run
mount -t tmpfs tmpfs $new/tmp
ip link set lo up
mkdir $new/out && mount --bind $out $new/out
mkdir -p $new/etc/systemd/system/multi-user.target.wants
cp $out/steps.service $new/etc/systemd/system/
ln -s ../steps.service $new/etc/systemd/system/multi-user.target.wants/
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot $new SYSTEMD --system --unit=multi-user.target
"""
STEPS_UNIT = """
[Service]
Type=oneshot
ExecStart=/bin/bash /out/steps
ExecStopPost=/bin/systemctl --no-block poweroff --force
StandardOutput=append:/out/log
StandardError=append:/out/log
Environment=HOME=/root
"""

# In place of the first lines of the page, which need the network: the environment that was made of the wheel.
INSTALLED = f"""
set -e
sudo() {{ "$@"; }}
mkdir /backups
{PYTHON} -m venv --without-pip /opt/chatd
cp -a /out/venv/share /opt/chatd/
cp -a /out/venv/lib/python3.*/site-packages /opt/chatd/lib/python3.*/
for name in chatd twistd; do
    cp /out/venv/bin/$name /opt/chatd/bin/
    sed -i '1s|.*|#!/opt/chatd/bin/python3|' /opt/chatd/bin/$name
done
"""
AFTERWARDS = """
echo "uid: $(systemctl show chatd -p UID --value)"
grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/$(systemctl show chatd -p MainPID --value)/status
systemctl daemon-reload
systemctl start chatd-backup
echo "backups: $(ls /backups | wc -l)"
systemctl reload chatd
echo 'wrong = 1' >> /etc/chatd/chatd.toml
! systemctl reload chatd
sed -i '$d' /etc/chatd/chatd.toml
echo "after a wrong reload: $(curl -s http://127.0.0.1:8080/ready)"
systemctl stop chatd
echo "stopped: $(systemctl show chatd -p Result --value)"

install -m 644 -t /etc/systemd/system /opt/chatd/share/chatd/chatd.socket
sed -i 's/^port = "tcp:8080.*/port = "systemd:domain=INET:name=chatd"/' /etc/chatd/chatd.toml
systemctl daemon-reload
systemctl enable --now chatd.socket chatd
systemctl restart --no-block chatd
echo "during a restart: $(curl -s http://127.0.0.1:8080/ready)"
systemctl kill -s KILL chatd
until [ "$(systemctl show chatd -p NRestarts --value)" = 1 ]; do sleep 0.1; done
echo "after a kill: $(curl -s http://127.0.0.1:8080/ready)"
echo well
"""


def blocks(title: str, language: str) -> list[str]:
    """
    The code of a section of docs/operations.md.
    """
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def test_hardened_service_comes_of_the_commands_of_the_page(installed: Path, tmp_path: Path) -> None:
    """
    It starts, is looked at, backed up, reloaded, given a socket, restarted and killed.
    """
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if not SYSTEMD.exists() or not Path(f"/usr/bin/python{version}").exists():
        pytest.skip(f"there is no systemd, or no Python {version} of the system's")
    shutil.copytree(installed.parent, tmp_path / "venv", symlinks=True)
    commands = [line for block in blocks("From nothing to a service", "sh") for line in block.splitlines()]
    done_before = ("sudo apt-get ", "sudo python3 -m venv ", "sudo /opt/chatd/bin/pip install ")
    assert [line.startswith(done_before) for line in commands].count(True) == 3
    units = re.findall(r"^# (/etc/\S+)\n(.*?)(?=^# |\Z)", blocks("Backups", "ini")[0], re.MULTILINE | re.DOTALL)
    written = [f"cat > {path} <<'END'\n{text}END\n" for path, text in units]
    steps = [INSTALLED, *(line for line in commands if not line.startswith(done_before)), *written, AFTERWARDS]
    (tmp_path / "steps").write_text("\n".join(steps), encoding="utf-8")
    (tmp_path / "steps.service").write_text(STEPS_UNIT, encoding="utf-8")
    (tmp_path / "machine").write_text(MACHINE.replace("SYSTEMD", str(SYSTEMD)), encoding="utf-8")

    namespaces = ("--mount", "--pid", "--net", "--uts", "--ipc", "--cgroup", "--fork", "--kill-child")
    machine = subprocess.run(
        [program("unshare"), *namespaces, "bash", tmp_path / "machine", tmp_path],
        capture_output=True,
        text=True,
        timeout=3 * PATIENCE,
        check=False,
    )
    log = tmp_path / "log"
    if not log.exists():
        pytest.skip(f"no systemd can be started here: {machine.stderr.strip()[-300:]}")
    found = log.read_text(encoding="utf-8")
    assert found.endswith("\nwell\n"), found
    for line in (
        "/etc/chatd/chatd.toml: all is well",
        "0 failures, ",
        "daemon       running, chatd ",
        "CapEff:\t0000000000000000",
        "NoNewPrivs:\t1",
        "Seccomp:\t2",
        "backups: 1",
        "after a wrong reload: ready",
        "stopped: success",
        "during a restart: ready",
        "after a kill: ready",
    ):
        assert line in found, found
    assert re.search(r"^uid: [1-9]\d+$", found, re.MULTILINE), found
