"""The built files as a host gives them, and `svang phone`, which tries them on this machine."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from svang.phone.hosting import HEADERS, files, policy, server
from svang.texts import LANGUAGES, texts


@pytest.fixture
def at(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "built"
    (folder / "python").mkdir(parents=True)
    (folder / "index.html").write_text("shell")
    (folder / "python" / "a.mjs").write_text("script")
    (tmp_path / "secret").write_text("no")
    serving = server(folder, 0)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


@pytest.mark.parametrize("path", ["/", "/today", "/check/3?a=b", "/python", "/../secret", "/%2e%2e/secret"])
def test_what_is_no_file_is_the_shell(at: str, path: str) -> None:
    with urlopen(at + path) as answer:
        assert answer.read() == b"shell" and answer.headers["Content-Type"] == "text/html"


def test_each_file_has_its_type_and_the_headers(at: str) -> None:
    with urlopen(f"{at}/python/a.mjs") as answer:
        assert answer.read() == b"script" and answer.headers["Content-Type"] == "text/javascript"
        assert {key: answer.headers[key] for key in HEADERS} == dict(HEADERS)


def test_nothing_is_taken(at: str) -> None:
    with pytest.raises(HTTPError):
        urlopen(at, data=b"x")


def test_the_policy_opens_nothing_but_what_python_needs() -> None:
    """No other machine, no script or style in the page, and of what is unsafe WebAssembly alone."""
    said = [word for part in policy().split("; ") for word in part.split()[1:]]
    assert set(said) == {"'none'", "'self'", "'wasm-unsafe-eval'", "blob:"}
    assert "default-src 'none'" in policy() and "script-src 'self' 'wasm-unsafe-eval'" in policy()
    assert "img-src 'self' blob:" in policy() and policy().count("blob:") == 1


def test_every_host_is_told_every_header() -> None:
    for name in ("_headers", "hosts/Caddyfile", "hosts/nginx.conf"):
        text = files()[name]
        missing = [key for key, value in HEADERS.items() if key not in text or value not in text]
        assert not missing, (name, missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_built_is_one_sentence(language: str, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "svang", "phone", str(tmp_path), "--lang", language]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    said = texts(language)("ui", "phone", "not_built", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and " ".join(done.stderr.split()) == " ".join(said.split())


def test_a_built_folder_is_served_and_says_where(app: Path) -> None:
    words = [sys.executable, "-m", "svang", "phone", str(app.parent), "--port", "0", "--lang", "en"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "is not a port" in done.stderr
    with server(app.parent, 0) as probe:
        port = str(probe.server_port)
    words[words.index("0")] = port
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline().strip() == f"Svang for the phone can be tried on http://localhost:{port}/"
            with urlopen(f"http://127.0.0.1:{port}/today", timeout=30) as answer:
                assert b"shell.js" in answer.read()
        finally:
            child.terminate()
