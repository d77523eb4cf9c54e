"""Figures as part of another file: checked, and small enough to be carried in one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from model.inputs.formats.files import UnreadableError, read_bytes

LARGEST = 8_000_000
"""Bytes of a figure at most."""

WIDEST = 6_000
"""Pixels of a side at most, well beyond what a figure has."""

COLOURS = 128
"""Colours that are kept: lines, bands and letters look the same, at a third of the bytes."""


def read_small(path: Path, digest: str) -> bytes | None:
    """Return a figure as a small PNG; None unless it is one that was drawn from a result.

    digest: of the manifest of the result, which the figures of a result carry (`Digest`).
    """
    try:
        data = read_bytes(path, LARGEST)
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            if max(image.size) > WIDEST or image.info.get("Digest") != digest:
                return None
            return shrink(image)
    except (UnreadableError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def shrink(image: Image.Image) -> bytes:
    """Return an image as a PNG of few colours, without anything that it carried beside them."""
    plain = image.convert("RGB")
    few = plain.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    held = BytesIO()
    few.save(held, "PNG", optimize=True)
    return held.getvalue()
