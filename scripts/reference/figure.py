"""Reference values of the figures: matplotlib's viridis, the advances of Arimo, and distances between neighbours.

Versions: matplotlib 3.11.2, fontTools 4.68.0, numpy 2.4.6, scipy 1.17.1, @expo-google-fonts/arimo 0.4.3.

    python scripts/reference/figure.py [FOLDER OF @expo-google-fonts/arimo]

writes fixtures/figure.json.
"""

import json
import sys
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from matplotlib import colormaps
from scipy.spatial import cKDTree

root = Path(__file__).resolve().parents[2]
fonts = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "node_modules/@expo-google-fonts/arimo"


def advances(path):
    font = TTFont(fonts / path)
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    return [round(1000 * widths[glyphs[code]][0] / font["head"].unitsPerEm) for code in range(32, 127)]


def spacing(xy):
    """Median distance to the fourth nearest other point, and to the nearest."""
    distances, _ = cKDTree(xy).query(xy, k=5)
    return {"xy": xy.ravel().tolist(), "fourth": float(np.sort(distances[:, 4])[len(xy) // 2])}


rng = np.random.default_rng(7)
scattered = np.round(rng.uniform(0, 100, (400, 2)), 3)
clumped = np.round(np.concatenate([rng.normal(0, 1, (300, 2)), rng.normal(400, 40, (60, 2))]), 3)
line = np.stack([np.round(np.sort(rng.uniform(0, 50, 80)), 3), np.full(80, 3.0)], axis=1)

reference = {
    "viridis": [[round(255 * part) for part in colormaps["viridis"](i)[:3]] for i in range(256)],
    "advances": {
        "regular": advances("400Regular/Arimo_400Regular.ttf"),
        "bold": advances("700Bold/Arimo_700Bold.ttf"),
    },
    "spacing": {"scattered": spacing(scattered), "clumped": spacing(clumped), "line": spacing(line)},
}
out = root / "fixtures/figure.json"
out.parent.mkdir(parents=True, exist_ok=True)
out.write_text(json.dumps(reference) + "\n")
