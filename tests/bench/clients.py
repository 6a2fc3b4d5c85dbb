"""A browser's side: one connection that is kept, and the time of every answer on it."""

import gzip
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from urllib.parse import urlencode

from tests.bench.filling import NAME, PASSWORD

PAGES = {"Today": "/", "Progress": "/progress", "Progress, all": "/progress?span=all"}
HEADERS = (
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate\r\n"
    "Accept-Language: en-US,en;q=0.9\r\nUser-Agent: Mozilla/5.0 (Linux; Android 10; K) Mobile\r\n"
)


@dataclass(frozen=True)
class Answer:
    """What came back, how many bytes that was on the wire, and the milliseconds from the question to its end."""

    status: int
    headers: Message
    body: bytes
    wire_bytes: int
    ms: float

    @property
    def text(self) -> str:
        is_packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


class Client:
    """One connection to a server of this machine."""

    def __init__(self, port: int, *, is_secure: bool = False) -> None:
        self.host = f"127.0.0.1:{port}"
        self.origin = f"{'https' if is_secure else 'http'}://{self.host}"
        self.cookie = ""
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if is_secure:
            self.connection = _trusting().wrap_socket(self.connection)

    def get(self, path: str) -> Answer:
        return self._ask(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{HEADERS}{self.cookie}\r\n".encode())

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return self._send(path, "application/x-www-form-urlencoded", urlencode(fields).encode())

    def upload(self, path: str, name: str, data: bytes) -> Answer:
        """Send a form with one file."""
        part = f'--file\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        return self._send(path, "multipart/form-data; boundary=file", part.encode() + data + b"\r\n--file--\r\n")

    def _send(self, path: str, content_type: str, body: bytes) -> Answer:
        head = f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nOrigin: {self.origin}\r\n{HEADERS}{self.cookie}"
        kind = f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
        return self._ask(f"{head}{kind}\r\n".encode() + body)

    def sign_in(self) -> None:
        """Sign in as the person of the data set, by the form."""
        answer = self.post("/login", {"name": NAME, "password": PASSWORD})
        cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
        self.cookie = f"Cookie: {cookie}\r\n"

    def _ask(self, question: bytes) -> Answer:
        began = time.perf_counter()
        self.connection.sendall(question)
        head, body = self._receive()
        ms = (time.perf_counter() - began) * 1000
        status_line, _, rest = head.partition(b"\r\n")
        headers = BytesParser().parsebytes(rest + b"\r\n\r\n", headersonly=True)
        return Answer(int(status_line.split()[1]), headers, body, len(head) + 4 + len(body), ms)

    def _receive(self) -> tuple[bytes, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        _, _, length = head.lower().partition(b"content-length:")
        wanted = int(length.partition(b"\r\n")[0] or 0)
        while len(body) < wanted:
            body += self._more()
        return head, body

    def _more(self) -> bytes:
        received = self.connection.recv(1 << 18)
        if not received:
            raise ConnectionError("the server closed the connection")
        return received


def _trusting() -> ssl.SSLContext:
    """This machine's own server is whom it says."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def signed_in(port: int, *, is_secure: bool = False) -> Client:
    client = Client(port, is_secure=is_secure)
    client.sign_in()
    return client
