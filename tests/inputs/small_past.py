"""A small past of two states and two powers, 2000 to 2003, with numbers that add up in the head."""

from __future__ import annotations

from pathlib import Path

from small_history import TAIL, write_past

SOLD = {"CHN": 0.4, "JPN": 0.1, "CHE": 0.2, "GBR": 0.0, "CA5": 0.1}
"""Shares of Kazakhstan's exports, in every year but for what is masked."""
BOUGHT = {"CHN": 0.2, "JPN": 0.3, "CHE": 0.0, "GBR": 0.0, "CA5": 0.1}
MASKED = ("CHN", "exports", 2002)
"""A share that must not be used; the file says 0.9."""
EXPORTS = {2000: 8.0, 2001: 10.0, 2002: 20.0, 2003: 20.0}
IMPORTS = {2000: 4.0, 2001: 5.0, 2002: 10.0, 2003: 10.0}
GDP = {2000: 20.0, 2001: 23.0, 2002: 11.5, 2003: 11.5}
GROWTH = {2000: 0.1, 2001: 0.15, 2002: 0.0, 2003: -0.02}


def write_small_past(folder: Path) -> Path:
    """Write all tables of the past beside the seeds of a folder; return it."""
    write_past(folder, "trade_shares", *_shares())
    write_past(folder, "trade_totals", *_totals())
    write_past(folder, "economy", *_economy())
    for table, lines in LINES.items():
        write_past(folder, table, *(f"{line},{TAIL}" for line in lines))
    return folder


LINES = {
    "prices": ("crude,2000,20,USD", "crude,2001,40,USD", "crude,2003,10,USD"),
    "positions": ("KAZ,2000,-0.5,point", "CHN,2000,-1,point", "CHN,2001,0,point",
                  "JPN,2001,1,point", "KAZ,2002,0.2,point", "CHN,2002,0.2,point"),
    "arms": ("KAZ,CHN,1996-2000,0.25,share", "KAZ,JPN,1999-2003,0.9,share"),
    "remittances": ("KAZ,2001,0.1,share", "KAZ,2003,0.3,share"),
    "finance": ("CHN,KAZ,2000,30,million", "CHN,UZB,2000,30,million", "CHN,KAZ,2001,0,million",
                "CHN,KAZ,2002,120,million", "CHN,UZB,2003,240,million"),
    "memberships": ("sco,KAZ,2001Q3,,1,member", "sco,UZB,1996,2002Q2,1,member",
                    "sco,UZB,2003Q4,,0.5,observer"),
}  # fmt: skip


def _shares() -> list[str]:
    lines = []
    for flow, shares in (("exports", SOLD), ("imports", BOUGHT)):
        for partner, share in shares.items():
            for year in EXPORTS:
                masked = (partner, flow, year) == MASKED
                value, use = (0.9, "masked") if masked else (share, "yes")
                lines.append(f"KAZ,{partner},{flow},{year},{use},{value},share,{TAIL}")
    return lines


def _totals() -> list[str]:
    totals = (("exports", EXPORTS), ("imports", IMPORTS))
    return [
        f"KAZ,{flow},{year},{total},bn USD,{TAIL}"
        for flow, by_year in totals
        for year, total in by_year.items()
    ]


def _economy() -> list[str]:
    told = {"gdp": GDP, "growth": GROWTH}
    lines = [
        f"KAZ,{attribute},{year},{value},of the year,{TAIL}".replace(",guess,C,", ",guess,B,")
        for attribute, by_year in told.items()
        for year, value in by_year.items()
    ]
    official = [f"UZB,gdp,{year},5,bn USD,guess,C,at a rate that nobody gets" for year in GDP]
    return [
        *lines,
        *official,
        f"JPN,gdp,2001,2,bn USD,{TAIL}",
        f"JPN,growth,2001,0.02,a year,{TAIL}",
    ]
