"""An address is that of a folder in the web, or it is refused with a reason."""

from __future__ import annotations

import pytest

from maliviz.site.model import base_address


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/report/", "https://example.org/report/"),
        ("http://localhost:8000/a/b", "http://localhost:8000/a/b/"),
    ],
)
def test_an_address_ends_with_a_slash(given: str, read: str) -> None:
    assert base_address(given) == read


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "does not begin with"),
        ("example.org", "does not begin with"),
        ("ftp://example.org", "does not begin with"),
        ("https:///mali", "does not begin with"),
        ("javascript:alert(1)", "does not begin with"),
        ("https://example.org/?a", "more than a host and a path"),
        ("https://example.org/#a", "more than a host and a path"),
        ("https://me:you@example.org/", "more than a host and a path"),
        ('https://example.org/"><script>', "more than a host and a path"),
        ("https://example.org/a b", "more than a host and a path"),
        ("https://example.org:port/", "is no address"),
        ("https://[example/", "is no address"),
    ],
)
def test_anything_else_is_refused_with_an_example(given: str, told: str) -> None:
    with pytest.raises(ValueError, match="write for example https://") as error:
        base_address(given)
    assert told in str(error.value)
