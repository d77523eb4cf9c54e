"""Texts of our own that tests read."""

from __future__ import annotations

from collections.abc import Callable

from model.reading.document import TEXT, Block, Document, make_document
from model.reading.draft import Draft

ARTICLE = """\
Roads and rivers

China wants to expand its railway through Kyrgyzstan and Uzbekistan. Kazakhstan seeks other routes
for its oil, because it depends on Russian pipelines.

Russia opposes western military bases in the region. The report says that Turkey intends to sell
drones to Kyrgyzstan.

The European Union is interested in the uranium of Kazakhstan and in the gas of Turkmenistan. The
price of gas was 20 per cent higher in 2023 than in the year before. Tashkent hosts many visitors,
and the roads to the city are full of lorries in the summer. In the winter the passes are closed for
weeks at a time, and the villages in the mountains live on what they have stored. It is the same
on the other side of the border, where the rivers freeze and the mills stand still. Nothing moves
until the snow is gone, and then the drivers come back with their lorries and their stories.
"""
"""A text of 120 words and more."""

Show = Callable[[str], list[Draft]]


def document_of(*texts: str) -> Document:
    return make_document([Block(text, TEXT) for text in texts])
