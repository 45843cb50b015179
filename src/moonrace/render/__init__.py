"""Pages for people: the only part of moonrace that knows Rich. Functions take a `Page` and records or rows, and return what Rich
can print. Import the module that you need: a card does not pay for the map.
"""
