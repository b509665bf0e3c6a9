"""Put a file in the place of one that is there, so that at any moment one of them is whole."""

from __future__ import annotations

from pathlib import Path


def replace_file(path: Path, raw: bytes) -> None:
    """Put other bytes in the place of a file, and leave nothing beside it."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(raw)
        part.chmod(path.stat().st_mode)
        part.replace(path)
    except PermissionError as error:
        # What is not allowed is to change this file, and not the one beside it.
        raise PermissionError(
            error.errno, "there is no permission to write it", str(path)
        ) from None
    finally:
        part.unlink(missing_ok=True)
