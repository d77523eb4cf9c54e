"""A complete but small folder of seeds and a small library, written by the tests themselves."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from model.inputs.formats import fixed_words as names
from model.inputs.seeds.interests import COLUMNS
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.tables import TABLES, TableSpec

CAST = """kind,id,name,colour,hatch,note
power,JPN,Japan,#aa0000,//,
power,CHN,China,#0000aa,,
state,KAZ,Kazakhstan,#00aa00,,
state,UZB,Uzbekistan,#00aaaa,,
corridor,middle,Middle Corridor,#111111,,
corridor,northern,Northern route,#222222,,
route,cpc,Caspian pipeline,#333333,,
mineral,gallium,Gallium,#444444,,
mineral,tungsten,Tungsten,#555555,,
bloc,sco,SCO,#666666,,
"""
SOURCES = """id,title,publisher,address,accessed,note
guess,Our guess,Modellers,modellers' assumption,,
book,A book,Press,https://example.org/book,2026-11-22,
"""
DOCUMENT = """paragraph,gist,defect,handling
P1,Opens the matter,,none
P2,Licences bite,,an event
"""
INTERESTS = (
    ",".join(COLUMNS)
    + """
JP1,JPN,minerals,+,resources,all,alarm,1.5,4,3,5,P1,document,Wants minerals from nearby,,A
CN1,CHN,minerals,-,resources trade,KAZ,,,3,,,,context,Wants to keep its lead,book,B
KZ1,KAZ UZB,one-voice,+,diplomacy,,unity,0.5,2,1,3,P1 P2,document,Wants to be heard,,C
"""
)
AXES = {
    "power": ("JPN", "CHN"),
    "origin": ("JPN", "CHN"),
    "destination": ("JPN", "CHN"),
    "state": ("KAZ", "UZB"),
    "actor": ("JPN", "CHN", "KAZ", "UZB"),
    "corridor": ("middle", "northern"),
    "route": ("cpc",),
    "mineral": ("gallium", "tungsten"),
    "bloc": ("sco",),
    "domain": names.DOMAINS,
    "channel": names.CHANNELS,
    "parameter": Parameters._fields,
}
TAIL = "share,2024,guess,C,fixed,,,"
OWN_BOUNDS = ",0,10,"
BASELINE = """title = "Baseline"
question = "What if nothing new happens?"
narrative = "Nothing new happens."

[[events]]
name = "cku-opens"
factor = "corridor_open.middle"
set = 0.5
start = "2030Q1"
"""


def write_seeds(folder: Path) -> Path:
    """Write a complete folder of seeds with two powers and two states; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cast.csv").write_text(CAST)
    (folder / "sources.csv").write_text(SOURCES)
    (folder / "document.csv").write_text(DOCUMENT)
    (folder / "interests.csv").write_text(INTERESTS)
    for spec in TABLES.values():
        if spec.required:
            tail = TAIL + (OWN_BOUNDS if spec.bounded else "")
            lines = [f"{','.join(key)},{_value(spec, key)},{tail}" for key in _keys(spec)]
            write_table(folder, spec.name, *lines)
    return folder


def write_table(folder: Path, table: str, *lines: str) -> Path:
    """Write a table with its header and these lines; return its path."""
    header = ",".join(TABLES[table].columns)
    path = folder / f"{table}.csv"
    path.write_text("\n".join((header, *lines)) + "\n")
    return path


def write_scenario(folder: Path, name: str, text: str) -> Path:
    """Write a scenario file of that name; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text)
    return path


def _keys(spec: TableSpec) -> list[tuple[str, ...]]:
    return list(product(*(AXES.get(column, spec.attributes()) for column in spec.keys)))


def _value(spec: TableSpec, key: tuple[str, ...]) -> float:
    low, high, _ = spec.bounds(key)
    return 0.5 if low <= 0.5 <= high else min(max(1.0, low), high)
