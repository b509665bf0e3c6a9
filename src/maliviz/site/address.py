"""The address at which a site will stand, given by whoever publishes it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_URL = re.compile(r"[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%-]+")
_EXAMPLE = "write for example https://example.org/report/"


def base_address(text: str) -> str:
    """Return an address of a folder in the web, with a slash at its end.

    ``ValueError`` says what is wrong with one that is none.

    >>> base_address("https://example.org/report")
    'https://example.org/report/'
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f'"{text}" is no address: {error}; {_EXAMPLE}') from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f'"{text}" does not begin with https:// and a host; {_EXAMPLE}')
    if parts.username is not None or not _URL.fullmatch(text):
        raise ValueError(f'"{text}" holds more than a host and a path; {_EXAMPLE}')
    return text if text.endswith("/") else text + "/"
