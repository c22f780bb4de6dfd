"""Pictures of signatures for the tests: curves that are nobody's."""

import math
from io import BytesIO

from PIL import Image, ImageDraw


def curve(turns=5.0):
    """Points of a scribble within 600 by 200, from left to right."""
    points = []
    for step in range(301):
        t = step / 300
        across = 40 + 520 * t + 60 * math.sin(2 * math.pi * turns * t)
        points.append((across, 100 + 80 * math.cos(2 * math.pi * (turns + 1) * t) * (1 - 0.6 * t)))
    return points


def scribble(turns=5.0, kind="png"):
    """Blue ink on what is clear; on white where the kind has nothing clear."""
    picture = Image.new("RGBA", (600, 200), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line(curve(turns), fill=(20, 40, 120, 255), width=6, joint="curve")
    out = BytesIO()
    if kind == "jpeg":
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture)
        flat.save(out, "jpeg", quality=85)
    else:
        picture.save(out, kind)
    return out.getvalue()


def drawn(turns=5.0):
    """The same as SVG."""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in curve(turns))
    line = f'<polyline points="{points}" fill="none" stroke="#142878" stroke-width="6"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200">{line}</svg>'.encode()
