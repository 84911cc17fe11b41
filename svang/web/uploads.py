"""What becomes of a file that comes with a form: it is refused, but where a page asks for one it stays in memory."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from svang.store.words import LARGEST


class NoFile(FileUploadHandler):
    """For every address but one."""

    def new_file(self, *args: Any, **named: Any) -> None:  # noqa: ARG002 - as Django calls it
        raise TooManyFilesSent


class InMemory(FileUploadHandler):
    """Answers about a body lie on no disk on their way. Past what may be read no more is kept; `size` says how big."""

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= LARGEST:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self.kept.seek(0)
        return UploadedFile(self.kept, self.file_name, size=file_size)
