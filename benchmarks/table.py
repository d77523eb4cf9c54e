"""The table of a benchmark run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table


def show(found: Mapping[str, Any]) -> None:
    """Print what was measured."""
    details = found["details"]
    table = Table("measured", "result", "runs", title="One core, medians over rounds")
    runs, peak = details["runs"], details["peak"]
    rows = [
        ("ensemble", f"{found['ensemble_runs_per_second']:.0f} runs a second", runs["together"]),
        ("ensemble against mesa.batch_run", times(found["ensemble_vs_batch_run"]), runs["alone"]),
        ("ensemble against bare workshop", times(found["ensemble_vs_workshop"]), runs["alone"]),
        (
            "rules against fused code",
            f"{found['ensemble_vs_fused']:.2f} of its speed",
            runs["chunk"],
        ),
        *((f"  {name}", f"{part:.2f}", "") for name, part in details["fused_by_stage"].items()),
        ("peak memory of the command", f"{found['peak_mib']:.0f} MiB", peak["runs"]),
        ("processor time of the command", f"{peak['seconds']:.0f} s", peak["runs"]),
    ]
    for name, result, played in rows:
        table.add_row(name, result, str(played))
    console = Console()
    console.print(table)
    console.print(
        f"{runs['rounds']} rounds on 1 of {details['machine']['cores']} cores; "
        + ", ".join(f"{name} {number}" for name, number in details["versions"].items())
    )


def times(factor: float) -> str:
    """A factor of speed in words."""
    return f"{factor:.1f} times faster"
