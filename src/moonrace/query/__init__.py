"""Questions about a dataset, a module for each kind: import the one that you need.

Functions take a dataset, or records of one, and return objects. None prints, and none reads the clock. The rows of a report are
named tuples that are declared like the record, and every output follows from the declaration. Two rules hold everywhere:

- something has happened by a day only if all of its date lies before the end of that day (`Moment.is_past`);
- something falls into a period if some of its date may lie in it (`Moment.may_fall`); for open dates see `period.in_period`.
"""
