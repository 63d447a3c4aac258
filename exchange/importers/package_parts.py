"""The small parts of a workbook's package: what its directory, relations and properties say, whatever their namespace."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

SMALL = 1024 * 1024


def small_xml(archive: zipfile.ZipFile, name: str, most: int = SMALL) -> ElementTree.Element:
    """Return a part that is small in any sound workbook; raises ValueError where it is not, or declares entities."""
    with archive.open(name) as part:
        text = part.read(most + 1)
    if len(text) > most or b"<!DOCTYPE" in text:
        raise ValueError(name)
    return ElementTree.fromstring(text)  # noqa: S314 - no DOCTYPE, in a limited process


def local_name(element: ElementTree.Element) -> str:
    """Return the element's name: workbooks saved as strict Open XML use a namespace of their own."""
    return element.tag.rpartition("}")[2]


def local_attribute(element: ElementTree.Element, name: str) -> str:
    """Return an attribute by its name without a namespace, "" where it is missing."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
