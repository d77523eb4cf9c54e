"""Run the tests that compare numbers once more, as on another kind of processor.

NumPy chooses its loops by what the processor can do, and their last digits differ. This switches
off all that it found here beyond the least that it was built for; where it found nothing, on some
Arm processors for one, the tests are run as they are. Run it from the root of the repository:
``python tests/portable.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np

TESTS = (
    "tests/golden",
    "tests/rules/test_every_rule.py::test_a_rule_equals_its_slow_twin",
    "tests/engines/test_engines_agree.py",
    "tests/engines/test_episodes_agree.py",
    "tests/docs/test_ablation_part.py",
    "tests/docs/test_findings_page.py",
    "tests/docs/test_japan_page.py",
    "tests/docs/test_validation_page.py",
    "tests/docs/test_readme_figure.py",
    "tests/validation/test_samples_shipped.py",
    "tests/experiments/sweeps/test_designs_and_spreads.py",
    "tests/experiments/sweeps/test_resuming.py::test_a_stored_design_comes_back_to_the_bit",
)
SWITCH = "NPY_DISABLE_CPU_FEATURES"


def find_features() -> list[str]:
    """What NumPy uses of this processor beyond its baseline."""
    told = np.show_config(mode="dicts") or {}
    return list(told.get("SIMD Extensions", {}).get("found", []))


def main() -> int:
    """The exit status of the tests."""
    features = find_features()
    print(f"Without {', '.join(features) or 'nothing: this processor has no more to switch off'}")
    environment = os.environ | ({SWITCH: " ".join(features)} if features else {})
    command = [sys.executable, "-m", "pytest", "-m", "not long", *TESTS]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
