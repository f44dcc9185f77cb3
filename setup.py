"""
What is shipped.  Everything else about the package is in ``pyproject.toml``.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["chatd", "chatd.*"]), "chatd.web", "chatd.docs"],
    # The page and the reference of settings live at the top of the checkout, and inside the package once installed.
    package_dir={"chatd.web": "web", "chatd.docs": "docs"},
    package_data={"chatd": ["py.typed"], "chatd.web": ["*", "**/*"], "chatd.docs": ["configuration.md"]},
    # What a service needs, for those who install a wheel: below ``share/chatd`` of the environment.
    data_files=[
        (
            "share/chatd",
            [
                f"deploy/{name}"
                for name in (
                    "chatd-alerts.yml",
                    "chatd.service",
                    "chatd.socket",
                    "chatd.toml",
                    "grafana-dashboard.json",
                    "prometheus.yml",
                )
            ],
        )
    ],
    # A lone module, not a package: `twisted.plugins` belongs to Twisted, chatd adds one file to it.
    py_modules=["twisted.plugins.chatd_plugin"],
)
