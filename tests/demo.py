"""The demonstration county: the sample's 如东, written once for all tests that read a registry file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from consultrules.sample.making import REGISTRY, make

_FOLDER = TemporaryDirectory()  # goes when the tests end
make(2025, counties=("320623",)).write(Path(_FOLDER.name))
DEMO = Path(_FOLDER.name) / REGISTRY
